import { findProfile } from '../../answering/profiles.ts'
import { surveyHome } from '../../exploration/survey-home.ts'
import type { Model } from '../../model/model.ts'
import { readModelConfig } from '../../model/model-config.ts'
import {
  type ModelBudget,
  type OpenModelOptions,
  openBudget,
  openEmbedder,
  openModel,
  openSynthesisModels,
  openWire,
} from '../../model/open-model.ts'
import type { SynthesisProfile } from '../../synthesis/profiles.ts'
import type { Embedder } from '../../values/embedder.ts'
import type { LanguageOptions } from '../commands/model-options.ts'
import type { CliContext } from '../context.ts'

/** Opens the models that options ask for: one budget for all of them, and what else they were asked to keep to. */
export interface AskedModels {
  /** By --model, $SONDE_MODEL or models.yaml; "builtin" without all of them. */
  readonly name: string
  open(profile: string): Promise<Model>
  openForSynthesis(profile: SynthesisProfile): ReturnType<typeof openSynthesisModels>
  openEmbedder(): Promise<Embedder>
}

export async function askedModels(
  context: CliContext,
  options: LanguageOptions & { readonly embedder?: string },
): Promise<AskedModels> {
  const home = context.home ?? surveyHome()
  const config = await readModelConfig(home)
  // A variable that is set to nothing is as good as not set.
  const name = options.model?.trim() || (config.defaultModel ?? 'builtin')
  const budget: ModelBudget | undefined =
    options.budget === undefined ? undefined : openBudget(options.budget)
  const terms: OpenModelOptions = {
    home,
    keepsReplies: options.cache,
    wire: await openWire(options),
    onWarning: (warning) => context.warn(warning),
    ...(budget === undefined ? {} : { budget }),
  }
  return {
    name,
    open: (profile) => {
      const { prompting, offlineTasks } = findProfile(profile)
      const samplesPerTable = options.samples ?? prompting.samplesPerTable
      const tokenBudget = options.promptTokens ?? prompting.tokenBudget
      return openModel(name, {
        ...terms,
        offlineTasks,
        prompting: { ...prompting, samplesPerTable, tokenBudget },
      })
    },
    openForSynthesis: ({ samplesPerTable, tokenBudget }) =>
      openSynthesisModels(name, {
        ...terms,
        prompting: {
          shots: NO_SHOTS,
          samplesPerTable: options.samples ?? samplesPerTable,
          tokenBudget: options.promptTokens ?? tokenBudget,
        },
      }),
    openEmbedder: () => openEmbedder(options.embedder ?? config.embedder ?? 'builtin', terms),
  }
}

/** Synthesis chooses what it shows by itself. */
const NO_SHOTS = { keywords: 0, variants: 0, sql: 0, revision: 0 }
