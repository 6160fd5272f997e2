import { SondeError } from '../../../base/errors.ts'
import { KEY_VARIABLES, type ModelConfig, type ModelPrice, type ProviderName } from '../../model-config.ts'
import { keyInSpec, modelForms, parseModelSpec, plainAddress, refuseSecrets } from './model-spec.ts'
import { publishedPrice } from './prices.ts'

/** Where a model is and how it is spoken to. Holds the key, and so never leaves this folder's callers. */
export interface Endpoint {
  /** As it was asked for. */
  readonly name: string
  readonly provider: ProviderName
  /** Null: the provider's own address. */
  readonly address: string | null
  readonly model: string
  readonly key: string | null
  readonly keyVariable: string
  readonly price: ModelPrice | null
  readonly timeoutMs: number
  /** What the model may think before it replies, on top of the reply; null: found out from its replies. */
  readonly thinkingTokens: number | null
}

export interface EndpointOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly config: ModelConfig
  /** A replay sends nothing, so no key is needed. */
  readonly isReplay?: boolean
}

const SHORTEST_KEY = 12

/** A small model on a laptop's processor reads a thousand tokens in a minute or so. */
const TIMEOUT_MS = 120_000

/** @throws SondeError 'usage' for a model that is not known, and for a key that is not set. */
export function resolveEndpoint(spec: string, options: EndpointOptions): Endpoint {
  const keys = Object.values(KEY_VARIABLES).map((variable) => options.environment[variable]?.trim() ?? '')
  if (keys.some((key) => key.length >= SHORTEST_KEY && spec.includes(key))) throw keyInSpec()
  return withKey(locateModel(spec, options.config), options)
}

/** Which model it is, whatever it was asked for as. */
export function identityOf({ provider, address, model }: Endpoint): string {
  return JSON.stringify([provider, address, model])
}

type Located = Omit<Endpoint, 'key'> & { readonly needsKey: boolean }

function locateModel(text: string, config: ModelConfig): Located {
  const spec = parseModelSpec(text)
  const name = text.trim()
  if (spec.kind === 'name') {
    const configured = config.models.get(spec.name)
    if (configured === undefined) throw unknownName(spec.name, config)
    const { provider, endpoint, model, key, price, timeoutSeconds, thinkingTokens } = configured
    return {
      name,
      provider,
      address: endpoint === null ? null : checkedAddress(endpoint),
      model,
      keyVariable: key ?? KEY_VARIABLES[provider],
      // A provider's model behind an address of one's own may have another price.
      price: price ?? (endpoint === null ? publishedPrice(provider, model) : null),
      timeoutMs: timeoutSeconds === null ? TIMEOUT_MS : timeoutSeconds * 1000,
      thinkingTokens,
      needsKey: key !== null || endpoint === null,
    }
  }
  const provider = spec.kind === 'provider' ? spec.provider : 'compatible'
  return {
    name,
    provider,
    address: spec.kind === 'endpoint' ? spec.endpoint : null,
    model: spec.model,
    keyVariable: KEY_VARIABLES[provider],
    price: config.prices.get(name) ?? publishedPrice(provider, spec.model),
    timeoutMs: TIMEOUT_MS,
    thinkingTokens: null,
    needsKey: spec.kind === 'provider',
  }
}

function withKey({ needsKey, ...located }: Located, { environment, isReplay }: EndpointOptions): Endpoint {
  const key = environment[located.keyVariable]?.trim() || null
  if (key === null && needsKey && !isReplay) {
    throw new SondeError(
      'usage',
      `${located.name} needs a key: set the environment variable ${located.keyVariable}. ` +
        'Without a key, --model builtin answers offline.',
    )
  }
  return { ...located, key }
}

function checkedAddress(endpoint: string): string {
  const url = new URL(endpoint)
  refuseSecrets(url)
  return plainAddress(url)
}

function unknownName(name: string, config: ModelConfig): SondeError {
  const names = [...config.models.keys()]
  const known = names.length === 0 ? '' : ` models.yaml names ${names.join(', ')}.`
  return new SondeError('usage', `There is no model "${name}".${known} ${modelForms()}`)
}
