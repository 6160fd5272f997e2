import type { CandidateList } from '../../model/open-model.ts'
import { type LabelledList, ORIGINS } from './labelled-list.ts'

/** Labelled lists of one database as a few long arrays, which pass between processes quickly. */
export interface PackedLists {
  readonly dbId: string
  /** Of each list: origin, phrases, words, and the hashes of each candidate; before each part its length. */
  readonly numbers: Uint32Array
  readonly measures: Float32Array
  readonly right: Uint8Array
  readonly results: Int32Array
}

export function packLists(dbId: string, lists: readonly LabelledList[]): PackedLists {
  const parts = lists.map(({ origin, list }) => [
    Uint32Array.of(ORIGINS.indexOf(origin), list.candidates.length, list.candidates[0]?.measures.length ?? 0),
    ...[list.phrases, list.words].flatMap(withLength),
    ...list.candidates.flatMap(({ structure, naming, lone }) =>
      [structure, naming, lone].flatMap(withLength),
    ),
  ])
  return {
    dbId,
    numbers: join(Uint32Array, parts.flat()),
    measures: join(
      Float32Array,
      lists.flatMap(({ list }) => list.candidates.map(({ measures }) => measures)),
    ),
    right: join(
      Uint8Array,
      lists.map(({ right }) => right),
    ),
    results: join(
      Int32Array,
      lists.map(({ results }) => results),
    ),
  }
}

function withLength(hashes: Uint32Array): readonly Uint32Array[] {
  return [Uint32Array.of(hashes.length), hashes]
}

type Numbers = Uint32Array | Int32Array | Float32Array | Uint8Array

function join<List extends Numbers>(Kind: new (length: number) => List, parts: readonly List[]): List {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const joined = new Kind(length)
  let place = 0
  for (const part of parts) {
    joined.set(part, place)
    place += part.length
  }
  return joined
}

/** The lists as views of the arrays. */
export function unpackLists({ dbId, numbers, measures, right, results }: PackedLists): LabelledList[] {
  const lists: LabelledList[] = []
  const at = { number: 0, measure: 0, candidate: 0 }
  const next = () => numbers[at.number++]!
  const hashes = () => {
    const length = next()
    at.number += length
    return numbers.subarray(at.number - length, at.number)
  }
  while (at.number < numbers.length) {
    const origin = ORIGINS[next()]!
    const [candidateCount, width] = [next(), next()]
    const [phrases, words] = [hashes(), hashes()]
    const candidates: CandidateList['candidates'] = Array.from({ length: candidateCount }, () => {
      const [structure, naming, lone] = [hashes(), hashes(), hashes()]
      at.measure += width
      return { structure, naming, lone, measures: measures.subarray(at.measure - width, at.measure) }
    })
    at.candidate += candidateCount
    lists.push({
      dbId,
      origin,
      list: { phrases, words, candidates },
      right: right.subarray(at.candidate - candidateCount, at.candidate),
      results: results.subarray(2 * (at.candidate - candidateCount), 2 * at.candidate),
    })
  }
  return lists
}
