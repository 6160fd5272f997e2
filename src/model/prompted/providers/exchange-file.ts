import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SondeError } from '../../../base/errors.ts'

/** One request and what came of it. No header but the content type, no host, no key. */
export interface Exchange {
  readonly format: typeof EXCHANGE_FORMAT
  readonly request: { readonly method: string; readonly path: string; readonly body: string }
  readonly outcome: ExchangeOutcome
}

export type ExchangeOutcome =
  | {
      readonly kind: 'response'
      readonly status: number
      readonly contentType: string | null
      readonly body: string
      /** Base64 where the bytes are not UTF-8. */
      readonly encoding: 'utf8' | 'base64'
      /** The connection broke off after so much of it. */
      readonly isCut: boolean
    }
  /** Nothing came: the code of the network's error, or that the time was up. */
  | { readonly kind: 'failure'; readonly code: string }

export const EXCHANGE_FORMAT = 'sonde-exchange/1'

/** What identifies a request: the same question to the same model, whichever host it went to. */
export interface IdentifiedRequest {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly hash: string
}

export function identifyRequest(input: string | URL | Request, init?: RequestInit): IdentifiedRequest {
  const url = new URL(input instanceof Request ? input.url : input)
  const method = init?.method ?? 'GET'
  const path = `${url.pathname}${url.search}`
  const body = typeof init?.body === 'string' ? init.body : ''
  const hash = createHash('sha256').update(`${method}\n${path}\n${body}`).digest('hex').slice(0, 24)
  return { method, path, body, hash }
}

/** The first request of its kind is 1; repetitions follow in their order. */
export function exchangeFile(folder: string, hash: string, count: number): string {
  return join(folder, `${hash}${count === 1 ? '' : `-${count}`}.json`)
}

/** @throws SondeError 'file-unreadable' for a file that is there and is not an exchange. */
export function readExchange(file: string): Exchange | null {
  if (!existsSync(file)) return null
  try {
    const exchange = JSON.parse(readFileSync(file, 'utf8')) as Exchange
    if (exchange.format === EXCHANGE_FORMAT) return exchange
  } catch {
    // As for a file of another format.
  }
  throw new SondeError(
    'file-unreadable',
    `${file} is not a recorded exchange (${EXCHANGE_FORMAT}); record it again.`,
  )
}
