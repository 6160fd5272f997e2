import type { MetricId } from '../../evaluation/metrics/metric.ts'
import type {
  FileIdentity,
  GroupScore,
  MetricSummary,
  Problem,
  ScoreCard,
  ScoreSummary,
} from '../../evaluation/summary/score-summary.ts'
import { safeText } from './safe-text.ts'
import { type TableStyle, tableText } from './table.ts'
import { wrapWords } from './wrap-text.ts'

const WORST_DATABASES = 10
const MOST_FEATURES = 12

/** Scores for people: each metric with its interval, by difficulty, database and SQL, and what the scores rest on. */
export function scoreText(summary: ScoreSummary, style: TableStyle): string {
  const { colours } = style
  const title = (text: string): string => colours.bold(text)
  const byDifficulty = groupTable('difficulty', groupsOf(summary, 'byDifficulty'), style)
  const databases = groupsOf(summary, 'byDatabase').toSorted(
    (one, other) => one.scores[0]! - other.scores[0]!,
  )
  const features = groupsOf(summary, 'byFeature')
  const sections = [
    [title(countText(summary.count, 'question')), metricTable(summary, style), bandText(summary)],
    [title('By difficulty'), byDifficulty],
    databases.length < 2
      ? []
      : [
          title(
            databases.length > WORST_DATABASES
              ? `The ${WORST_DATABASES} worst of ${databases.length} databases`
              : 'By database, worst first',
          ),
          groupTable('database', databases.slice(0, WORST_DATABASES), style),
        ],
    features.length === 0
      ? []
      : [title('By what the gold query uses'), groupTable('SQL', features.slice(0, MOST_FEATURES), style)],
    componentSection(summary.metrics.em, style),
    calibrationSection(summary, style),
    spendingSection(summary, style),
    summary.problems.length === 0
      ? []
      : [
          colours.yellow(title('Problems')),
          ...summary.problems.flatMap((problem) => problemLines(problem, style)),
        ],
    scoreCardLines(summary.card).map((line) => colours.dim(line)),
  ]
  return `${sections
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .filter((section) => section !== '')
    .join('\n\n')}\n`
}

/** What a score means nothing without, in two lines, and a third of a run. */
export function scoreCardLines(card: ScoreCard): string[] {
  const { run, predictions } = card
  const files = [
    fileText('questions', card.questions),
    ...(predictions === null ? [] : [fileText('predictions', predictions)]),
  ]
  return [
    [
      `sonde ${card.sonde}`,
      card.engine,
      `Node ${card.node}`,
      card.mode,
      `limit ${card.timeoutMs.toLocaleString('en')} ms a query`,
      ...(card.metrics.some((id) => id === 'ves' || id === 'r-ves') ? [`${card.rounds} rounds`] : []),
      `seed ${card.seed}`,
    ].join(' · '),
    files.join(' · '),
    ...(run === null
      ? []
      : [
          [
            `model ${safeText(run.model)}`,
            `profile ${run.profile}`,
            ...(run.without.length === 0 ? [] : [`without ${run.without.join(', ')}`]),
            run.usesEvidence ? 'with evidence' : 'without evidence',
            run.knowledge === 'frozen' ? 'knowledge frozen' : 'knowledge grows',
            `today is ${run.today}`,
          ].join(' · '),
        ]),
  ]
}

function fileText(what: string, { name, sha256 }: FileIdentity): string {
  return `${what} ${safeText(name, 80)} (${sha256.slice(0, 12)})`
}

function metricTable({ card, metrics }: ScoreSummary, style: TableStyle): string {
  const rows = card.metrics.flatMap((id) => {
    const metric = metrics[id]
    if (metric === undefined) return []
    const [low, high] = metric.interval
    return [[id, percentText(metric.score, 'score'), `${low.toFixed(1)} to ${high.toFixed(1)}`, metric.title]]
  })
  return tableText(['metric', scoreHead('score'), '95 % interval', 'what'], rows, style)
}

function bandText({ card, metrics }: ScoreSummary): string {
  return card.metrics
    .flatMap((id) => {
      const band = metrics[id]?.band
      return band === undefined ? [] : [`Repeated runs move ${id} by up to ±${band.toFixed(1)} points.`]
    })
    .join('\n')
}

/** A group with its score by every metric. */
interface ScoredGroup {
  readonly name: string
  readonly count: number
  readonly scores: readonly number[]
  readonly metrics: readonly MetricId[]
}

