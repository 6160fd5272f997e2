import type { ModelCall } from '../model/model-events.ts'

/** What each step of one answer saw, ran and decided, in order. Plain data: every interface can show or save it. */
export interface Trace {
  readonly steps: readonly TraceStep[]
}

export interface TraceStep {
  readonly step: TracedStep
  readonly ms: number
  /** One line for people. */
  readonly summary: string
  /** JSON-ready details. */
  readonly details: unknown
  /** Exchanges with language models during the step. */
  readonly calls: readonly ModelCall[]
  /** Columns, as table.column, for which a prompt of the step had no room; absent where there was room for all. */
  readonly leftOut?: readonly string[]
}

/** The steps of the pipeline in order; each can be switched off. */
export const STEP_NAMES = [
  'keywords',
  'detection',
  'retrieval',
  'alignment',
  'linking',
  'generation',
  'revision',
] as const

export type StepName = (typeof STEP_NAMES)[number]

/** A vote takes place only where several candidates are asked for. */
export type TracedStep = StepName | 'vote'
