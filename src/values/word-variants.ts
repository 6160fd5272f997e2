import type {
  DatabaseSyncInstance as SqliteFile,
  StatementSyncInstance as Statement,
} from '@photostructure/sqlite'
import { wordKey } from './fold-value.ts'
import { subsequenceMeter } from './longest-common-subsequence.ts'
import { readJson } from './read-json.ts'

/** A way in which a word of the query may stand in the index: all of `terms` must be there. */
export interface WordVariant {
  readonly terms: readonly string[]
  /** How many values hold it, at most. */
  readonly documents: number
}

/** More trigram hits than this are not looked through: the rarest grams of a word decide. */
const GRAM_HITS = 3_000
const GRAMS_PER_WORD = 6
const TERMS_COMPARED = 200
const SIMILAR_TERMS = 6
const LEAST_LIKENESS = 0.62

/** Finds a word's forms in the vocabulary of one index. */
export class WordVariants {
  readonly #byKey: Statement
  readonly #gramTerms: Statement
  readonly #termsWithGram: Statement
  readonly #termsById: Statement

  constructor(index: SqliteFile) {
    this.#byKey = index.prepare('SELECT term, documents FROM vocabulary WHERE word_key = ? LIMIT 50')
    this.#gramTerms = index.prepare('SELECT terms FROM gram WHERE text = ?')
    this.#termsWithGram = index.prepare(
      'SELECT json_group_array(rowid) AS json FROM grams WHERE grams MATCH ?',
    )
    this.#termsById = index.prepare(
      `SELECT json_group_array(json_array(term, documents)) AS json
       FROM vocabulary WHERE id IN (SELECT value FROM json_each(?))`,
    )
    this.#byKey.setReturnArrays(true)
    this.#gramTerms.setReturnArrays(true)
  }

  /** The word itself and its plurals, stems and umlaut spellings. */
  known(word: string): WordVariant[] {
    const rows = this.#byKey.all(wordKey(word)) as unknown as [string, number][]
    return rows.map(([term, documents]) => ({ terms: [term], documents }))
  }

  /** Words that the index knows for one it does not: neighbours swapped, typos, parts of longer words, two in one. */
  similar(word: string): WordVariant[] {
    if (word.length < 3 || !/\p{L}/u.test(word)) return []
    const found = new Map<string, WordVariant>()
    const add = (variants: readonly WordVariant[]): void => {
      for (const variant of variants) found.set(variant.terms.join(' '), variant)
    }
    for (const edited of swapsAndOmissions(word)) add(this.known(edited))
    add(this.#splits(word))
    add(this.#byGrams(word))
    return [...found.values()]
  }

  #splits(word: string): WordVariant[] {
    for (let cut = 2; cut <= word.length - 2; cut++) {
      const [left] = this.known(word.slice(0, cut))
      if (left === undefined) continue
      const [right] = this.known(word.slice(cut))
      if (right === undefined) continue
      const documents = Math.min(left.documents, right.documents)
      return [{ terms: [...left.terms, ...right.terms], documents }]
    }
    return []
  }

  #byGrams(word: string): WordVariant[] {
    const chosen: string[] = []
    let hits = 0
    for (const { gram, terms } of this.#gramsByRarity(word)) {
      if (chosen.length > 0 && (hits + terms > GRAM_HITS || chosen.length === GRAMS_PER_WORD)) break
      chosen.push(`"${gram}"`)
      hits += terms
    }
    const shared = new Map<number, number>()
    for (const gram of chosen) {
      for (const id of readJson<number>(this.#termsWithGram, gram)) shared.set(id, (shared.get(id) ?? 0) + 1)
    }
    const closest = [...shared]
      .sort(([id, count], [otherId, otherCount]) => otherCount - count || id - otherId)
      .slice(0, TERMS_COMPARED)
      .map(([id]) => id)
    if (closest.length === 0) return []
    const meter = subsequenceMeter(word)
    const rated = readJson<[string, number]>(this.#termsById, JSON.stringify(closest)).map(
      ([term, documents]) => {
        const likeness = (2 * meter(term)) / (word.length + term.length)
        // A word that begins or holds the whole wanted one is a candidate at any length.
        return { term, documents, likeness: term.includes(word) ? Math.max(likeness, 0.9) : likeness }
      },
    )
    return rated
      .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
      .sort((one, other) => other.likeness - one.likeness || (one.term < other.term ? -1 : 1))
      .slice(0, SIMILAR_TERMS)
      .map(({ term, documents }) => ({ terms: [term], documents }))
  }

  #gramsByRarity(word: string): { gram: string; terms: number }[] {
    const padded = `^${word}$`
    const grams = new Set<string>()
    for (let start = 0; start + 3 <= padded.length; start++) grams.add(padded.slice(start, start + 3))
    return [...grams]
      .map((gram) => ({ gram, terms: Number((this.#gramTerms.get(gram) as unknown as [number])?.[0] ?? 0) }))
      .filter(({ terms }) => terms > 0)
      .sort((one, other) => one.terms - other.terms || (one.gram < other.gram ? -1 : 1))
  }
}

function swapsAndOmissions(word: string): string[] {
  const edited: string[] = []
  for (let at = 0; at < word.length; at++) {
    if (at > 0) edited.push(word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1))
    if (word.length > 3) edited.push(word.slice(0, at) + word.slice(at + 1))
  }
  return edited
}
