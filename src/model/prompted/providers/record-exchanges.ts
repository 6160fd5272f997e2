import { mkdirSync } from 'node:fs'
import { writeFileAtomically } from '../../../base/atomic-file.ts'
import { SondeError } from '../../../base/errors.ts'
import { ModelFailedError } from '../../model-failure.ts'
import { conceal } from './conceal.ts'
import {
  EXCHANGE_FORMAT,
  type ExchangeOutcome,
  exchangeFile,
  type IdentifiedRequest,
  identifyRequest,
} from './exchange-file.ts'
import type { FetchFunction } from './load-provider.ts'

/** A response that is not a whole text, as a recording keeps it. */
interface Received {
  readonly response: Response
  readonly bytes: Uint8Array
  readonly isCut: boolean
}

/**
 * A fetch that writes every exchange to a folder, one file each, for `replayExchanges`. Whoever asks gets the response
 * as it comes; the file is there when its body has ended.
 *
 * @throws SondeError 'file-unreadable' where nothing can be written, now or later.
 */
export function recordExchanges({
  folder,
  fetch,
}: {
  readonly folder: string
  readonly fetch: FetchFunction
}): FetchFunction {
  attempt(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  const counts = new Map<string, number>()
  return async (input, init) => {
    const request = identifyRequest(input, init)
    const count = (counts.get(request.hash) ?? 0) + 1
    counts.set(request.hash, count)
    const secrets = secretsOf(init?.headers)
    const keep = (outcome: ExchangeOutcome): void => {
      const { method, path, body } = concealRequest(request, secrets)
      const exchange = { format: EXCHANGE_FORMAT, request: { method, path, body }, outcome }
      const text = `${JSON.stringify(exchange, null, 2)}\n`
      attempt(folder, () => writeFileAtomically(exchangeFile(folder, request.hash, count), text))
    }
    let response: Response
    try {
      response = await fetch(input, init)
    } catch (error) {
      const code = failureCodeOf(error, init?.signal)
      if (code !== null) keep({ kind: 'failure', code })
      throw error
    }
    const finish = (bytes: Uint8Array, isCut: boolean): void =>
      keep(outcomeOf({ response, bytes, isCut }, secrets))
    return watchBody(response, init?.signal, { finish, fail: (code) => keep({ kind: 'failure', code }) })
  }
}

function attempt(folder: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SondeError(
      'file-unreadable',
      `Nothing can be recorded in ${folder}: ${reason}. Choose another folder.`,
      {
        cause,
      },
    )
  }
}

interface Watcher {
  finish(bytes: Uint8Array, isCut: boolean): void
  fail(code: string): void
}

function watchBody(response: Response, signal: AbortSignal | null | undefined, watcher: Watcher): Response {
  const { body, status, statusText, headers } = response
  const chunks: Uint8Array[] = []
  if (body === null) {
    watcher.finish(new Uint8Array(), false)
    return response
  }
  const reader = body.getReader()
  const watched = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read()
        if (!done) {
          chunks.push(value)
          return controller.enqueue(value)
        }
        watcher.finish(Buffer.concat(chunks), false)
        controller.close()
      } catch (error) {
        if (error instanceof SondeError) return controller.error(error)
        // Time that ran out is an outcome of its own; a person's Ctrl-C is none.
        if (!signal?.aborted) watcher.finish(Buffer.concat(chunks), true)
        else if (isTimeout(signal)) watcher.fail(TIMED_OUT)
        controller.error(error)
      }
    },
    cancel: (reason) => {
      // The reader has what it wants: a stream is left once it has said that it is finished.
      if (!signal?.aborted) watcher.finish(Buffer.concat(chunks), false)
      return reader.cancel(reason)
    },
  })
  return new Response(watched, { status, statusText, headers })
}

const TIMED_OUT = 'timed-out'

function failureCodeOf(error: unknown, signal: AbortSignal | null | undefined): string | null {
  if (signal?.aborted) return isTimeout(signal) ? TIMED_OUT : null
  const code = (error as { cause?: { code?: unknown } }).cause?.code
  return typeof code === 'string' ? code : 'EFAILED'
}

function isTimeout({ reason }: AbortSignal): boolean {
  return reason instanceof ModelFailedError && reason.failure.kind === 'timed-out'
}

function outcomeOf({ response, bytes, isCut }: Received, secrets: readonly string[]): ExchangeOutcome {
  const text = Buffer.from(bytes).toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes)
  return {
    kind: 'response',
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: isText ? conceal(text, { secrets }) : Buffer.from(bytes).toString('base64'),
    encoding: isText ? 'utf8' : 'base64',
    isCut,
  }
}

function concealRequest(request: IdentifiedRequest, secrets: readonly string[]): IdentifiedRequest {
  return { ...request, path: conceal(request.path, { secrets }), body: conceal(request.body, { secrets }) }
}

/** The headers in which keys travel; what they hold is taken out of whatever is written. */
function secretsOf(headers: RequestInit['headers']): string[] {
  const entries = new Headers(headers)
  return ['authorization', 'x-api-key', 'x-goog-api-key', 'api-key'].flatMap((name) => {
    const value = entries.get(name)
    return value === null ? [] : [value.replace(/^Bearer\s+/i, '')]
  })
}
