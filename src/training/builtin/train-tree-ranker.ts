import type { Random } from '../../base/random.ts'
import type { TreeRanker } from '../../model/open-model.ts'

export interface TreeTraining {
  readonly rounds: number
  readonly depth: number
  readonly rate: number
  /** Pulls leaves that few rows reach towards nothing. */
  readonly smoothing: number
  /** Each depth of each tree chooses among so large a share of the columns, so that no few of them carry everything. */
  readonly columns?: { readonly share: number; readonly random: Random }
  /** Of each row, the score that the trees are added to; nothing if not said. */
  readonly start?: Float64Array
  /** The gradient and the curvature of the loss at each row, given the scores so far. */
  readonly derive: (scores: Float64Array, gradients: Float64Array, curvatures: Float64Array) => void
  /** After each tree; false ends the training. */
  readonly onRound?: (round: number, ranker: TreeRanker) => Promise<boolean>
}

const LARGEST_BIN_COUNT = 48

/** Gradient boosting of symmetric trees on binned columns. The same rows give the same trees. */
export async function trainTreeRanker(
  rows: readonly Float32Array[],
  training: TreeTraining,
): Promise<TreeRanker> {
  const { rounds, depth, rate, smoothing, columns: sample, start, derive, onRound } = training
  const columnCount = rows[0]?.length ?? 0
  const binned = Array.from({ length: columnCount }, (_, column) => binColumn(rows, column))
  const changing = binned.flatMap(({ cuts }, column) => (cuts.length > 0 ? [column] : []))
  const chosenCount = Math.max(1, Math.round((sample?.share ?? 1) * changing.length))
  const scores = start?.slice() ?? new Float64Array(rows.length)
  const gradients = new Float64Array(rows.length)
  const curvatures = new Float64Array(rows.length)
  const columns: number[] = []
  const thresholds: number[] = []
  const leaves: number[] = []
  const ranker = (): TreeRanker => ({
    depth,
    columns: Uint8Array.from(columns),
    thresholds: Float32Array.from(thresholds),
    leaves: Float32Array.from(leaves),
  })
  for (let round = 0; round < rounds; round++) {
    derive(scores, gradients, curvatures)
    const places = new Uint8Array(rows.length)
    const telling = rowsWithGradient(gradients)
    for (let level = 0; level < depth; level++) {
      const chosen = sample === undefined ? changing : sample.random.shuffle(changing).slice(0, chosenCount)
      const split = bestSplit(
        binned,
        chosen,
        { places, partCount: 1 << level, telling },
        { gradients, curvatures, smoothing },
      )
      const { bins, cuts } = binned[split.column]!
      for (let row = 0; row < places.length; row++) if (bins[row]! > split.cut) places[row]! |= 1 << level
      columns.push(split.column)
      thresholds.push(cuts[split.cut] ?? Number.POSITIVE_INFINITY)
    }
    const values = leafValues(places, 1 << depth, { gradients, curvatures, smoothing, rate })
    leaves.push(...values)
    for (let row = 0; row < places.length; row++) scores[row]! += values[places[row]!]!
    if (onRound !== undefined && !(await onRound(round, ranker()))) break
  }
  return ranker()
}

interface BinnedColumn {
  /** Of each row, how many cuts its value lies above. */
  readonly bins: Uint8Array
  readonly cuts: Float32Array
}

function binColumn(rows: readonly Float32Array[], column: number): BinnedColumn {
  const values = Float32Array.from(rows, (row) => row[column]!)
  const sorted = values.slice().sort()
  const cuts: number[] = []
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1])
  const source = distinct.length <= LARGEST_BIN_COUNT ? distinct : sorted
  for (let part = 1; part < Math.min(LARGEST_BIN_COUNT, source.length); part++) {
    const at = Math.floor((part * source.length) / Math.min(LARGEST_BIN_COUNT, source.length))
    const cut = source[at - 1]!
    if (cut !== cuts.at(-1) && cut !== sorted.at(-1)) cuts.push(cut)
  }
  const places = Float32Array.from(cuts)
  return { bins: Uint8Array.from(values, (value) => countBelow(places, value)), cuts: places }
}

function countBelow(cuts: Float32Array, value: number): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (cuts[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

interface Derivatives {
  readonly gradients: Float64Array
  readonly curvatures: Float64Array
  readonly smoothing: number
}

interface Parts {
  /** Of each row, the part that the splits so far have put it in. */
  readonly places: Uint8Array
  readonly partCount: number
  readonly telling: Uint32Array
}

/** Most candidates are soon out of question; they take most of the time and say nothing about where to split. */
const LEAST_GRADIENT = 1e-3

function rowsWithGradient(gradients: Float64Array): Uint32Array {
  const found = new Uint32Array(gradients.length)
  let count = 0
  for (let row = 0; row < gradients.length; row++) {
    if (Math.abs(gradients[row]!) >= LEAST_GRADIENT) found[count++] = row
  }
  return found.subarray(0, count)
}

/** The column and cut that, asked in every part, explain the gradients best; the first of equals. */
function bestSplit(
  binned: readonly BinnedColumn[],
  chosen: readonly number[],
  { places, partCount, telling }: Parts,
  { gradients, curvatures, smoothing }: Derivatives,
): { readonly column: number; readonly cut: number } {
  const width = LARGEST_BIN_COUNT
  const gradientSums = new Float64Array(partCount * width)
  const curvatureSums = new Float64Array(partCount * width)
  let best = { column: 0, cut: 0, gain: Number.NEGATIVE_INFINITY }
  for (const column of chosen) {
    const { bins, cuts } = binned[column]!
    gradientSums.fill(0)
    curvatureSums.fill(0)
    for (let index = 0; index < telling.length; index++) {
      const row = telling[index]!
      const cell = places[row]! * width + bins[row]!
      gradientSums[cell]! += gradients[row]!
      curvatureSums[cell]! += curvatures[row]!
    }
    const gains = new Float64Array(cuts.length)
    for (let part = 0; part < partCount; part++) {
      let [allGradient, allCurvature] = [0, 0]
      for (let bin = 0; bin <= cuts.length; bin++) {
        allGradient += gradientSums[part * width + bin]!
        allCurvature += curvatureSums[part * width + bin]!
      }
      let [gradient, curvature] = [0, 0]
      for (let cut = 0; cut < cuts.length; cut++) {
        gradient += gradientSums[part * width + cut]!
        curvature += curvatureSums[part * width + cut]!
        const [otherGradient, otherCurvature] = [allGradient - gradient, allCurvature - curvature]
        gains[cut]! +=
          (gradient * gradient) / (curvature + smoothing) +
          (otherGradient * otherGradient) / (otherCurvature + smoothing)
      }
    }
    gains.forEach((gain, cut) => {
      if (gain > best.gain) best = { column, cut, gain }
    })
  }
  return best
}

function leafValues(
  places: Uint8Array,
  leafCount: number,
  { gradients, curvatures, smoothing, rate }: Derivatives & { readonly rate: number },
): Float32Array {
  const gradientSums = new Float64Array(leafCount)
  const curvatureSums = new Float64Array(leafCount)
  for (let row = 0; row < places.length; row++) {
    gradientSums[places[row]!]! += gradients[row]!
    curvatureSums[places[row]!]! += curvatures[row]!
  }
  return Float32Array.from(gradientSums, (sum, leaf) => (-rate * sum) / (curvatureSums[leaf]! + smoothing))
}
