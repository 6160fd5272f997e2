import { SondeError } from '../base/errors.ts'
import type { GroundedKeyword, Model } from '../model/model.ts'
import { openModel } from '../model/open-model.ts'
import type { ExploredDatabase } from '../values/explored-database.ts'
import { alignKeywords, alignQuestion } from './align-keywords.ts'
import type { Answer } from './answer.ts'
import { checkQuestion } from './check-question.ts'
import { composeAnswer, failedAnswer } from './compose-answer.ts'
import { detectValues } from './detect-values.ts'
import { executeCandidate } from './execute-candidate.ts'
import { keepLearned } from './keep-learned.ts'
import { findProfile } from './profiles.ts'
import { readEvidence } from './read-evidence.ts'
import { retrieveLearned } from './retrieve-learned.ts'
import { type Revision, reviseDraft } from './revise-draft.ts'
import type { StepName, TraceStep } from './trace.ts'
import { TraceRecorder } from './trace-recorder.ts'

export interface AskOptions {
  readonly profile?: string
  /** Steps of the profile to leave out. */
  readonly without?: readonly StepName[]
  readonly model?: Model
  /** What is known about this question beside its words, as BIRD gives it: "female refers to gender = 'F'". */
  readonly evidence?: string
  readonly timeoutMs?: number
  readonly maxRows?: number
  readonly seed?: number
  /** Keep what a sure answer proved in the knowledge file; false if not said. */
  readonly learns?: boolean
  /** Today, for "last year". */
  readonly now?: Date
  readonly signal?: AbortSignal
  readonly onStep?: (step: TraceStep) => void
}

/**
 * Answers a question: keywords, fuzzy detection, knowledge retrieval and alignment, schema linking, generation,
 * revision. What the database or the model cannot do is in the answer's status; misuse throws.
 */
export async function askQuestion(
  explored: ExploredDatabase,
  question: string,
  options: AskOptions = {},
): Promise<Answer> {
  const text = checkQuestion(question)
  const profile = findProfile(options.profile, options.without)
  const model = options.model ?? (await openModel())
  const now = options.now ?? new Date()
  const seed = options.seed ?? 0
  const { database, survey, graph, values } = explored
  const context = { survey, graph, values }
  const signal = options.signal
  const evidence = options.evidence?.trim() || undefined
  const shared = {
    question: text,
    context,
    now,
    ...(evidence === undefined ? {} : { evidence }),
    ...(signal === undefined ? {} : { signal }),
  }
  const knowledge = [...explored.knowledge, ...readEvidence(evidence, survey.schema)]
  const limits = {
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.maxRows === undefined ? {} : { maxRows: options.maxRows }),
    ...(signal === undefined ? {} : { signal }),
  }
  const recorder = new TraceRecorder(options.onStep)
  const started = performance.now()
  const runs = (step: StepName) => {
    if (signal?.aborted) throw new SondeError('cancelled', 'Stopped before the answer was ready.')
    return profile.steps.has(step)
  }

  const keywords = runs('keywords')
    ? await recorder.record(
        'keywords',
        () => model.extractKeywords(shared),
        (found) => ({
          summary:
            found.length === 0 ? 'no words that name data' : found.map(({ text }) => `"${text}"`).join(', '),
          details: found,
        }),
      )
    : []

  const detected = runs('detection')
    ? await recorder.record(
        'detection',
        () => detectValues({ ...shared, keywords, model, database, profile, seed }),
        (found) => ({
          summary: `${found.filter(({ matches }) => matches.length > 0).length} of ${found.length} found in the data`,
          details: found,
        }),
      )
    : keywords.map((keyword) => ({ keyword, variants: [], matches: [], probes: [] }))

  const learned = runs('retrieval')
    ? await recorder.record(
        'retrieval',
        async () => retrieveLearned(detected),
        (entries) => ({
          summary: `${entries.length} learned, ${knowledge.length} known`,
          details: entries,
        }),
      )
    : []

  const grounded: readonly GroundedKeyword[] = runs('alignment')
    ? await recorder.record(
        'alignment',
        () =>
          profile.steps.has('keywords')
            ? alignKeywords(text, detected, { knowledge, learned, profile })
            : alignQuestion(text, knowledge),
        (aligned) => ({
          summary: `${aligned.filter(({ knowledge }) => knowledge.length > 0).length} keywords have knowledge`,
          details: aligned,
        }),
      )
    : detected.map(({ keyword, matches }) => ({ keyword, matches, knowledge: [] }))

  const part = runs('linking')
    ? await recorder.record(
        'linking',
        () => model.linkSchema({ ...shared, grounded }),
        (linked) => ({
          summary: linked.tables.map(({ table, columns }) => `${table} (${columns.length})`).join(', '),
          details: linked,
        }),
      )
    : {
        tables: survey.schema.tables.map((table) => ({
          table: table.name,
          columns: table.columns.map(({ name }) => name),
        })),
      }

  const request = { ...shared, grounded, part, count: profile.candidateCount }
  const drafts = await recorder.record(
    'generation',
    () => model.generateSql(request),
    (found) => ({
      summary: found[0]?.sql ?? 'no query could be made',
      details: found.map(({ sql, score, confidence }) => ({ sql, score, confidence })),
    }),
  )
  const facts = { question: text, model: model.name, profile: profile.name, context, now, started }
  if (drafts.length === 0) {
    return failedAnswer(facts, recorder.trace, {
      reason: 'No words of the question could be tied to a table or column of this database.',
      followUp: `It knows: ${survey.schema.tables
        .slice(0, 8)
        .map(({ name }) => name)
        .join(', ')}. Ask about those.`,
    })
  }

  const revision: Revision = runs('revision')
    ? await recorder.record(
        'revision',
        () => reviseDraft(drafts, request, { model, database, profile, limits }),
        (done) => ({
          summary: done.chosen.sql,
          details: {
            rounds: done.rounds,
            executed: done.executed.map(({ sql, outcome }) => ({ sql, outcome: outcome.kind })),
          },
        }),
      )
    : await executeCandidate(database, drafts[0]!, limits).then((chosen) => ({
        chosen,
        executed: [chosen],
        rounds: [],
      }))
  const answer = composeAnswer(facts, recorder.trace, { drafts, revision, grounded })
  if (options.learns === true) keepLearned(explored, answer, learned)
  return answer
}
