import { ModelFailedError } from '../../model-failure.ts'
import type { Clock } from './clock.ts'

export interface DeadlineOptions {
  /** For messages. */
  readonly model: string
  readonly timeoutMs: number
  readonly clock: Clock
  /** Aborts the work from outside. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs work that must end: at the deadline its signal aborts and the promise rejects, whether or not the work heeds the
 * signal.
 *
 * @throws ModelFailedError 'timed-out' at the deadline; the reason of `signal` when that aborts.
 */
export async function withDeadline<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  { model, timeoutMs, clock, signal }: DeadlineOptions,
): Promise<Result> {
  signal?.throwIfAborted()
  const abort = new AbortController()
  const isDone = new AbortController()
  const stop = new Promise<never>((_, reject) => {
    abort.signal.addEventListener('abort', () => reject(abort.signal.reason), { once: true })
  })
  const passOn = (): void => abort.abort(signal?.reason)
  signal?.addEventListener('abort', passOn, { once: true })
  void clock.sleep(timeoutMs, isDone.signal).then(() => {
    if (!isDone.signal.aborted) abort.abort(timeoutError(model, timeoutMs))
  })
  try {
    return await Promise.race([work(abort.signal), stop])
  } finally {
    isDone.abort()
    signal?.removeEventListener('abort', passOn)
  }
}

function timeoutError(model: string, timeoutMs: number): ModelFailedError {
  return new ModelFailedError({
    kind: 'timed-out',
    model,
    message:
      `${model}: no complete reply within ${timeoutMs / 1000} s; try again, choose a faster model, or give it a larger ` +
      'timeoutSeconds in models.yaml.',
  })
}
