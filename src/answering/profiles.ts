import { SondeError } from '../base/errors.ts'
import { STEP_NAMES, type StepName } from './trace.ts'

/** A named preset of the pipeline's options, and nothing else. */
export interface Profile {
  readonly name: string
  readonly steps: ReadonlySet<StepName>
  /** K of TCSR-SQL section 3.1: at most so many variants of a keyword are probed. */
  readonly variantCount: number
  /** Probe the database itself even where the value index knows the answer, as the paper does. */
  readonly probesDatabase: boolean
  /** Below this cosine similarity a keyword takes no knowledge; null: it always takes the nearest, as the paper does. */
  readonly alignmentThreshold: number | null
  readonly candidateCount: number
  /** Rounds of execution and revision. */
  readonly revisionLimit: number
  /** Revise results that run but cannot be what was asked, not only errors and empty ones. */
  readonly revisesImplausible: boolean
}

const SONDE: Profile = {
  name: 'sonde',
  steps: new Set(STEP_NAMES),
  variantCount: 5,
  probesDatabase: false,
  alignmentThreshold: 0.6,
  candidateCount: 20,
  revisionLimit: 3,
  revisesImplausible: true,
}

const PROFILES: readonly Profile[] = [
  SONDE,
  {
    ...SONDE,
    name: 'tcsr',
    steps: new Set<StepName>(['keywords', 'detection', 'retrieval', 'alignment', 'generation', 'revision']),
    probesDatabase: true,
    alignmentThreshold: null,
    revisesImplausible: false,
  },
  {
    ...SONDE,
    name: 'db-explore',
    steps: new Set<StepName>(['keywords', 'detection', 'linking', 'generation']),
    revisesImplausible: false,
  },
  { ...SONDE, name: 'direct', steps: new Set<StepName>(['generation']), revisesImplausible: false },
]

export const PROFILE_NAMES: readonly string[] = PROFILES.map((profile) => profile.name)

export function findProfile(name = 'sonde', without: readonly StepName[] = []): Profile {
  const profile = PROFILES.find((candidate) => candidate.name === name)
  if (profile === undefined) {
    throw new SondeError(
      'usage',
      `There is no profile "${name}". Choose one of: ${PROFILE_NAMES.join(', ')}.`,
    )
  }
  if (without.length === 0) return profile
  if (without.includes('generation')) {
    throw new SondeError('usage', 'The step "generation" cannot be left out: without it there is no SQL.')
  }
  return { ...profile, steps: new Set([...profile.steps].filter((step) => !without.includes(step))) }
}
