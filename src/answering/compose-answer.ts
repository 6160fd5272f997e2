import type { RejectionReason } from '../database/database.ts'
import type { DatabaseContext, GroundedKeyword, SqlCandidate } from '../model/model.ts'
import { parseQuery } from '../sql/parse.ts'
import { restateQuery } from '../sql/restate.ts'
import { SqlSyntaxError } from '../sql/sql-syntax-error.ts'
import type { Answer, AnswerCandidate } from './answer.ts'
import { askBack } from './ask-back.ts'
import { isEmptyResult } from './execute-candidate.ts'
import { groundAnswer } from './ground-answer.ts'
import { judgeAnswer } from './judge-answer.ts'
import { addUsage } from './model-usage.ts'
import type { Revision } from './revise-draft.ts'
import type { TraceRecorder } from './trace-recorder.ts'

/** What to do about a refused query, where something helps. */
const NEXT_STEPS: Partial<Record<RejectionReason, string>> = {
  timeout: 'Ask for less (a shorter period, fewer tables), or give it more time with --timeout.',
  busy: 'Another program is writing to the database: ask again when it has finished.',
  'too-large': 'Ask for less: a shorter list, or fewer columns.',
}

export interface AnswerFacts {
  readonly question: string
  readonly model: string
  readonly profile: string
  readonly context: DatabaseContext
  readonly now: Date
  /** On the clock of `performance.now()`. */
  readonly started: number
}

interface Findings {
  readonly drafts: readonly SqlCandidate[]
  readonly revision: Revision
  readonly grounded: readonly GroundedKeyword[]
}

export function composeAnswer(
  facts: AnswerFacts,
  recorder: TraceRecorder,
  { drafts, revision, grounded }: Findings,
): Answer {
  const { chosen } = revision
  const { outcome } = chosen
  const common = {
    ...base(facts, recorder),
    sql: chosen.sql,
    restatement: restate(chosen.sql, facts.context),
    grounding: groundAnswer(chosen, { question: facts.question, grounded, now: facts.now }, facts.context),
    candidates: listCandidates(drafts, revision),
  }
  if (outcome.kind === 'rejected') {
    return {
      ...common,
      status: 'failed',
      reason: `The database did not run the query: ${outcome.message}`,
      followUp: NEXT_STEPS[outcome.reason] ?? 'Ask in other words, or look at the SQL.',
    }
  }
  const judgement = judgeAnswer(drafts, revision, facts)
  const isSure = judgement.reason === null
  return {
    ...common,
    status: isSure ? 'answered' : 'unsure',
    columns: outcome.columns,
    rows: outcome.rows,
    truncated: outcome.truncated,
    confidence: judgement.confidence,
    reason: judgement.reason,
    followUp: isSure ? null : (askBack(chosen, drafts) ?? alternativeOf(chosen, drafts, facts.context)),
  }
}

export function failedAnswer(
  facts: AnswerFacts,
  recorder: TraceRecorder,
  why: { readonly reason: string; readonly followUp: string },
): Answer {
  return { ...base(facts, recorder), status: 'failed', ...why }
}

function base(facts: AnswerFacts, recorder: TraceRecorder): Answer {
  const { trace } = recorder
  return {
    status: 'failed',
    question: facts.question,
    sql: null,
    columns: [],
    rows: [],
    truncated: false,
    confidence: 0,
    restatement: null,
    grounding: [],
    reason: null,
    followUp: null,
    candidates: [],
    timings: {
      totalMs: Math.round((performance.now() - facts.started) * 10) / 10,
      steps: trace.steps.map(({ step, ms }) => ({ step, ms })),
    },
    model: facts.model,
    usage: addUsage(recorder.calls),
    modelFailures: recorder.failures,
    profile: facts.profile,
    trace,
  }
}

function restate(sql: string, context: DatabaseContext): string | null {
  try {
    return restateQuery(parseQuery(sql), context.survey.schema)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

/** A reading is offered only if it is about so likely. */
const CLOSE = 0.25

/** A question back that names the next best reading. */
function alternativeOf(
  { sql, confidence }: SqlCandidate,
  drafts: readonly SqlCandidate[],
  context: DatabaseContext,
): string {
  const said = restate(sql, context)
  for (const draft of drafts
    .filter((candidate) => candidate.sql !== sql && candidate.confidence >= CLOSE * confidence)
    .slice(0, 5)) {
    const other = restate(draft.sql, context)
    if (other !== null && other !== said) return `Or did you mean: ${other}`
  }
  return 'Ask in other words, or name the tables and columns that you mean.'
}

function listCandidates(drafts: readonly SqlCandidate[], { executed }: Revision): AnswerCandidate[] {
  const outcomes = new Map(executed.map(({ sql, outcome }) => [sql, outcome]))
  const revised = executed.filter(({ sql }) => !drafts.some((draft) => draft.sql === sql))
  return [...revised, ...drafts].slice(0, 10).map(({ sql, confidence }) => {
    const outcome = outcomes.get(sql)
    if (outcome === undefined) return { sql, score: confidence, outcome: 'not run' }
    if (outcome.kind === 'rejected') return { sql, score: confidence, outcome: 'rejected' }
    return { sql, score: confidence, outcome: isEmptyResult(outcome) ? 'empty' : 'rows' }
  })
}
