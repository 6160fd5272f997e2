import { SondeError } from '../base/errors.ts'
import type { QueryLimits } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { Demonstration, GroundedKeyword, Model, SchemaPart, SqlCandidate } from '../model/model.ts'
import type { ModelListener } from '../model/model-events.ts'
import { ModelFailedError } from '../model/model-failure.ts'
import { openModel } from '../model/open-model.ts'
import type { Embedder } from '../values/embedder.ts'
import type { ExploredDatabase } from '../values/explored-database.ts'
import { hashedEmbedder } from '../values/hashed-embedder.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import { alignKeywords, alignQuestion } from './align-keywords.ts'
import type { Answer } from './answer.ts'
import { checkQuestion } from './check-question.ts'
import { type AnswerFacts, composeAnswer, failedAnswer } from './compose-answer.ts'
import { detectValues } from './detect-values.ts'
import { executeCandidate } from './execute-candidate.ts'
import { keepLearned } from './keep-learned.ts'
import { findProfile, type Profile } from './profiles.ts'
import { readEvidence } from './read-evidence.ts'
import { retrieveLearned } from './retrieve-learned.ts'
import { type Revision, reviseDraft } from './revise-draft.ts'
import type { StepName, TraceStep } from './trace.ts'
import { TraceRecorder } from './trace-recorder.ts'
import { voteByResult } from './vote-by-result.ts'
import { withStandIn } from './with-stand-in.ts'

export interface AskOptions {
  readonly profile?: string
  /** Steps of the profile to leave out. */
  readonly without?: readonly StepName[]
  readonly model?: Model
  /** Does the tasks at which the model fails; the builtin one if not said. null: a failure ends the question. */
  readonly standIn?: Model | null
  /** Questions with their SQL on this database that show a language model what is wanted, nearest first. */
  readonly demonstrations?: readonly Demonstration[]
  /** Compares words with knowledge; the offline one if not said. */
  readonly embedder?: Embedder
  /** So many drafts vote by what they find; 1, and so no vote, if not said. */
  readonly candidates?: number
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
  /** Hears what goes on with language models, the words of a reply as they come included. */
  readonly onEvent?: ModelListener
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
  const asked = options.model ?? (await openModel())
  const recorder = new TraceRecorder(options.onStep)
  const onEvent: ModelListener = (event) => {
    recorder.hear(event)
    options.onEvent?.(event)
  }
  const { survey, graph, values } = explored
  const facts: AnswerFacts = {
    question: text,
    model: asked.name,
    profile: profile.name,
    context: { survey, graph, values },
    now: options.now ?? new Date(),
    started: performance.now(),
  }
  try {
    const model = withStandIn(asked, await findStandIn(asked, options.standIn), onEvent)
    const work = { explored, facts, profile, model, recorder, onEvent, options }
    const { answer, learned } = await answerBySteps(work)
    if (options.learns === true) keepLearned(explored, answer, learned)
    return answer
  } catch (error) {
    if (!(error instanceof ModelFailedError)) throw error
    return failedAnswer(facts, recorder, {
      reason: error.message,
      followUp: 'The builtin model answers without it: --model builtin.',
    })
  }
}

/** The builtin model has nothing to fear, and nobody stands in for it. */
async function findStandIn(asked: Model, wanted: Model | null | undefined): Promise<Model | null> {
  if (wanted !== undefined) return wanted
  return asked.name.startsWith('builtin') ? null : openModel()
}

interface Work {
  readonly explored: ExploredDatabase
  readonly facts: AnswerFacts
  readonly profile: Profile
  readonly model: Model
  readonly recorder: TraceRecorder
  readonly onEvent: ModelListener
  readonly options: AskOptions
}

async function answerBySteps(
  work: Work,
): Promise<{ readonly answer: Answer; readonly learned: readonly KnowledgeEntry[] }> {
  const { explored, facts, profile, model, recorder, onEvent, options } = work
  const { question, context, now } = facts
  const { database, survey } = explored
  const { signal, embedder = hashedEmbedder() } = options
  const seed = options.seed ?? 0
  const evidence = options.evidence?.trim() || undefined
  const shared = {
    question,
    context,
    now,
    onEvent,
    ...(evidence === undefined ? {} : { evidence }),
    ...(signal === undefined ? {} : { signal }),
  }
  const limits = {
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.maxRows === undefined ? {} : { maxRows: options.maxRows }),
    ...(signal === undefined ? {} : { signal }),
  }
  const knowledge = [...explored.knowledge, ...readEvidence(evidence, survey.schema)]
  const runs = (step: StepName): boolean => {
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
            ? alignKeywords(question, detected, { knowledge, learned, profile, embedder })
            : alignQuestion(question, knowledge, embedder),
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
    : wholeSchema(survey.schema)

  const samples = Math.max(1, options.candidates ?? 1)
  const request = {
    ...shared,
    grounded,
    part,
    count: Math.max(profile.candidateCount, samples),
    samples,
    ...(options.demonstrations === undefined ? {} : { demonstrations: options.demonstrations }),
    ...(profile.steps.has('revision')
      ? { run: (sql: string, maxRows: number) => database.run(sql, trialLimits(limits, maxRows)) }
      : {}),
  }
  const generated = await recorder.record(
    'generation',
    () => model.generateSql(request),
    (found) => ({
      summary: found[0]?.sql ?? 'no query could be made',
      details: found.map(({ sql, score, confidence }) => ({ sql, score, confidence })),
    }),
  )
  if (generated.length === 0) return { answer: withoutDraft(work), learned }

  const drafts: readonly SqlCandidate[] =
    samples === 1
      ? generated
      : await recorder
          .record(
            'vote',
            () => voteByResult(generated, samples, (sql) => database.run(sql, limits)),
            ({ groups }) => ({
              summary: `${groups.length} different results among ${Math.min(samples, generated.length)} queries`,
              details: groups,
            }),
          )
          .then((vote) => vote.drafts)

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
  return { answer: composeAnswer(facts, recorder, { drafts, revision, grounded }), learned }
}

/** A draft that takes longer is tried no further: it is run in full once it is chosen. */
const TRIAL_MS = 2_000

function trialLimits(limits: Partial<QueryLimits>, maxRows: number): Partial<QueryLimits> {
  return { ...limits, maxRows, timeoutMs: Math.min(limits.timeoutMs ?? TRIAL_MS, TRIAL_MS) }
}

function wholeSchema({ tables }: Schema): SchemaPart {
  return {
    tables: tables.map((table) => ({
      table: table.name,
      columns: table.columns.map(({ name }) => name),
    })),
  }
}

function withoutDraft({ facts, recorder, explored }: Work): Answer {
  const tables = explored.survey.schema.tables.slice(0, 8).map(({ name }) => name)
  return failedAnswer(facts, recorder, {
    reason: 'No words of the question could be tied to a table or column of this database.',
    followUp: `It knows: ${tables.join(', ')}. Ask about those.`,
  })
}
