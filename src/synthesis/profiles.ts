import { SondeError } from '../base/errors.ts'
import type { EvolutionStep } from '../model/synthesis-model.ts'

/** A named preset of how examples are made, and nothing else. */
export interface SynthesisProfile {
  readonly name: string
  /** What a step of the progressive strategy may add, as often as it stands there. */
  readonly steps: readonly EvolutionStep[]
  /** Pairs that one request to a language model asks for. */
  readonly pairsPerCall: number
  /** Other ways to ask the same, beside each question that a language model writes. */
  readonly paraphrases: number
  /** Stored values of a table that a prompt shows. */
  readonly samplesPerTable: number
  /** At most so many tokens for a prompt. */
  readonly tokenBudget: number
}

const SONDE: SynthesisProfile = {
  name: 'sonde',
  steps: ['condition', 'condition', 'join', 'nesting', 'aggregation', 'ordering'],
  pairsPerCall: 6,
  paraphrases: 2,
  samplesPerTable: 6,
  tokenBudget: 2_500,
}

const PROFILES: readonly SynthesisProfile[] = [
  SONDE,
  // DB-Explore, section 3.2.3 and figure 7.
  { ...SONDE, name: 'db-explore', steps: ['constraint and table'], paraphrases: 3, tokenBudget: 3_500 },
]

const SYNTHESIS_PROFILE_NAMES: readonly string[] = PROFILES.map(({ name }) => name)

export function findSynthesisProfile(name = 'sonde'): SynthesisProfile {
  const profile = PROFILES.find((candidate) => candidate.name === name)
  if (profile !== undefined) return profile
  throw new SondeError(
    'usage',
    `There is no profile "${name}" of synthesis. Choose one of: ${SYNTHESIS_PROFILE_NAMES.join(', ')}.`,
  )
}
