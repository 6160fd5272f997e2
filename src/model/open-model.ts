import { SondeError } from '../base/errors.ts'
import type { LearnedQuestion } from './builtin/learner.ts'
import { loadParameters } from './builtin/parameters/load-parameters.ts'
import type { GenerationRequest, Model } from './model.ts'

// What training needs of the builtin model's rankers.
export { type ConfidenceCurve, confidenceFacts, confidenceOf } from './builtin/confidence.ts'
export { encodeParameters } from './builtin/parameters/encode-parameters.ts'
export { loadParameters } from './builtin/parameters/load-parameters.ts'
export type { RankerParameters } from './builtin/parameters/ranker-parameters.ts'
export type { CandidateList } from './builtin/ranking/candidate-features.ts'
export { crossHash } from './builtin/ranking/feature-hash.ts'
export { type LinearRanker, scoreLinearly } from './builtin/ranking/linear-ranker.ts'
export { rankCandidates, rankScores } from './builtin/ranking/rank-candidates.ts'
export { scoreByTrees, type TreeRanker } from './builtin/ranking/tree-ranker.ts'
export { softmax, treeRowsOf } from './builtin/ranking/tree-row.ts'

/**
 * Opens a model by name. The builtin one works offline; `builtin:FILE` is the same with parameters that `sonde train`
 * wrote. Language models join it here.
 */
export async function openModel(name = 'builtin'): Promise<Model> {
  const { createBuiltinModel } = await import('./builtin/builtin-model.ts')
  if (name === 'builtin') return createBuiltinModel()
  const parametersFile = name.startsWith(FILE_PREFIX) ? name.slice(FILE_PREFIX.length) : ''
  if (parametersFile === '') {
    throw new SondeError(
      'usage',
      `There is no model "${name}". Choose builtin, which works offline, or builtin:FILE, with parameters that sonde train wrote.`,
    )
  }
  loadParameters(parametersFile)
  return createBuiltinModel({ parametersFile })
}

const FILE_PREFIX = 'builtin:'

/** Reads a question as the builtin model does, for training. */
export async function openBuiltinReader(): Promise<(request: GenerationRequest) => LearnedQuestion> {
  const { readForLearning } = await import('./builtin/learner.ts')
  return readForLearning
}
