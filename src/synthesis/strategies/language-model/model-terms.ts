import type { DatabaseContext, Demonstration } from '../../../model/model.ts'
import type { EvolutionStep, SynthesisModel } from '../../../model/synthesis-model.ts'

/** What a strategy needs to have its language work done by a language model. */
export interface ModelTerms {
  readonly model: SynthesisModel
  readonly context: DatabaseContext
  /** Pairs of this database that show what is asked, where neither seeds nor the pool can. */
  readonly templates: readonly Demonstration[]
  /** Pairs of other databases: they show how people ask. */
  readonly styles: readonly Demonstration[]
  /** Other ways to ask the same, beside each question. */
  readonly paraphrases: number
  /** What the steps of the progressive strategy may add. */
  readonly steps: readonly EvolutionStep[]
}

/** Pairs that a prompt shows. */
export const PAIRS_SHOWN = 3
