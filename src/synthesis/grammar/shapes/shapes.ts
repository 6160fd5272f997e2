import type { SpiderDifficulty } from '../../../sql/difficulty.ts'
import { averagePerGroup, firstPerGroup } from './derived-shapes.ts'
import { eachGroup, groupsHaving, labelledRows, parentsWithEmpty, topGroup } from './group-shapes.ts'
import {
  comparedColumns,
  differentValues,
  listRows,
  lookUp,
  nestedRows,
  parentsByChildren,
  topRows,
} from './list-shapes.ts'
import { countDifferent, countRows, measureRows, percentageOfRows } from './number-shapes.ts'
import { rowsOfTwoKinds, sharedValues } from './set-shapes.ts'
import type { Shape } from './shape.ts'

interface WeightedShape {
  readonly shape: Shape
  readonly weight: number
  /** Holds a query within the query, always. */
  readonly isNested: boolean
  /** How likely a tree of the shape is of this difficulty. */
  readonly difficulties: Readonly<Record<SpiderDifficulty, number>>
}

function weighted(
  shape: Shape,
  weight: number,
  [easy, medium, hard, extra]: readonly [number, number, number, number],
  isNested = false,
): WeightedShape {
  return { shape, weight, isNested, difficulties: { easy, medium, hard, extra } }
}

/** Every shape and how often people ask so. */
export const SHAPES: readonly WeightedShape[] = [
  weighted(listRows, 14, [3, 3, 2, 1]),
  weighted(lookUp, 5, [2, 2, 0.5, 0]),
  weighted(topRows, 8, [0, 2, 2, 2]),
  weighted(differentValues, 4, [3, 1, 0.5, 0]),
  weighted(parentsByChildren, 6, [0, 2, 2, 1]),
  weighted(nestedRows, 12, [0, 0, 4, 3], true),
  weighted(comparedColumns, 3, [1, 1, 0, 0]),
  weighted(countRows, 10, [3, 2, 1, 0.5]),
  weighted(measureRows, 8, [2, 2, 1, 0]),
  weighted(countDifferent, 4, [3, 1, 0, 0]),
  weighted(percentageOfRows, 2, [2, 1, 0, 0]),
  weighted(eachGroup, 10, [1, 3, 2, 2]),
  weighted(topGroup, 8, [0, 1, 3, 4]),
  weighted(groupsHaving, 7, [1, 3, 2, 1]),
  weighted(parentsWithEmpty, 3, [0, 2, 1, 0]),
  weighted(labelledRows, 2, [1, 2, 1, 0]),
  weighted(rowsOfTwoKinds, 5, [0, 0, 3, 3], true),
  weighted(sharedValues, 3, [0, 0, 3, 1], true),
  weighted(averagePerGroup, 3, [2, 1, 0, 0], true),
  weighted(firstPerGroup, 3, [2, 2, 0, 0], true),
]
