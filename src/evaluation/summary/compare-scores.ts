import { SondeError } from '../../base/errors.ts'
import { METRIC_IDS, type MetricId } from '../metrics/metric.ts'
import { bootstrapInterval } from './bootstrap-interval.ts'
import { mcNemarTest, signFlipTest } from './paired-test.ts'
import type { PerQuestionLine } from './per-question-lines.ts'

/** Two systems on the same questions. JSON-ready. */
export interface Comparison {
  readonly metric: MetricId
  /** Questions that both were asked. */
  readonly count: number
  /** In percent. */
  readonly first: number
  readonly second: number
  /** The second less the first, in percentage points. */
  readonly difference: number
  /** Of the difference, 95 %, by a bootstrap over the pairs. */
  readonly interval: readonly [low: number, high: number]
  readonly test: 'mcnemar-exact' | 'sign-flip'
  /** How likely so uneven a result would be if the two were equally good. */
  readonly pValue: number
  /** At 5 %. */
  readonly isSignificant: boolean
  /** Better in the second, by how much first, then in the order of the questions. */
  readonly gained: readonly ChangedQuestion[]
  /** Worse in the second. */
  readonly lost: readonly ChangedQuestion[]
}

export interface ChangedQuestion {
  readonly index: number
  readonly dbId: string
  readonly question: string
  readonly gold: string
  readonly first: ComparedPrediction
  readonly second: ComparedPrediction
}

export interface ComparedPrediction {
  readonly score: boolean | number
  readonly predicted: string | null
  readonly reason: string | null
}

export interface CompareOptions {
  /** The first that both sets have, if not said. */
  readonly metric?: MetricId
  /** Of the bootstrap and of the sign-flip test. */
  readonly seed: number
}

const SIGNIFICANT = 0.05

/** Compares two scored sets of the same questions; throws `SondeError` with the code `usage` when they are not. */
export function compareScores(
  first: readonly PerQuestionLine[],
  second: readonly PerQuestionLine[],
  { metric: wanted, seed }: CompareOptions,
): Comparison {
  const pairs = pairUp(first, second)
  const metric = wanted === undefined ? firstCommonMetric(pairs) : checkMetric(wanted, pairs)
  const changes = pairs.map((pair) => changeOf(pair, metric))
  const differences = changes.map(({ difference }) => difference)
  const gained = changes.filter(({ difference }) => difference > 0)
  const lost = changes.filter(({ difference }) => difference < 0)
  const isGraded = pairs.some((pair) => pair.some(({ scores }) => typeof scores[metric] === 'number'))
  const pValue = isGraded ? signFlipTest(differences, seed) : mcNemarTest(gained.length, lost.length)
  return {
    metric,
    count: pairs.length,
    first: meanOf(pairs.map(([line]) => percentOf(line, metric))),
    second: meanOf(pairs.map(([, line]) => percentOf(line, metric))),
    difference: meanOf(differences),
    interval: bootstrapInterval(differences, seed),
    test: isGraded ? 'sign-flip' : 'mcnemar-exact',
    pValue,
    isSignificant: pValue < SIGNIFICANT,
    gained: changedMost(gained),
    lost: changedMost(lost),
  }
}

type Pair = readonly [first: PerQuestionLine, second: PerQuestionLine]

function pairUp(first: readonly PerQuestionLine[], second: readonly PerQuestionLine[]): Pair[] {
  if (first.length !== second.length) {
    throw differentSets(`the first has ${first.length} questions and the second ${second.length}`)
  }
  const seconds = new Map(second.map((line) => [line.index, line]))
  const pairs = first.map((line): Pair => {
    const other = seconds.get(line.index)
    if (other === undefined) throw differentSets(`question ${line.index} is only in the first`)
    for (const part of ['dbId', 'question', 'gold'] as const) {
      if (line[part] !== other[part]) {
        throw differentSets(`question ${line.index} has another ${PART_NAMES[part]} in each`)
      }
    }
    return [line, other]
  })
  if (seconds.size !== second.length || new Set(first.map(({ index }) => index)).size !== first.length) {
    throw differentSets('some question is in one of them twice')
  }
  return pairs.sort(([one], [another]) => one.index - another.index)
}

const PART_NAMES = { dbId: 'database', question: 'wording', gold: 'gold query' }

function differentSets(why: string): SondeError {
  return new SondeError(
    'usage',
    `The two files do not hold the same questions: ${why}. Score both on one file of questions, and with the same --limit.`,
  )
}

function metricsOf(pairs: readonly Pair[]): MetricId[] {
  return METRIC_IDS.filter((id) =>
    pairs.every((pair) => pair.every(({ scores }) => scores[id] !== undefined)),
  )
}

function firstCommonMetric(pairs: readonly Pair[]): MetricId {
  const [metric] = metricsOf(pairs)
  if (metric !== undefined) return metric
  throw new SondeError('usage', 'The two files have no metric in common. Score both with the same --metrics.')
}

function checkMetric(metric: MetricId, pairs: readonly Pair[]): MetricId {
  const metrics = metricsOf(pairs)
  if (metrics.includes(metric)) return metric
  const found = metrics.length === 0 ? 'they have none in common' : `both have ${metrics.join(', ')}`
  throw new SondeError('usage', `Not every question of both files has the metric ${metric}; ${found}.`)
}

function changeOf(
  [first, second]: Pair,
  metric: MetricId,
): ChangedQuestion & { readonly difference: number } {
  return {
    index: first.index,
    dbId: first.dbId,
    question: first.question,
    gold: first.gold,
    first: predictionOf(first, metric),
    second: predictionOf(second, metric),
    difference: percentOf(second, metric) - percentOf(first, metric),
  }
}

function predictionOf({ scores, predicted, reasons }: PerQuestionLine, metric: MetricId): ComparedPrediction {
  return { score: scores[metric] ?? false, predicted, reason: reasons[metric] ?? null }
}

function changedMost(
  changes: readonly (ChangedQuestion & { readonly difference: number })[],
): ChangedQuestion[] {
  return changes
    .toSorted((one, other) => Math.abs(other.difference) - Math.abs(one.difference))
    .map(({ difference, ...changed }) => changed)
}

function percentOf({ scores }: PerQuestionLine, metric: MetricId): number {
  return 100 * Number(scores[metric])
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