function groupsOf(
  { card, metrics }: ScoreSummary,
  kind: 'byDifficulty' | 'byDatabase' | 'byFeature',
): ScoredGroup[] {
  const ids = card.metrics.filter((id) => metrics[id] !== undefined)
  const [first, ...others] = ids.map((id): readonly GroupScore[] => metrics[id]?.[kind] ?? [])
  // The groups are those of the questions: every metric has the same ones in the same order.
  return (first ?? []).map(({ name, count, score }, index) => ({
    name,
    count,
    scores: [score, ...others.map((groups) => groups[index]?.score ?? 0)],
    metrics: ids,
  }))
}

function groupTable(name: string, groups: readonly ScoredGroup[], style: TableStyle): string {
  const heads = groups[0]?.metrics.map((id) => scoreHead(id)) ?? []
  const rows = groups.map(({ name: of, count, scores, metrics }) => [
    of,
    count,
    ...scores.map((score, index) => percentText(score, metrics[index]!)),
  ])
  return tableText([name, 'questions', ...heads], rows, style)
}

function componentSection(em: MetricSummary | undefined, style: TableStyle): string[] {
  if (em?.components === undefined) return []
  const rows = em.components.map(({ name, accuracy, recall, f1 }) => [
    name,
    percentText(accuracy, 'accuracy'),
    percentText(recall, 'recall'),
    percentText(f1, 'F1'),
  ])
  return [
    style.colours.bold('Components of em'),
    tableText(['component', ...['accuracy', 'recall', 'F1'].map(scoreHead)], rows, style),
  ]
}

function calibrationSection({ calibration }: ScoreSummary, style: TableStyle): string[] {
  if (calibration === null) return []
  const rows = calibration.bins.map(({ from, to, count, meanConfidence, accuracy }) => [
    `${Math.round(100 * from)} to ${Math.round(100 * to)} %`,
    count,
    percentText(100 * meanConfidence, 'mean'),
    percentText(100 * accuracy, 'right'),
  ])
  return [
    style.colours.bold(
      `Calibration: off by ${(100 * calibration.expectedError).toFixed(1)} points on average`,
    ),
    ...(calibration.precisionAtHalf === null
      ? []
      : [`Right in ${(100 * calibration.precisionAtHalf).toFixed(1)} % of the more confident half.`]),
    tableText(['confidence', 'questions', scoreHead('mean'), scoreHead('right')], rows, style),
  ]
}

function spendingSection({ spending }: ScoreSummary, style: TableStyle): string[] {
  if (spending === null) return []
  const { questions, meanPromptTokens, meanReplyTokens, cost } = spending
  return [
    style.colours.bold(
      `Language models: ${Math.round(meanPromptTokens)} prompt and ${Math.round(meanReplyTokens)} reply tokens a question`,
    ),
    `${countText(questions, 'question')}${cost === null ? '' : `, $${cost.toFixed(4)} in all`}.`,
  ]
}

const PROBLEM_NAMES: Readonly<Record<Problem['kind'], readonly [one: string, many: string]>> = {
  'gold-failed': ['gold query that fails', 'gold queries that fail'],
  'unknown-database': ['question on an unknown database', 'questions on unknown databases'],
  'no-prediction': ['question without a prediction', 'questions without a prediction'],
  malformed: ['malformed entry', 'malformed entries'],
  'unreadable-gold': ['gold query that cannot be parsed', 'gold queries that cannot be parsed'],
}

function problemLines({ kind, count, examples }: Problem, { colours, width }: TableStyle): string[] {
  const left = count - examples.length
  const lines = [
    ...examples.map((example) => safeText(example)),
    ...(left > 0 ? [`and ${left.toLocaleString('en')} more`] : []),
  ]
  return [
    `${count.toLocaleString('en')} ${PROBLEM_NAMES[kind][count === 1 ? 0 : 1]}`,
    ...lines.map((line) => colours.dim(wrapWords(line, width - 2).replace(/^/gm, '  '))),
  ]
}

/** As wide as 100.0, or as the column's head. */
const NARROWEST = 5

function scoreHead(name: string): string {
  return name.padStart(NARROWEST)
}

function percentText(percent: number, head: string): string {
  return percent.toFixed(1).padStart(scoreHead(head).length)
}

function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
