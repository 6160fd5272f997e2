import { foldText, identifierWords, stemWord } from '../../../../base/text.ts'
import type { SchemaLexicon } from '../schema-lexicon.ts'
import { STOP_WORDS, synonymsOf } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { isOneEditApart } from '../words/spelling.ts'

const SHORTEST = 5
const spellings = new WeakMap<SchemaLexicon, ReadonlyMap<string, string>>()

/** Words that are one slip away from a word of the schema take its stem: "custmers" is read as "customers". */
export function correctNames(tokens: readonly QuestionToken[], lexicon: SchemaLexicon): QuestionToken[] {
  const known = spellingsOf(lexicon)
  const stems = new Set(known.values())
  return tokens.map((token) => {
    if (token.kind !== 'word' || token.folded.length < SHORTEST || token.capitalized) return token
    if (stems.has(token.stem) || STOP_WORDS.has(token.folded) || synonymsOf(token.stem).size > 0) return token
    for (const [spelling, stem] of known) {
      if (spelling[0] === token.folded[0] && isOneEditApart(spelling, token.folded)) return { ...token, stem }
    }
    return token
  })
}

/** The words of the schema's names, in the singular and the plural, with their stems. */
function spellingsOf(lexicon: SchemaLexicon): ReadonlyMap<string, string> {
  const made = spellings.get(lexicon)
  if (made !== undefined) return made
  const words = lexicon.tables
    .flatMap(({ table, columns }) => [table, ...columns.map(({ column }) => column)])
    .flatMap((name) => identifierWords(name).map(foldText))
    .filter((word) => word.length >= SHORTEST)
  const known = new Map<string, string>()
  for (const word of words) {
    known.set(word, stemWord(word))
    if (!word.endsWith('s')) known.set(`${word}s`, stemWord(word))
    if (word.endsWith('y')) known.set(`${word.slice(0, -1)}ies`, stemWord(word))
  }
  spellings.set(lexicon, known)
  return known
}
