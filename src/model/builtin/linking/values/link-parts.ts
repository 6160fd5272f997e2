import { stemWord, wordsOf } from '../../../../base/text.ts'
import { cuesAt } from '../../parsing/cues.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon } from '../schema-lexicon.ts'
import { STOP_WORDS } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

/** Of a column with more values the profile does not know all. */
const MOST_VALUES = 40
const SHORTEST = 4
/** What is named or stored as it is said needs no part of a value. */
const KNOWN = 0.6
const PARTS_KEPT = 3
const OF_ONE = 0.6

/**
 * Words of the values of a column of kinds, where nothing else is called so: "baristas" where several values share the
 * word, "diabetes" where 'Type 2 diabetes mellitus' is the only one.
 */
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
    const found = lexicon.tables.flatMap(({ columns }) =>
      columns.flatMap((column) => {
        const part = wordsOfKinds(column).get(stem)
        return part === undefined ? [] : [{ column, ...part }]
      }),
    )
    const parts = found.filter(({ count }) => count > 1)
    const [only, another] = found
    if (
      only !== undefined &&
      another === undefined &&
      only.count === 1 &&
      cuesAt(tokens, start).length === 0
    ) {
      const { column, value } = only
      return [{ kind: 'value', column, value, fromKnowledge: false, start, end: start + 1, score: OF_ONE }]
    }
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

interface WordOfKinds {
  /** As it is stored. */
  readonly word: string
  /** So many values hold it; this is the first of them. */
  readonly count: number
  readonly value: string
}

const remembered = new WeakMap<ColumnEntry, ReadonlyMap<string, WordOfKinds>>()

/** The words of the values that have several, by their stems. */
function wordsOfKinds(column: ColumnEntry): ReadonlyMap<string, WordOfKinds> {
  const known = remembered.get(column)
  if (known !== undefined) return known
  const found = new Map<string, WordOfKinds>()
  const { profile } = column
  const isOfKinds =
    column.isText && profile !== undefined && profile.distinctCount <= MOST_VALUES && !column.isKey
  for (const { value } of isOfKinds ? profile.frequentValues : []) {
    if (typeof value !== 'string') continue
    const words = wordsOf(value).map(({ text }) => text)
    if (words.length < 2) continue
    for (const word of new Set(words)) {
      const stem = stemWord(word.toLowerCase())
      if (stem.length < SHORTEST) continue
      const entry = found.get(stem)
      found.set(stem, entry === undefined ? { word, count: 1, value } : { ...entry, count: entry.count + 1 })
    }
  }
  remembered.set(column, found)
  return found
}
