import { SondeError } from '../../../base/errors.ts'
import { ModelFailedError, type ModelFailure, type ModelFailureKind } from '../../model-failure.ts'
import type { RetryAdvice } from '../chat/chat-client.ts'
import type { Endpoint } from './resolve-endpoint.ts'

export interface ExplainedFailure {
  readonly failure: ModelFailure
  readonly retry?: RetryAdvice
}

/** What an endpoint says of an error is cut to so many characters. */
const QUOTE_LENGTH = 200

export interface FailureContext {
  readonly endpoint: Endpoint
  /** Takes keys and prompts out of what an endpoint says. */
  conceal(text: string): string
  now(): number
}

/**
 * Turns whatever a provider's package throws into one sentence that says what happened and what to do.
 *
 * @throws SondeError where it is not the model that failed: a recording that cannot be read.
 */
export function explainFailure(error: unknown, context: FailureContext): ExplainedFailure {
  const chain = causesOf(error)
  const own = chain.find((cause) => cause instanceof ModelFailedError)
  if (own !== undefined) {
    // What lies below does not know which model it serves.
    const { kind, model, message } = own.failure
    return model === '' ? failed(context, kind, message) : { failure: own.failure }
  }
  const ours = chain.find((cause) => cause instanceof SondeError)
  if (ours !== undefined) throw ours
  const reply = chain.find(isReply)
  const network = chain.find(isNetworkError)
  if (network !== undefined) return explainNetwork(network, reply !== undefined, context)
  if (reply !== undefined) return explainStatus(reply, context)
  if (chain.some((cause) => (cause as Error).message?.startsWith('Cannot connect'))) {
    return failed(
      context,
      'unreachable',
      `${placeOf(context.endpoint)} cannot be reached; check the address and port.`,
    )
  }
  if (chain.some((cause) => (cause as Error).name === 'AI_InvalidResponseDataError')) {
    return failed(context, 'malformed', 'broke off before its reply was complete; try again.', {
      afterMs: null,
    })
  }
  if (!(error instanceof Error)) return explainReported(error, context)
  return failed(context, 'malformed', `${placeOf(context.endpoint)} ${NOT_ITS_PROTOCOL}`)
}

const NOT_ITS_PROTOCOL =
  'sent something else than a reply in its protocol; check the address, or choose another model.'

interface Reply {
  readonly statusCode: number
  readonly message: string
  readonly responseBody?: string
  readonly responseHeaders?: Readonly<Record<string, string>>
  /** Present where the body has the form of the provider's errors. */
  readonly data?: unknown
}

function isReply(error: unknown): error is Reply {
  return typeof (error as { statusCode?: unknown } | null)?.statusCode === 'number'
}

function isNetworkError(error: unknown): error is Error & { readonly code: string } {
  const code = (error as { code?: unknown } | null)?.code
  return (
    error instanceof Error && typeof code === 'string' && /^(E[A-Z]+|UND_ERR|HPE_|ERR_|.*CERT)/.test(code)
  )
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let cause = error; cause != null && chain.length < 8; cause = (cause as { cause?: unknown }).cause) {
    chain.push(cause)
    // A host of several addresses fails with one error for each of them.
    if (cause instanceof AggregateError) chain.push(...cause.errors.slice(0, 4))
  }
  return chain
}

function failed(
  { endpoint }: FailureContext,
  kind: ModelFailureKind,
  what: string,
  retry?: RetryAdvice,
): ExplainedFailure {
  const failure = { kind, model: endpoint.name, message: `${endpoint.name}: ${what}` }
  return retry === undefined ? { failure } : { failure, retry }
}

