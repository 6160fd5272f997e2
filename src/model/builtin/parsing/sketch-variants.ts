import { tablesOf } from '../sketch/sketch.ts'
import type { ScoredSketch } from './finish-sketch.ts'
import type { ParseScope } from './parse-scope.ts'
import { bothAtOnce, oneNotOther, sameColumnOfTwoTables } from './variants/combined-queries.ts'
import {
  aggregateOfOwnGroup,
  aggregateOfPart,
  asExtreme,
  averageOfGroups,
} from './variants/compared-averages.ts'
import { groupedByShown, rowsCounted, totalled, withCountShown } from './variants/counts-and-totals.ts'
import { ofTheCommonest } from './variants/of-the-commonest.ts'
import { shareOfWhole } from './variants/share-of-whole.ts'
import { firstOfEach, topOfEach } from './variants/top-of-each.ts'
import type { Variant } from './variants/variant.ts'
import { WEIGHTS } from './weights.ts'

/** So many of the best sketches are varied. */
const VARIED = 30

/**
 * Other queries that the same reading may mean, which no word tells apart: one value or both at once, rows of a table
 * or of it and another one, the number beside what was ranked by it. Best first, the sketches themselves among them.
 */
export function addVariants(finished: readonly ScoredSketch[], scope: ParseScope): ScoredSketch[] {
  const sorted = finished
    .map((scored) =>
      topOfEach(scored, scope).length > 0 ? { ...scored, score: scored.score + WEIGHTS.firstOfAll } : scored,
    )
    .sort((left, right) => right.score - left.score)
  const varied = sorted
    .slice(0, VARIED)
    .flatMap((scored) =>
      [
        ...withFocusJoined(scored, scope),
        ...bothAtOnce(scored.sketch, scope),
        ...oneNotOther(scored.sketch),
        ...sameColumnOfTwoTables(scored, scope),
        ...withCountShown(scored.sketch),
        ...groupedByShown(scored.sketch, scope),
        ...rowsCounted(scored.sketch),
        ...asExtreme(scored.sketch, scope),
        ...aggregateOfPart(scored.sketch, scope),
        ...aggregateOfOwnGroup(scored.sketch, scope),
        ...totalled(scored.sketch, scope),
        ...shareOfWhole(scored.sketch, scope),
        ...firstOfEach(scored, scope),
        ...averageOfGroups(scored.sketch, scope),
        ...ofTheCommonest(scored.sketch),
      ].map(([sketch, delta]): ScoredSketch => ({ ...scored, sketch, score: scored.score + delta })),
    )
  const seen = new Set<string>()
  return [...sorted, ...varied]
    .sort((left, right) => right.score - left.score)
    .filter(({ sketch }) => {
      const key = JSON.stringify(sketch)
      return !seen.has(key) && seen.add(key) !== undefined
    })
}

/** "the average age of gymnasts", where the age stands with all people: only those who are gymnasts. */
function withFocusJoined({ sketch }: ScoredSketch, scope: ParseScope): Variant[] {
  if (sketch.combine !== null || !scope.namedTables.has(sketch.focus)) return []
  const read = tablesOf(sketch)
  const isPartOf = scope.joins.some(({ from, to }) => from.table === sketch.focus && read.includes(to.table))
  if (!isPartOf || read.includes(sketch.focus)) return []
  return [[{ ...sketch, joined: [...sketch.joined, sketch.focus] }, WEIGHTS.focusJoined]]
}
