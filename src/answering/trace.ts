/** What each step of one answer saw, ran and decided, in order. Plain data: every interface can show or save it. */
export interface Trace {
  readonly steps: readonly TraceStep[]
}

export interface TraceStep {
  readonly step: StepName
  readonly ms: number
  /** One line for people. */
  readonly summary: string
  /** JSON-ready details. */
  readonly details: unknown
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
