import { stemWord } from '../../../../base/text.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { truthValue } from './truth-values.ts'

/** "inactive" where a column of yes and no is called active. */
export function linkNegatedFlags(tokens: readonly QuestionToken[], lexicon: SchemaLexicon): Mention[] {
  return tokens.flatMap(({ kind, folded }, start): Mention[] => {
    const positive = kind === 'word' ? /^(?:in|un|non)(\p{L}{4,})$/u.exec(folded)?.[1] : undefined
    if (positive === undefined) return []
    const stem = stemWord(positive)
    const flags = lexicon.tables.flatMap(({ columns }) => columns.filter((column) => isFlag(column, stem)))
    return flags.flatMap((column): Mention[] => {
      const value = truthValue(column, false)
      if (value === null) return []
      return [{ kind: 'value', column, value, fromKnowledge: false, start, end: start + 1, score: 0.9 }]
    })
  })
}

function isFlag({ profile, ownStems }: ColumnEntry, stem: string): boolean {
  const words = ownStems.filter((word) => word !== 'is')
  return profile?.content === 'boolean' && words.length === 1 && words[0] === stem
}
