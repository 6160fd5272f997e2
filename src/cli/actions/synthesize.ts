import { join } from 'node:path'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'
import { ModelFailedError } from '../../model/model-failure.ts'
import { RUN_FILES } from '../../synthesis/pool/run-folder.ts'
import { summarizePool } from '../../synthesis/pool/summarize-pool.ts'
import { prepareSynthesis } from '../../synthesis/prepare-synthesis.ts'
import { findSynthesisProfile, type SynthesisProfile } from '../../synthesis/profiles.ts'
import { checkSeeds } from '../../synthesis/seeds/check-seeds.ts'
import { readKeptSeeds } from '../../synthesis/seeds/kept-seeds.ts'
import { STRATEGY_NAMES, type StrategyName } from '../../synthesis/strategies/strategy.ts'
import { synthesize as runSynthesis } from '../../synthesis/synthesize.ts'
import type { LanguageOptions } from '../commands/model-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { safeLines } from '../output/safe-text.ts'
import { synthesizeDocument } from '../output/synthesize-document.ts'
import { spentText, synthesizeText } from '../output/synthesize-text.ts'
import { readVersion } from '../read-version.ts'
import { askedModels } from './asked-models.ts'
import { withSurvey } from './survey-database.ts'
import { sampleExamples } from './synthesize-sample.ts'
import { readGivenSeeds } from './synthesize-seeds.ts'

export interface SynthesizeOptions extends LanguageOptions {
  readonly count: number
  readonly out?: string
  readonly strategies?: readonly StrategyName[]
  readonly withoutStrategy?: readonly StrategyName[]
  readonly seeds?: readonly string[]
  readonly log?: readonly string[]
  readonly seed: number
  readonly profile: string
  readonly attempts?: number
  readonly minutes?: number
  readonly concurrency: number
  readonly knowledge?: string
  readonly sample?: number
  readonly sampleSeed: number
  readonly json?: boolean
}

export async function synthesize(
  context: CliContext,
  location: string,
  options: SynthesizeOptions,
): Promise<ExitCode> {
  const strategies = chooseStrategies(options)
  const profile = findSynthesisProfile(options.profile)
  // Before the survey, which may take a while.
  const models = options.sample === undefined ? await openModels(context, options, profile) : undefined
  const given = await readGivenSeeds(options)
  return withSurvey(context, location, surveyOptions(options), async (explored) => {
    const folder = options.out ?? explored.folder
    if (options.sample !== undefined)
      return sampleExamples(context, folder, options.sample, options.sampleSeed)
    const { seeds, ofOthers, refused } = await checkSeeds(
      [...readKeptSeeds(explored.folder), ...given],
      explored,
      context.signal,
    )
    for (const { place, reason } of refused)
      context.warn(safeLines(`${place}: ${reason}; it is passed over.`))
    const progress = openProgress(context)
    const started = performance.now()
    const deadline = options.minutes === undefined ? undefined : AbortSignal.timeout(options.minutes * 60_000)
    const signal = deadline === undefined ? context.signal : AbortSignal.any([context.signal, deadline])
    try {
      const plan = { strategies, profile, styles: ofOthers, ...(models && { models }) }
      const { settings, ...prepared } = await prepareSynthesis(explored, plan)
      const result = await runSynthesis(explored, {
        count: options.count,
        seed: options.seed,
        folder,
        ...prepared,
        settings: { ...settings, version: readVersion() },
        seeds,
        concurrency: options.concurrency,
        signal,
        ...(options.attempts === undefined ? {} : { maxAttempts: options.attempts }),
        onProgress: ({ accepted, wanted, attempts, models: calls }) => {
          const rate = (accepted / (performance.now() - started)) * 1_000
          const yielded = attempts === 0 ? 0 : (100 * accepted) / attempts
          const label = [
            `${rate.toFixed(rate < 10 ? 1 : 0)} a second`,
            `${yielded.toFixed(0)} % of ${attempts} attempts`,
            ...spentText(calls),
          ].join(', ')
          progress.show({ stage: 'Making examples', done: accepted, total: wanted, label })
        },
      }).finally(progress.end)
      const summary = summarizePool(result, explored.survey, seeds)
      const document = synthesizeDocument(
        {
          database: explored.database.name,
          folder,
          seed: options.seed,
          otherSeeds: ofOthers.length,
          refusedSeeds: refused.length,
        },
        summary,
      )
      writeFileAtomically(join(folder, RUN_FILES.summary), jsonText(document))
      if (options.json) context.print(jsonText(document))
      else context.print(synthesizeText(summary, join(folder, RUN_FILES.examples)))
      return EXIT_CODE.answered
    } catch (error) {
      const goesOn = `What was made is kept in ${folder}; the same command goes on from there.`
      if (deadline?.aborted && !context.signal.aborted) {
        throw new SondeError('cancelled', `${options.minutes} minutes are over. ${goesOn}`, { cause: error })
      }
      if (!(error instanceof ModelFailedError)) throw error
      throw new SondeError('model-failed', `${error.message} ${goesOn}`, { cause: error })
    }
  })
}

async function openModels(context: CliContext, options: SynthesizeOptions, profile: SynthesisProfile) {
  const asked = await askedModels(context, options)
  return asked.openForSynthesis(profile)
}

function surveyOptions({ knowledge }: SynthesizeOptions) {
  return knowledge === undefined ? {} : { knowledge }
}

function chooseStrategies({ strategies, withoutStrategy = [] }: SynthesizeOptions): readonly StrategyName[] {
  const chosen = (strategies ?? STRATEGY_NAMES).filter((name) => !withoutStrategy.includes(name))
  if (chosen.length > 0) return chosen
  throw new SondeError('usage', 'Every strategy is left out. Leave one in.')
}
