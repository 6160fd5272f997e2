import { stemWord, wordsOf } from '../../../base/text.ts'
import { STOP_WORDS } from './english.ts'
import type { Mention } from './mention.ts'
import type { QuestionToken } from './question-tokens.ts'
import type { ColumnEntry, SchemaLexicon } from './schema-lexicon.ts'

/** Of a column with more values the profile does not know all. */
const MOST_VALUES = 40
const SHORTEST = 4
/** What is named or stored as it is said needs no part of a value. */
const KNOWN = 0.6
const PARTS_KEPT = 3

/** Words that several values of a column of kinds share, where nothing else is called so: "baristas". */
export function linkParts(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  known: readonly Mention[],
): Mention[] {
  return tokens.flatMap(({ kind, folded, stem }, start): Mention[] => {
    if (kind !== 'word' || folded.length < SHORTEST || STOP_WORDS.has(folded)) return []
    const isKnown = known.some(
      (mention) =>
        mention.start <= start && mention.end > start && mention.score >= KNOWN && mention.kind !== 'text',
    )
    if (isKnown) return []
    const parts = lexicon.tables.flatMap(({ columns }) =>
      columns.flatMap((column) => {
        const word = sharedWords(column).get(stem)
        return word === undefined ? [] : [{ column, word }]
      }),
    )
    return parts.slice(0, PARTS_KEPT).map(({ column, word }) => ({
      kind: 'value',
      column,
      value: word,
      fromKnowledge: false,
      isPart: true,
      start,
      end: start + 1,
      score: 0.65,
    }))
  })
}

const shared = new WeakMap<ColumnEntry, ReadonlyMap<string, string>>()

/** Stem of each word that stands in two values or more, with the word as it is stored. */
function sharedWords(column: ColumnEntry): ReadonlyMap<string, string> {
  const remembered = shared.get(column)
  if (remembered !== undefined) return remembered
  const found = new Map<string, { readonly word: string; count: number }>()
  const { profile } = column
  const isOfKinds =
    column.isText && profile !== undefined && profile.distinctCount <= MOST_VALUES && !column.isKey
  for (const { value } of isOfKinds ? profile.frequentValues : []) {
    const words = typeof value === 'string' ? wordsOf(value).map(({ text }) => text) : []
    if (words.length < 2) continue
    for (const word of new Set(words)) {
      const stem = stemWord(word.toLowerCase())
      const entry = found.get(stem)
      if (entry === undefined) found.set(stem, { word, count: 1 })
      else entry.count++
    }
  }
  const several = [...found].filter(([stem, { count }]) => count > 1 && stem.length >= SHORTEST)
  const words = new Map(several.map(([stem, { word }]) => [stem, word]))
  shared.set(column, words)
  return words
}
