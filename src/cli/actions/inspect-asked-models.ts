import { SondeError } from '../../base/errors.ts'
import { KEY_VARIABLES, readModelConfig } from '../../model/model-config.ts'
import { readModelRoute } from '../../model/model-route.ts'
import { inspectModel, type ModelReport } from '../../model/open-model.ts'

export interface AskedModelReports {
  readonly models: readonly ModelReport[]
  /** Null: the builtin one. */
  readonly embedder: ModelReport | null
  readonly keys: readonly { readonly variable: string; readonly isSet: boolean }[]
  /** Why the list is not whole: models.yaml or the option cannot be read. */
  readonly problem: string | null
}

interface InspectedOptions {
  /** Of --model or $SONDE_MODEL. */
  readonly model?: string
  readonly embedder?: string
  readonly offline?: boolean
  readonly home: string
}

/** Looks at every model that the command line, the environment and models.yaml name, builtin ones apart. */
export async function inspectAskedModels({
  model,
  embedder,
  offline = false,
  home,
}: InspectedOptions): Promise<AskedModelReports> {
  const names = new Set<string>()
  const keyVariables = new Set(Object.values(KEY_VARIABLES))
  let embedderName = embedder ?? 'builtin'
  let problem: string | null = null
  try {
    if (model !== undefined) for (const name of namesIn(model)) names.add(name)
    const config = await readModelConfig(home)
    if (config.defaultModel !== null) for (const name of namesIn(config.defaultModel)) names.add(name)
    for (const [name, { key }] of config.models) {
      names.add(name)
      if (key !== null) keyVariables.add(key)
    }
    embedderName = embedder ?? config.embedder ?? 'builtin'
  } catch (error) {
    if (!(error instanceof SondeError)) throw error
    problem = error.message
  }
  const keys = [...keyVariables].map((variable) => ({
    variable,
    isSet: Boolean(process.env[variable]?.trim()),
  }))
  if (problem !== null) return { models: [], embedder: null, keys, problem }
  // An embedder may have a name in models.yaml like every other model; it would not chat.
  names.delete(embedderName)
  const terms = { home, isOffline: offline }
  const [models, inspected] = await Promise.all([
    Promise.all([...names].map((name) => inspectModel(name, 'language model', terms))),
    embedderName === 'builtin' ? null : inspectModel(embedderName, 'embedder', terms),
  ])
  return { models, embedder: inspected, keys, problem }
}

function namesIn(route: string): string[] {
  return Object.values(readModelRoute(route)).filter((name) => !/^builtin(?::|$)/.test(name))
}
