import { SondeError } from '../base/errors.ts'

/** Why a language model did not do its task. */
export interface ModelFailure {
  readonly kind: ModelFailureKind
  readonly model: string
  /** One sentence: what happened, and what to do. Never holds a key, a header or the text of a prompt. */
  readonly message: string
}

export type ModelFailureKind =
  /** Nothing listens, or the name does not resolve. */
  | 'unreachable'
  | 'timed-out'
  /** 429, after the retries that are allowed. */
  | 'rate-limited'
  /** 5xx, after the retries that are allowed. */
  | 'server-error'
  /** 401 or 403. */
  | 'unauthorized'
  /** The endpoint does not know the model. */
  | 'unknown-model'
  /** Any other 4xx: the endpoint does not take this request. */
  | 'request-refused'
  /** The model declines to answer. */
  | 'declined'
  /** The reply ended at the token limit. */
  | 'cut-off'
  /** The reply is not what was asked for, after a repair round. */
  | 'malformed'
  /** The only query that it gave would write. */
  | 'writes'
  | 'budget-spent'
  /** A replay holds no reply to this request. */
  | 'not-recorded'

/** Thrown by a task; whoever opened the model decides whether another one does the task instead. */
export class ModelFailedError extends SondeError {
  readonly failure: ModelFailure

  constructor(failure: ModelFailure) {
    super('model-failed', failure.message)
    this.name = 'ModelFailedError'
    this.failure = failure
  }
}
