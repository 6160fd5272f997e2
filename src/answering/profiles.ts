import { SondeError } from '../base/errors.ts'
import type { TaskName } from '../model/model-events.ts'
import { STEP_NAMES, type StepName } from './trace.ts'

/** A named preset of the pipeline's options, and nothing else. */
export interface Profile {
  readonly name: string
  readonly steps: ReadonlySet<StepName>
  /** K of TCSR-SQL section 3.1: at most so many variants of a keyword are probed. */
  readonly variantCount: number
  /** Where keywords are looked up: in the value index, or by Seed SQL on the tables themselves (TCSR-SQL section 3.1). */
  readonly detection: 'index' | 'probes'
  /** Below this cosine similarity a keyword takes no knowledge; null: it always takes the nearest, as the paper does. */
  readonly alignmentThreshold: number | null
  readonly candidateCount: number
  /** Rounds of execution and revision. */
  readonly revisionLimit: number
  /** Revise results that run but cannot be what was asked, not only errors and empty ones. */
  readonly revisesImplausible: boolean
  /** What a language model is shown. */
  readonly prompting: Prompting
  /** Tasks that the builtin model does beside a language model, unless they are routed otherwise. */
  readonly offlineTasks: readonly TaskName[]
}

interface Prompting {
  /** Demonstrations in the prompt of each task: table 3 of TCSR-SQL. */
  readonly shots: {
    readonly keywords: number
    readonly variants: number
    readonly sql: number
    readonly revision: number
  }
  /** At most so many stored values are shown of a column. TCSR-SQL's table 3 says six, its section 3.1 four. */
  readonly samplesPerTable: number
  /** At most so many tokens for a prompt: what of the database is least relevant is left out first. */
  readonly tokenBudget: number
}

const NO_SHOTS = { keywords: 0, variants: 0, sql: 0, revision: 0 }

const SONDE: Profile = {
  name: 'sonde',
  steps: new Set(STEP_NAMES),
  variantCount: 5,
  detection: 'index',
  alignmentThreshold: 0.6,
  candidateCount: 20,
  revisionLimit: 3,
  revisesImplausible: true,
  // One call of the language model answers a question: what can be looked up is looked up by the builtin model.
  prompting: {
    shots: { keywords: 2, variants: 2, sql: 1, revision: 0 },
    samplesPerTable: 3,
    tokenBudget: 1_500,
  },
  offlineTasks: ['keywords', 'variants', 'linking'],
}

const PROFILES: readonly Profile[] = [
  SONDE,
  {
    ...SONDE,
    name: 'tcsr',
    steps: new Set<StepName>(['keywords', 'detection', 'retrieval', 'alignment', 'generation', 'revision']),
    detection: 'probes',
    alignmentThreshold: null,
    revisesImplausible: false,
    // The window of the paper's model has 16,385 tokens; the rest is for the reply.
    prompting: {
      shots: { keywords: 4, variants: 9, sql: 4, revision: 0 },
      samplesPerTable: 6,
      tokenBudget: 12_000,
    },
    offlineTasks: [],
  },
  {
    ...SONDE,
    name: 'db-explore',
    // Without keywords the question itself searches the values.
    steps: new Set<StepName>(['detection', 'linking', 'generation']),
    variantCount: 0,
    revisesImplausible: false,
    // The paper's models are tuned, not shown examples, in a window of 4,096 tokens.
    prompting: { shots: NO_SHOTS, samplesPerTable: 0, tokenBudget: 3_500 },
    offlineTasks: [],
  },
  {
    ...SONDE,
    name: 'direct',
    steps: new Set<StepName>(['generation']),
    revisesImplausible: false,
    prompting: { shots: NO_SHOTS, samplesPerTable: 0, tokenBudget: 12_000 },
    offlineTasks: [],
  },
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
