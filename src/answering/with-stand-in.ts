import type { Model } from '../model/model.ts'
import type { ModelListener, TaskName } from '../model/model-events.ts'
import { ModelFailedError, type ModelFailureKind } from '../model/model-failure.ts'

/** Failures of one reply; all others are of the endpoint, which the next task would only meet again. */
const OF_ONE_REPLY: ReadonlySet<ModelFailureKind> = new Set(['declined', 'cut-off', 'malformed', 'writes'])

/**
 * The model for one question: where it fails, the stand-in does the task, and when its endpoint fails, all later ones
 * too. Without a stand-in a failure is reported and thrown.
 */
export function withStandIn(model: Model, standIn: Model | null, onEvent: ModelListener): Model {
  let hasGivenUp = false
  const doing = <Request, Result>(
    task: TaskName,
    perform: (model: Model, request: Request) => Promise<Result>,
  ): ((request: Request) => Promise<Result>) => {
    return async (request) => {
      if (hasGivenUp && standIn !== null) return perform(standIn, request)
      try {
        return await perform(model, request)
      } catch (error) {
        if (!(error instanceof ModelFailedError)) throw error
        const { failure } = error
        onEvent({ kind: 'failed', task, failure, replacement: standIn?.name ?? null })
        if (standIn === null) throw error
        hasGivenUp = !OF_ONE_REPLY.has(failure.kind)
        return perform(standIn, request)
      }
    }
  }
  return {
    name: model.name,
    extractKeywords: doing('keywords', (by, request) => by.extractKeywords(request)),
    proposeVariants: doing('variants', (by, request) => by.proposeVariants(request)),
    linkSchema: doing('linking', (by, request) => by.linkSchema(request)),
    generateSql: doing('sql', (by, request) => by.generateSql(request)),
    reviseSql: doing('revision', (by, request) => by.reviseSql(request)),
  }
}