function explainNetwork(
  { code }: { readonly code: string },
  hasStarted: boolean,
  context: FailureContext,
): ExplainedFailure {
  const place = placeOf(context.endpoint)
  if (/^HPE_/.test(code)) {
    return failed(context, 'malformed', `${place} does not speak HTTP; check the address and its port.`)
  }
  if (/TIMEOUT|ETIMEDOUT/.test(code)) {
    return failed(
      context,
      'timed-out',
      `${place} does not respond (${code}); check that it runs, or try again later.`,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const retry = code === 'EAI_AGAIN' ? { afterMs: null } : undefined
    return failed(
      context,
      'unreachable',
      `${place} cannot be found, because its name does not resolve; check the address and the network.`,
      retry,
    )
  }
  if (code === 'ECONNREFUSED') {
    return failed(
      context,
      'unreachable',
      `nothing listens at ${place}; start the server, or check the address and port.`,
    )
  }
  if (/CERT|SSL|TLS/.test(code)) {
    return failed(context, 'unreachable', `the certificate of ${place} is not trusted (${code}).`)
  }
  const what = hasStarted ? 'broke off in the middle of the reply' : 'broke off'
  return failed(context, 'unreachable', `the connection to ${place} ${what} (${code}); try again.`, {
    afterMs: null,
  })
}

function explainStatus(reply: Reply, context: FailureContext): ExplainedFailure {
  const { endpoint } = context
  const { statusCode: status } = reply
  const place = placeOf(endpoint)
  const said = quoteOf(reply, context)
  const code = errorCodeOf(reply)
  if (status < 300) {
    // Gateways report errors of the model behind them with a status that says that all is well.
    const { error } = (safeParse(reply.responseBody) ?? {}) as { readonly error?: unknown }
    if (error) return explainReported(error, context)
    return failed(context, 'malformed', `${place} ${NOT_ITS_PROTOCOL}`)
  }
  if (status < 400) {
    return failed(
      context,
      'request-refused',
      `${place} points elsewhere (${status}); write the address that it points to.`,
    )
  }
  if (status === 401 || status === 403) {
    // What it says is not repeated: it may quote the key.
    const advice =
      endpoint.key === null
        ? `set the environment variable ${endpoint.keyVariable}`
        : `check the environment variable ${endpoint.keyVariable}, and that the key may use this model`
    return failed(context, 'unauthorized', `${place} does not accept the key (${status}); ${advice}.`)
  }
  if (status === 404 || code === 'model_not_found') {
    const address =
      endpoint.provider === 'compatible' ? ', and that the address is right (most end in /v1)' : ''
    return failed(
      context,
      'unknown-model',
      `${place} has no model "${endpoint.model}" (${status})${said}; check the name${address}.`,
    )
  }
  if (status === 408)
    return failed(context, 'timed-out', `${place} gave up waiting (408).`, retryOf(reply, context))
  if (status === 429) return explainLimit(code, retryOf(reply, context), context)
  if (status >= 500) {
    return failed(
      context,
      'server-error',
      `${place} fails (${status})${said}; try again later.`,
      retryOf(reply, context),
    )
  }
  return failed(context, 'request-refused', `${place} does not take the request (${status})${said}.`)
}

function explainLimit(
  code: string | undefined,
  retry: RetryAdvice,
  context: FailureContext,
): ExplainedFailure {
  const place = placeOf(context.endpoint)
  if (code === 'insufficient_quota') {
    return failed(
      context,
      'rate-limited',
      `the account at ${place} has no credit left; top it up, or choose another model.`,
    )
  }
  return failed(
    context,
    'rate-limited',
    `${place} takes no more requests for now (429); wait a while.`,
    retry,
  )
}

/** An error in the middle of a stream, whose status said that all was well. */
function explainReported(error: unknown, context: FailureContext): ExplainedFailure {
  const { message, type, code } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >
  const retry = { afterMs: null }
  if (/rate_?limit/i.test(`${type} ${code}`)) return explainLimit(String(code), retry, context)
  const text = typeof error === 'string' ? error : typeof message === 'string' ? message : ''
  return failed(
    context,
    'server-error',
    `${placeOf(context.endpoint)} fails${quote(text, context)}; try again later.`,
    retry,
  )
}

/** The endpoint as people know it; addresses carry no secrets, which `parseModelSpec` sees to. */
function placeOf({ name, provider, address }: Endpoint): string {
  if (address === null)
    return { openai: 'OpenAI', anthropic: 'Anthropic', google: 'Google', compatible: 'it' }[provider]
  return name.startsWith(address) ? 'this address' : address
}

function quoteOf(reply: Reply, context: FailureContext): string {
  const body = reply.responseBody ?? ''
  const isPage = /^\s*</.test(body)
  const text = reply.data !== undefined ? reply.message : isPage ? '' : plainErrorOf(body)
  return quote(text, context)
}

function quote(text: string, { conceal }: FailureContext): string {
  const line = conceal(text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
  if (line === '') return ''
  const bounded = line.length > QUOTE_LENGTH ? `${line.slice(0, QUOTE_LENGTH)}…` : line
  return `: "${bounded.replace(/[.\s]+$/, '')}"`
}

/** Servers of their own say it as `{error}`, `{message}` or `{detail}`, or in plain text. */
function plainErrorOf(body: string): string {
  try {
    const { error, message, detail } = JSON.parse(body) as Record<string, unknown>
    const found = [error, (error as { message?: unknown } | null)?.message, message, detail]
    return found.find((text) => typeof text === 'string') ?? ''
  } catch {
    return body
  }
}

function errorCodeOf({ data, responseBody }: Reply): string | undefined {
  const document = data ?? safeParse(responseBody)
  const code = (document as { error?: { code?: unknown } } | undefined)?.error?.code
  return typeof code === 'string' ? code : undefined
}

function safeParse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** Retry-After is seconds or a date; OpenAI also says it in milliseconds. */
function retryOf({ responseHeaders = {} }: Reply, { now }: FailureContext): RetryAdvice {
  const milliseconds = Number(responseHeaders['retry-after-ms'] ?? Number.NaN)
  if (milliseconds >= 0) return { afterMs: milliseconds }
  const text = responseHeaders['retry-after']?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return { afterMs: Number(text) * 1000 }
  const date = Date.parse(text)
  return { afterMs: Number.isNaN(date) ? null : Math.max(0, date - now()) }
}
