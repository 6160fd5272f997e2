/** What BM25 must know of the whole collection. */
export interface Collection {
  readonly documents: number
  readonly averageLength: number
}

/** One query term in one document. `documents`: how many documents of the collection hold it. */
export interface TermMatch {
  readonly frequency: number
  readonly documents: number
}

const SATURATION = 1.2
const LENGTH_WEIGHT = 0.75

/** Okapi BM25 with the usual parameters; lengths are in terms. The weight of a term is never negative. */
export function bm25(matches: readonly TermMatch[], length: number, collection: Collection): number {
  const relativeLength = collection.averageLength === 0 ? 1 : length / collection.averageLength
  const damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relativeLength)
  let score = 0
  for (const { frequency, documents } of matches) {
    const rarity = Math.log(1 + (collection.documents - documents + 0.5) / (documents + 0.5))
    score += (rarity * frequency * (SATURATION + 1)) / (frequency + damping)
  }
  return score
}
