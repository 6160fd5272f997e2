import { SondeError } from '../base/errors.ts'
import { surveyHome } from '../exploration/survey-home.ts'
import type { Embedder } from '../values/embedder.ts'
import { hashedEmbedder } from '../values/hashed-embedder.ts'
import type { LearnedQuestion } from './builtin/learner.ts'
import { loadParameters } from './builtin/parameters/load-parameters.ts'
import type { GenerationRequest, Model } from './model.ts'
import {
  ANSWERING_TASKS,
  type AnsweringTask,
  SYNTHESIS_TASKS,
  type SynthesisTask,
  type TaskName,
} from './model-events.ts'
import { readModelRoute } from './model-route.ts'
import type { ModelBudget } from './prompted/chat/model-budget.ts'
import type { PromptSettings } from './prompted/prompted-model.ts'
import type { ModelReport } from './prompted/providers/inspect-models.ts'
import type { LinkQuestion } from './question-links.ts'
import { routeTasks } from './route-tasks.ts'
import type { SynthesisModel } from './synthesis-model.ts'

// What training needs of the builtin model's rankers.
export { type ConfidenceCurve, confidenceFacts, confidenceOf } from './builtin/confidence.ts'
export { encodeParameters } from './builtin/parameters/encode-parameters.ts'
export { loadParameters } from './builtin/parameters/load-parameters.ts'
export type { RankerParameters } from './builtin/parameters/ranker-parameters.ts'
export type { CandidateList } from './builtin/ranking/candidate-features.ts'
export { crossHash } from './builtin/ranking/feature-hash.ts'
export { type LinearRanker, scoreLinearly } from './builtin/ranking/linear-ranker.ts'
export { MEASURES } from './builtin/ranking/measure-reading.ts'
export {
  describeResult,
  type ResultOf,
  rankByResults,
  VOTED_ROWS,
} from './builtin/ranking/rank-by-results.ts'
export { rankCandidates, rankScores, settleScores } from './builtin/ranking/rank-candidates.ts'
export { softmax } from './builtin/ranking/softmax.ts'
export { squashMeasure } from './builtin/ranking/squash-measure.ts'
export { scoreByTrees, type TreeRanker } from './builtin/ranking/tree-ranker.ts'

export { type ModelBudget, openBudget } from './prompted/chat/model-budget.ts'
export type { ModelReport } from './prompted/providers/inspect-models.ts'

export interface OpenModelOptions {
  /** Tasks that the builtin model does unless they are named: what it does well enough, for nothing. */
  readonly offlineTasks?: readonly TaskName[]
  /** What language models are shown. */
  readonly prompting?: Prompting
  /** Sonde's home folder, with models.yaml; the usual one if not said. */
  readonly home?: string
  /** Where keys are; `process.env` if not said. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** How endpoints are reached; over the network if not said. */
  readonly wire?: Wire
  /** Shared by all models that are opened with it. */
  readonly budget?: ModelBudget
  /** Replies are kept below the home folder and not asked for again; true if not said. */
  readonly keepsReplies?: boolean
  /** What a person should know of how a model is reached. */
  readonly onWarning?: (warning: string) => void
}

export type Prompting = Omit<PromptSettings, 'dialectName'>

/** What a prompt shows unless a profile says otherwise. */
const USUAL_PROMPTING: Prompting = {
  shots: { keywords: 2, variants: 2, sql: 1, revision: 0 },
  samplesPerTable: 3,
  tokenBudget: 1_500,
}

/**
 * Opens a model by name: "builtin" works offline, "builtin:FILE" is the same with parameters that `sonde train` wrote,
 * "openai:NAME", "anthropic:NAME", "google:NAME" and "http://HOST/v1#NAME" are language models, and
 * "sql=openai:NAME,keywords=builtin" is a route, task by task.
 */
export async function openModel(name = 'builtin', options: OpenModelOptions = {}): Promise<Model> {
  const route = readModelRoute(name, options.offlineTasks)
  const models = new Map<string, Model>()
  for (const each of new Set(ANSWERING_TASKS.map((task) => route[task]))) {
    models.set(each, await openOne(each, options))
  }
  return routeTasks(
    Object.fromEntries(ANSWERING_TASKS.map((task) => [task, models.get(route[task])!])) as Record<
      AnsweringTask,
      Model
    >,
  )
}

/**
 * Opens the language models that do tasks of synthesis, each once, by a route like that of `openModel`. null: Sonde does
 * the task by itself, as it does all that "builtin" is named for.
 */
export async function openSynthesisModels(
  name = 'builtin',
  options: OpenModelOptions = {},
): Promise<Readonly<Record<SynthesisTask, SynthesisModel | null>>> {
  const route = readModelRoute(name, options.offlineTasks)
  const models = new Map<string, SynthesisModel | null>()
  for (const each of new Set(SYNTHESIS_TASKS.map((task) => route[task]))) {
    models.set(each, isBuiltin(each) ? null : await openSynthesisModel(each, options))
  }
  return Object.fromEntries(SYNTHESIS_TASKS.map((task) => [task, models.get(route[task]) ?? null])) as Record<
    SynthesisTask,
    SynthesisModel | null
  >
}

