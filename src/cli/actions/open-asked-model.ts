import { findProfile } from '../../answering/profiles.ts'
import { surveyHome } from '../../exploration/survey-home.ts'
import type { Model } from '../../model/model.ts'
import { readModelConfig } from '../../model/model-config.ts'
import { openModel } from '../../model/open-model.ts'
import type { ModelOptions } from '../commands/model-options.ts'
import type { CliContext } from '../context.ts'

/** The model that is asked for by --model, $SONDE_MODEL or models.yaml, as the profile wants it; builtin without all of them. */
export async function openAskedModel(
  context: CliContext,
  options: ModelOptions,
  profileName: string,
): Promise<Model> {
  const { prompting, offlineTasks } = findProfile(profileName)
  return openModel(await askedModelName(context, options), {
    home: context.home ?? surveyHome(),
    offlineTasks,
    prompting: { ...prompting, samplesPerTable: options.samples ?? prompting.samplesPerTable },
  })
}

export async function askedModelName(context: CliContext, { model }: ModelOptions): Promise<string> {
  return model ?? (await readModelConfig(context.home ?? surveyHome())).defaultModel ?? 'builtin'
}
