import { stemWord } from '../../../base/text.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import type { Mention } from './mention.ts'
import type { QuestionToken } from './question-tokens.ts'
import type { ColumnEntry, SchemaLexicon } from './schema-lexicon.ts'

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemWord))

const SUPERIORS = stems('manager manage managed boss supervisor supervise superior report')
const NOT_A_ROLE = stems('id code number key no nr to the of by')

/** Words for the row that a table's key to itself leads to: "manager" and "reports to" where staff have a manager_id. */
export function linkRoles(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
): Mention[] {
  const keys = joins.filter(({ from, to }) => from.table === to.table && from.columns.length === 1)
  return keys.flatMap(({ from, to }) => {
    const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
    if (column === undefined) return []
    const words = roleWords(column, lexicon.findTable(to.table).stems)
    return tokens.flatMap(({ kind, stem }, start): Mention[] => {
      if (kind !== 'word' || !words.has(stem)) return []
      const end = ['to', 'by'].includes(tokens[start + 1]?.folded ?? '') ? start + 2 : start + 1
      const mention = { kind: 'column', column, looksLikeTable: false, isWholeName: false } as const
      return [{ ...mention, roleOf: to.table, start, end, score: 0.95 }]
    })
  })
}

function roleWords(column: ColumnEntry, table: readonly string[]): ReadonlySet<string> {
  const own = column.stems.filter((stem) => !NOT_A_ROLE.has(stem) && !table.includes(stem) && stem.length > 2)
  return new Set(own.some((stem) => SUPERIORS.has(stem)) ? [...own, ...SUPERIORS] : own)
}
