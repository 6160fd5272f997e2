import { existsSync } from 'node:fs'
import { SondeError } from '../../../base/errors.ts'
import { ModelFailedError } from '../../model-failure.ts'
import { type ExchangeOutcome, exchangeFile, identifyRequest, readExchange } from './exchange-file.ts'
import type { FetchFunction } from './load-provider.ts'

/**
 * A fetch that answers from what `recordExchanges` wrote, and never touches the network.
 *
 * @throws SondeError 'usage' when there is no such folder. A request that was not recorded rejects with
 * ModelFailedError 'not-recorded'.
 */
export function replayExchanges({ folder }: { readonly folder: string }): FetchFunction {
  if (!existsSync(folder)) {
    throw new SondeError('usage', `There is no folder ${folder} to replay: write one with --record first.`)
  }
  const counts = new Map<string, number>()
  return async (input, init) => {
    init?.signal?.throwIfAborted()
    const { method, path, hash } = identifyRequest(input, init)
    const count = (counts.get(hash) ?? 0) + 1
    counts.set(hash, count)
    const exchange = readExchange(exchangeFile(folder, hash, count))
    if (exchange === null) {
      const which = count === 1 ? '' : `, for the ${count}th time`
      throw new ModelFailedError({
        kind: 'not-recorded',
        model: '',
        message:
          `the recording holds no reply to this request (${method} ${path}, ${hash}${which}): the question, the ` +
          'database, the model or Sonde has changed since; record it again with --record.',
      })
    }
    return replay(exchange.outcome)
  }
}

function replay(outcome: ExchangeOutcome): Response {
  if (outcome.kind === 'failure') {
    if (outcome.code === 'timed-out') {
      throw new ModelFailedError({
        kind: 'timed-out',
        model: '',
        message:
          'no complete reply in time, when it was recorded; record it again with a larger timeoutSeconds.',
      })
    }
    throw Object.assign(new TypeError('fetch failed'), { cause: networkError(outcome.code) })
  }
  const { status, contentType, isCut } = outcome
  const bytes = Buffer.from(outcome.body, outcome.encoding)
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (bytes.length > 0) controller.enqueue(bytes)
      if (!isCut) controller.close()
    },
    pull: (controller) => {
      // Only after the reader has taken what there is.
      if (isCut) controller.error(networkError('UND_ERR_SOCKET'))
    },
  })
  const hasBody = status !== 204 && status !== 304
  return new Response(hasBody ? body : null, {
    status,
    headers: contentType === null ? {} : { 'content-type': contentType },
  })
}

function networkError(code: string): Error {
  return Object.assign(new Error(`recorded: ${code}`), { code })
}
