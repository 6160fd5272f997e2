import { readFile } from 'node:fs/promises'
import { SondeError } from '../../base/errors.ts'
import { METRIC_IDS, type Metric, type MetricId, type VerdictReason } from '../metrics/metric.ts'
import type { PredictionRun, ScoredQuestion } from '../scored-question.ts'
import { difficultyOf } from './group-scores.ts'

/** One question of a scored set, as a line of JSONL keeps it. */
export interface PerQuestionLine {
  readonly index: number
  readonly dbId: string
  /** Right or wrong, or the number of a graded metric. */
  readonly scores: Readonly<Partial<Record<MetricId, boolean | number>>>
  readonly question: string
  readonly gold: string
  /** null: there is none. */
  readonly predicted: string | null
  readonly difficulty: string | null
  /** Why a metric gave less than 1, where it says so. */
  readonly reasons: Readonly<Partial<Record<MetricId, VerdictReason>>>
  /** null where predictions came from a file. */
  readonly run: PredictionRun | null
}

/** One line a question, in the order given; API: `index`, `db_id`, and each metric under its id. */
export function perQuestionText(
  questions: readonly ScoredQuestion[],
  metrics: readonly Pick<Metric, 'id' | 'isGraded'>[],
): string {
  return questions.map((scored) => `${perQuestionLine(scored, metrics)}\n`).join('')
}

/** Without the line's end. */
export function perQuestionLine(
  scored: ScoredQuestion,
  metrics: readonly Pick<Metric, 'id' | 'isGraded'>[],
): string {
  const { question, predicted, verdicts, run } = scored
  const scores = metrics.map(({ id, isGraded }) => {
    const score = verdicts[id]?.score ?? 0
    return [id, isGraded ? score : score === 1]
  })
  const reasons = metrics.flatMap(({ id }) => {
    const reason = verdicts[id]?.reason ?? null
    return reason === null ? [] : [[id, reason]]
  })
  return JSON.stringify({
    index: question.index,
    db_id: question.dbId,
    ...Object.fromEntries(scores),
    question: question.question,
    gold: question.gold,
    predicted,
    difficulty: difficultyOf(scored),
    reasons: Object.fromEntries(reasons),
    ...run,
  })
}

/** Reads what `perQuestionText` wrote; throws `SondeError` for a file that is something else. */
export async function readPerQuestionLines(file: string): Promise<PerQuestionLine[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    const why = (cause as Error).message
    throw new SondeError('file-unreadable', `${file} cannot be read: ${why}. Check the path.`, { cause })
  }
  return parsePerQuestionLines(text, file)
}

/** `place` names the text in messages. */
export function parsePerQuestionLines(text: string, place: string): PerQuestionLine[] {
  const lines = text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]))
  if (lines.length === 0) {
    throw new SondeError('file-unreadable', `${place} is empty. ${WANTED}`)
  }
  return lines.map(({ line, number }) => {
    const read = readLine(line)
    if (read !== undefined) return read
    throw new SondeError('file-unreadable', `${place}, line ${number}: this is no scored question. ${WANTED}`)
  })
}

const WANTED = 'Give a file that sonde score or sonde eval wrote with --per-question.'

function readLine(line: string): PerQuestionLine | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const record = value as Readonly<Record<string, unknown>>
  const { index, db_id } = record
  const scores = readScores(record)
  if (typeof index !== 'number' || typeof db_id !== 'string' || scores === undefined) return undefined
  const textOf = (name: string): string | null => {
    const text = record[name]
    return typeof text === 'string' ? text : null
  }
  return {
    index,
    dbId: db_id,
    scores,
    question: textOf('question') ?? '',
    gold: textOf('gold') ?? '',
    predicted: textOf('predicted'),
    difficulty: textOf('difficulty'),
    reasons: (record.reasons ?? {}) as PerQuestionLine['reasons'],
    run: readRun(record),
  }
}

/** undefined: there is none, or one that is no score. */
function readScores(record: Readonly<Record<string, unknown>>): PerQuestionLine['scores'] | undefined {
  const scores: Partial<Record<MetricId, boolean | number>> = {}
  for (const id of METRIC_IDS) {
    const score = record[id]
    if (score === undefined) continue
    if (typeof score !== 'boolean' && typeof score !== 'number') return undefined
    scores[id] = score
  }
  return Object.keys(scores).length === 0 ? undefined : scores
}

function readRun({
  status,
  confidence,
  ms,
  promptTokens,
  replyTokens,
  cost,
}: Readonly<Record<string, unknown>>): PredictionRun | null {
  if (typeof status !== 'string' || typeof confidence !== 'number' || typeof ms !== 'number') return null
  return {
    status,
    confidence,
    ms,
    ...(typeof promptTokens === 'number' ? { promptTokens } : {}),
    ...(typeof replyTokens === 'number' ? { replyTokens } : {}),
    ...(typeof cost === 'number' ? { cost } : {}),
  }
}
