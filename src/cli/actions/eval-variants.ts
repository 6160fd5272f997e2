import { PROFILE_NAMES } from '../../answering/profiles.ts'
import { STEP_NAMES, type StepName } from '../../answering/trace.ts'
import { SondeError } from '../../base/errors.ts'

/** One run of an evaluation: a profile, and what of it is switched off. */
export interface EvalVariant {
  /** "sonde", "without keywords", "+ knowledge". */
  readonly name: string
  readonly profile: string
  readonly without: readonly StepName[]
}

/** The modules of TCSR-SQL (sections 3.1 to 3.3) as steps of the pipeline, in their order. */
const MODULES: Readonly<Record<string, readonly StepName[]>> = {
  keywords: ['keywords', 'detection'],
  knowledge: ['retrieval', 'alignment'],
  revision: ['revision'],
}

/** Names that `--without` takes: the papers' modules, then the single steps. */
export const SWITCHABLE: readonly string[] = [
  ...Object.keys(MODULES),
  ...STEP_NAMES.filter((step) => step !== 'generation' && MODULES[step] === undefined),
]

export interface VariantOptions {
  readonly profile: string
  readonly profiles?: readonly string[]
  readonly without?: readonly string[]
  readonly cumulative?: boolean
}

/**
 * The runs that the options ask for, the whole method first, except that `--cumulative` ends with it: each profile;
 * or the profile, and then without each of the named modules (TCSR-SQL, table 5); or the modules added one by one to
 * bare generation (figure 3).
 */
export function listVariants({ profile, profiles, without, cumulative }: VariantOptions): EvalVariant[] {
  if (profiles !== undefined) {
    if (without !== undefined || cumulative === true) {
      throw new SondeError('usage', 'Give --profiles alone, or one --profile with --without or --cumulative.')
    }
    return [...new Set(profiles)].map((name) => ({ name, profile: checkProfile(name), without: [] }))
  }
  const whole: EvalVariant = { name: profile, profile: checkProfile(profile), without: [] }
  if (cumulative === true) return addUp(profile, without ?? Object.keys(MODULES))
  return [
    whole,
    ...(without ?? []).map((name) => ({ name: `without ${name}`, profile, without: stepsOf(name) })),
  ]
}

function addUp(profile: string, modules: readonly string[]): EvalVariant[] {
  return [...modules.keys(), modules.length].map((count) => ({
    name: count === 0 ? 'none of them' : `+ ${modules[count - 1]}`,
    profile,
    without: modules.slice(count).flatMap(stepsOf),
  }))
}

function stepsOf(name: string): readonly StepName[] {
  const steps = MODULES[name] ?? STEP_NAMES.filter((step) => step === name)
  if (steps.length > 0 && name !== 'generation') return steps
  throw new SondeError('usage', `"${name}" cannot be switched off. Choose from: ${SWITCHABLE.join(', ')}.`)
}

function checkProfile(name: string): string {
  if (PROFILE_NAMES.includes(name)) return name
  throw new SondeError('usage', `There is no profile "${name}". Choose from: ${PROFILE_NAMES.join(', ')}.`)
}