async function openOne(name: string, options: OpenModelOptions): Promise<Model> {
  if (name === 'builtin') return (await import('./builtin/builtin-model.ts')).createBuiltinModel()
  if (!name.startsWith(FILE_PREFIX)) return openLanguageModel(name, options)
  const parametersFile = name.slice(FILE_PREFIX.length)
  if (parametersFile === '') {
    throw new SondeError(
      'usage',
      'builtin: needs a file after it: builtin:FILE, with parameters that sonde train wrote.',
    )
  }
  loadParameters(parametersFile)
  return (await import('./builtin/builtin-model.ts')).createBuiltinModel({ parametersFile })
}

const FILE_PREFIX = 'builtin:'

function isBuiltin(name: string): boolean {
  return name === 'builtin' || name.startsWith(FILE_PREFIX)
}

async function openLanguageModel(name: string, options: OpenModelOptions): Promise<Model> {
  const { createPromptedModel } = await import('./prompted/prompted-model.ts')
  return createPromptedModel(await openPrompting(name, options))
}

async function openSynthesisModel(name: string, options: OpenModelOptions): Promise<SynthesisModel> {
  const { createPromptedSynthesisModel } = await import('./prompted/prompted-synthesis-model.ts')
  return createPromptedSynthesisModel(await openPrompting(name, options))
}

async function openPrompting(name: string, options: OpenModelOptions) {
  const { budget, onWarning, prompting = USUAL_PROMPTING } = options
  const { openChatClient } = await import('./prompted/providers/open-chat-client.ts')
  const chat = await openChatClient(name, { ...(await connectionOf(options)), budget, onWarning })
  return { chat, settings: { ...prompting, dialectName: 'SQLite' } }
}

/** Opens what turns words into vectors: "builtin" works offline, the others are named like language models. */
export async function openEmbedder(name = 'builtin', options: OpenModelOptions = {}): Promise<Embedder> {
  if (name === 'builtin') return hashedEmbedder()
  const { openEmbedder: openRemoteEmbedder } = await import('./prompted/embedding/open-embedder.ts')
  return openRemoteEmbedder(name, await connectionOf(options))
}

/** What `sonde doctor` says of a model or an embedder that is not builtin. */
export async function inspectModel(
  name: string,
  kind: ModelReport['kind'],
  { isOffline, ...options }: OpenModelOptions & { readonly isOffline: boolean },
): Promise<ModelReport> {
  const { inspectModel: inspect } = await import('./prompted/providers/inspect-models.ts')
  return inspect(name, kind, { ...(await connectionOf({ ...options, keepsReplies: false })), isOffline })
}

/** How endpoints are reached, and whether what they say is kept. */
async function connectionOf(options: OpenModelOptions) {
  const { environment = process.env, wire = NETWORK } = options
  const home = options.home ?? surveyHome()
  const keepsReplies = options.keepsReplies !== false && wire.kind === 'network'
  const { readModelConfig } = await import('./model-config.ts')
  return {
    environment,
    config: await readModelConfig(home),
    fetch: wire.fetch,
    isReplay: wire.kind === 'replayed',
    home: keepsReplies ? home : undefined,
  }
}

/** The way to endpoints: the network, the network with every exchange written down, or what was written down. */
export interface Wire {
  readonly kind: 'network' | 'recorded' | 'replayed'
  readonly fetch: typeof globalThis.fetch
}

/** Opens a wire that keeps every exchange in the folder `record`, or takes them from the folder `replay`. */
export async function openWire({
  record,
  replay,
}: {
  readonly record?: string
  readonly replay?: string
}): Promise<Wire> {
  if (replay !== undefined) {
    const { replayExchanges } = await import('./prompted/providers/replay-exchanges.ts')
    return { kind: 'replayed', fetch: replayExchanges({ folder: replay }) }
  }
  if (record === undefined) return NETWORK
  const { recordExchanges } = await import('./prompted/providers/record-exchanges.ts')
  return { kind: 'recorded', fetch: recordExchanges({ folder: record, fetch: globalThis.fetch }) }
}

const NETWORK: Wire = { kind: 'network', fetch: (input, init) => globalThis.fetch(input, init) }

/** Reads a question as the builtin model does, for training. */
export async function openBuiltinReader(): Promise<(request: GenerationRequest) => LearnedQuestion> {
  const { readForLearning } = await import('./builtin/learner.ts')
  return readForLearning
}

/** Reads what a question's words mean as the builtin model's parser does, for synthesis. */
export async function openQuestionLinker(): Promise<LinkQuestion> {
  const { linkQuestion } = await import('./builtin/link-question.ts')
  return linkQuestion
}
