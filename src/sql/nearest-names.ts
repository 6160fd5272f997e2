import { foldText } from '../base/text.ts'

/** Up to three of the names, those closest to the wanted one by edit distance; none that is far from it. */
export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const folded = foldText(wanted).slice(0, LENGTH_LIMIT)
  return [...new Set(names)]
    .filter((name) => name !== '')
    .map((name) => {
      const other = foldText(name).slice(0, LENGTH_LIMIT)
      const contains = folded.length > 2 && (other.includes(folded) || folded.includes(other))
      const length = Math.max(folded.length, other.length)
      return { name, distance: editDistance(folded, other), limit: contains ? length : length / 2 }
    })
    .filter(({ distance, limit }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

const LENGTH_LIMIT = 100

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1))
      const isSwap =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (isSwap) best = Math.min(best, beforeLast[column - 2]! + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[other.length]!
}
