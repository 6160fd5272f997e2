import { seededRandom } from '../../base/random.ts'
import {
  scoreByTrees,
  settleScores,
  softmax,
  TREE_COLUMNS,
  type TreeRanker,
  treeRowsOf,
} from '../../model/open-model.ts'
import { type LabelledList, rankingGradient, teachesRanking } from './labelled-list.ts'
import { trainTreeRanker } from './train-tree-ranker.ts'

/** A question's candidates as trees see them. */
export interface TreeExample {
  readonly labelled: LabelledList
  readonly rows: readonly Float32Array[]
}

export function treeExample(labelled: LabelledList, linearScores: Float64Array): TreeExample {
  return { labelled, rows: treeRowsOf(labelled.list, linearScores) }
}

export interface TreeRankingOptions {
  readonly rounds: number
  readonly seed: number | string
  readonly onRound?: (round: number, ranker: TreeRanker) => Promise<boolean>
}

const DEPTH = 6
const RATE = 0.1
const SMOOTHING = 5
const COLUMN_SHARE = 0.3
const LINEAR = TREE_COLUMNS.indexOf('linear')
const LEAST_CURVATURE = 1e-3

/** Trees that raise the probability of a right candidate among those of its question. */
export function trainRankingTrees(
  examples: readonly TreeExample[],
  { rounds, seed, onRound }: TreeRankingOptions,
): Promise<TreeRanker> {
  const useful = examples.filter(({ labelled }) => teachesRanking(labelled))
  const starts: number[] = []
  let count = 0
  for (const { rows } of useful) {
    starts.push(count)
    count += rows.length
  }
  const derive = (scores: Float64Array, gradients: Float64Array, curvatures: Float64Array): void => {
    useful.forEach(({ labelled, rows }, question) => {
      const start = starts[question]!
      const shares = softmax(scores.subarray(start, start + rows.length))
      gradients.set(rankingGradient(shares, labelled.right), start)
      shares.forEach((share, index) => {
        curvatures[start + index] = Math.max(share * (1 - share), LEAST_CURVATURE)
      })
    })
  }
  const rows = useful.flatMap((example) => example.rows)
  const start = Float64Array.from(rows, (row) => row[LINEAR]!)
  return trainTreeRanker(rows, {
    rounds,
    depth: DEPTH,
    rate: RATE,
    smoothing: SMOOTHING,
    columns: { share: COLUMN_SHARE, random: seededRandom(`${seed} trees`) },
    start,
    derive,
    ...(onRound === undefined ? {} : { onRound }),
  })
}

/** What each candidate is ranked by. */
export function treeScores({ labelled, rows }: TreeExample, ranker: TreeRanker): Float64Array {
  return settleScores(
    labelled.list,
    rows.map((row) => row[LINEAR]! + scoreByTrees(row, ranker)),
  )
}

/** The first so many trees of a ranker. */
export function firstTrees({ depth, columns, thresholds, leaves }: TreeRanker, count: number): TreeRanker {
  return {
    depth,
    columns: columns.slice(0, count * depth),
    thresholds: thresholds.slice(0, count * depth),
    leaves: leaves.slice(0, count << depth),
  }
}
