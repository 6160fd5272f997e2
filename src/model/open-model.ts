import { SondeError } from '../base/errors.ts'
import type { Model } from './model.ts'

/** Opens a model by name. The builtin one works offline; language models join it here. */
export async function openModel(name = 'builtin'): Promise<Model> {
  if (name === 'builtin') {
    const { createBuiltinModel } = await import('./builtin/builtin-model.ts')
    return createBuiltinModel()
  }
  throw new SondeError(
    'usage',
    `There is no model "${name}". This version has one: builtin, which works offline.`,
  )
}
