import { SondeError } from '../../../base/errors.ts'

/** A model as people ask for it. */
export type ModelSpec =
  | { readonly kind: 'provider'; readonly provider: HostedProvider; readonly model: string }
  /** Any endpoint that speaks OpenAI's chat completions. */
  | { readonly kind: 'endpoint'; readonly endpoint: string; readonly model: string }
  /** A name from models.yaml. */
  | { readonly kind: 'name'; readonly name: string }

const HOSTED_PROVIDERS = ['openai', 'anthropic', 'google'] as const

type HostedProvider = (typeof HOSTED_PROVIDERS)[number]

/** What keys of the known providers begin with, and what long random words look like. */
const KEY_SHAPE =
  /\b(?:sk-[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{20,}|gsk_[A-Za-z0-9]{16,}|hf_[A-Za-z0-9]{16,})/

/**
 * Reads `openai:NAME`, `http://host:port/v1#NAME` or a configured name.
 *
 * @throws SondeError 'usage' for anything else, and for a text that holds a key; the message never repeats the key.
 */
export function parseModelSpec(spec: string): ModelSpec {
  const text = spec.trim()
  if (KEY_SHAPE.test(text)) throw keyInSpec()
  if (/^https?:\/\//i.test(text)) return parseEndpoint(text)
  const provider = HOSTED_PROVIDERS.find((name) => text.startsWith(`${name}:`))
  if (provider !== undefined) {
    const model = text.slice(provider.length + 1)
    if (/^[^\s]{1,200}$/.test(model)) return { kind: 'provider', provider, model }
    throw new SondeError(
      'usage',
      `${provider}: needs the name of a model after it, such as ${EXAMPLES[provider]}.`,
    )
  }
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return { kind: 'name', name: text }
  throw new SondeError('usage', `There is no model "${text.slice(0, 80)}". ${modelForms()}`)
}

export function keyInSpec(): SondeError {
  return new SondeError(
    'usage',
    'A model was asked for by a text that looks like a key. Keys are read from the environment alone: set ' +
      'OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY or, for endpoints, SONDE_API_KEY.',
  )
}

/** The forms in which a model may be asked for, for messages. */
export function modelForms(): string {
  return (
    'A model is builtin, builtin:FILE, openai:NAME, anthropic:NAME, google:NAME, http://HOST:PORT/v1#NAME ' +
    'for any OpenAI-compatible endpoint, or a name from models.yaml (docs/models.md).'
  )
}

const EXAMPLES: Readonly<Record<HostedProvider, string>> = {
  openai: 'openai:gpt-5-mini',
  anthropic: 'anthropic:claude-haiku-4-5',
  google: 'google:gemini-2.5-flash',
}

function parseEndpoint(text: string): ModelSpec {
  if (!URL.canParse(text))
    throw new SondeError('usage', `The address of the model cannot be read. ${modelForms()}`)
  const url = new URL(text)
  refuseSecrets(url)
  const model = decodeURIComponentSafely(url.hash.slice(1))
  if (model.trim() === '') {
    throw new SondeError(
      'usage',
      `Which model at ${url.origin}? Write its name after a #: ${url.origin}${url.pathname}#NAME.`,
    )
  }
  return { kind: 'endpoint', endpoint: plainAddress(url), model }
}

/** @throws SondeError 'usage' where the address carries a password or a query, both of which end up in logs. */
export function refuseSecrets(url: URL): void {
  if (url.username === '' && url.password === '' && url.search === '') return
  throw new SondeError(
    'usage',
    `The address of the model at ${url.host} carries a user, a password or a query. Write it without them, and put ` +
      'the key in the environment variable SONDE_API_KEY.',
  )
}

export function plainAddress(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
