import type { ModelFailure } from './model-failure.ts'

/** The tasks of answering, as people name them: `--model sql=…,keywords=builtin`. */
export const ANSWERING_TASKS = ['keywords', 'variants', 'linking', 'sql', 'revision'] as const
/** The tasks of synthesis. */
export const SYNTHESIS_TASKS = ['questions', 'wording', 'evolution', 'judgement'] as const
export const TASK_NAMES = [...ANSWERING_TASKS, ...SYNTHESIS_TASKS] as const

export type AnsweringTask = (typeof ANSWERING_TASKS)[number]
export type SynthesisTask = (typeof SYNTHESIS_TASKS)[number]
export type TaskName = (typeof TASK_NAMES)[number]

/** One exchange with a language model, whatever came of it. */
export interface ModelCall {
  readonly task: TaskName
  readonly model: string
  readonly ms: number
  readonly inputTokens: number
  /** The part of `inputTokens` that the provider had in its cache. */
  readonly cachedInputTokens: number
  readonly outputTokens: number
  /** In US dollars; null: the price of this model is not known. */
  readonly cost: number | null
  /** Requests sent: more than 1 where some were repeated. */
  readonly attempts: number
  /** The reply came from the reply cache: nothing was sent. */
  readonly isFromCache: boolean
}

export type ModelEvent =
  | { readonly kind: 'started'; readonly task: TaskName; readonly model: string }
  /** The reply as it comes in. */
  | { readonly kind: 'text'; readonly task: TaskName; readonly text: string }
  | { readonly kind: 'called'; readonly call: ModelCall }
  /** What of the schema a prompt had no room for. */
  | { readonly kind: 'left-out'; readonly task: TaskName; readonly columns: readonly string[] }
  /** `replacement` does the task in place of the model that failed; null: nobody does. */
  | {
      readonly kind: 'failed'
      readonly task: TaskName
      readonly failure: ModelFailure
      readonly replacement: string | null
    }

export type ModelListener = (event: ModelEvent) => void
