import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SondeError } from '../base/errors.ts'

/** US dollars for a million tokens. What is not said costs as much as input. */
export interface ModelPrice {
  readonly input: number
  /** Input that the provider had in its cache. */
  readonly cachedInput?: number | undefined
  /** Input that the provider puts in its cache. */
  readonly cacheWrite?: number | undefined
  readonly output: number
}

/** A model under a name of one's own. Never holds a key: only the name of the variable that does. */
export interface ConfiguredModel {
  readonly provider: ProviderName
  /** The address that requests go to; null: the provider's own. */
  readonly endpoint: string | null
  readonly model: string
  /** The environment variable that holds the key; null: the provider's usual one. */
  readonly key: string | null
  readonly price: ModelPrice | null
  /** For one request; null: the default. */
  readonly timeoutSeconds: number | null
  /** What the model may think before it replies, on top of the reply; null: found out from its replies. */
  readonly thinkingTokens: number | null
}

const PROVIDER_NAMES = ['openai', 'anthropic', 'google', 'compatible'] as const

export type ProviderName = (typeof PROVIDER_NAMES)[number]

/** Where the key of each provider is read when nothing else is said. */
export const KEY_VARIABLES: Readonly<Record<ProviderName, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
  compatible: 'SONDE_API_KEY',
}

export interface ModelConfig {
  /** Where it was read; null: there is no such file. */
  readonly file: string | null
  /** What answers when nothing else was asked for; null: the builtin model. */
  readonly defaultModel: string | null
  readonly embedder: string | null
  readonly models: ReadonlyMap<string, ConfiguredModel>
  /** Prices of models that are asked for as `openai:NAME`; they go before the published ones. */
  readonly prices: ReadonlyMap<string, ModelPrice>
}

const FILE_NAME = 'models.yaml'
const FORMAT = 'sonde-models/1'

export const NO_MODEL_CONFIG: ModelConfig = {
  file: null,
  defaultModel: null,
  embedder: null,
  models: new Map(),
  prices: new Map(),
}

/**
 * Reads models.yaml below Sonde's home folder: names for models, their endpoints, prices and limits. A missing file
 * is an empty one.
 *
 * @throws SondeError 'usage' where it holds what it may not, a key above all.
 */
export async function readModelConfig(home: string): Promise<ModelConfig> {
  const file = join(home, FILE_NAME)
  if (!existsSync(file)) return NO_MODEL_CONFIG
  const [{ parse }, { z }] = await Promise.all([import('yaml'), import('zod')])
  let document: unknown
  try {
    document = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // The parser quotes the line; a line of this file may hold a key that somebody put there.
    const place = (error as { linePos?: readonly { line: number }[] }).linePos?.[0]?.line
    throw new SondeError(
      'usage',
      `${file} is not YAML${place === undefined ? '' : ` (line ${place})`}: see docs/models.md.`,
    )
  }

  const price = z.strictObject({
    input: z.number().min(0),
    cachedInput: z.number().min(0).optional(),
    cacheWrite: z.number().min(0).optional(),
    output: z.number().min(0).default(0),
  })
  const text = z.string().min(1).max(300)
  const model = z.strictObject({
    provider: z.enum(PROVIDER_NAMES).optional(),
    endpoint: z.url({ protocol: /^https?$/ }).optional(),
    model: text,
    key: z
      .string()
      .regex(/^[A-Z_][A-Z0-9_]{0,63}$/)
      .optional(),
    prices: price.optional(),
    timeoutSeconds: z.number().min(1).max(3600).optional(),
    thinkingTokens: z.number().int().min(0).max(200_000).optional(),
  })
  const shape = z.strictObject({
    format: z.literal(FORMAT),
    default: text.optional(),
    embedder: text.optional(),
    models: z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), model).optional(),
    prices: z.record(z.string(), price).optional(),
  })

  const parsed = shape.safeParse(document)
  if (!parsed.success) throw invalid(file, parsed.error.issues[0])
  const models = new Map<string, ConfiguredModel>()
  for (const [name, entry] of Object.entries(parsed.data.models ?? {})) {
    if (entry.provider === undefined && entry.endpoint === undefined) {
      throw new SondeError(
        'usage',
        `${file}: models.${name} needs an endpoint, such as http://localhost:11434/v1, or a provider ` +
          `(${PROVIDER_NAMES.join(', ')}).`,
      )
    }
    models.set(name, {
      provider: entry.provider ?? 'compatible',
      endpoint: entry.endpoint ?? null,
      model: entry.model,
      key: entry.key ?? null,
      price: entry.prices ?? null,
      timeoutSeconds: entry.timeoutSeconds ?? null,
      thinkingTokens: entry.thinkingTokens ?? null,
    })
  }
  return {
    file,
    defaultModel: parsed.data.default ?? null,
    embedder: parsed.data.embedder ?? null,
    models,
    prices: new Map(Object.entries(parsed.data.prices ?? {})),
  }
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Says where, and never what stands there: it may be a key. */
function invalid(file: string, issue: Issue | undefined): SondeError {
  const path = (issue?.path ?? []).map(String)
  const place = path.length === 0 ? 'The file' : path.join('.')
  if (path.at(-1) === 'key') {
    return new SondeError(
      'usage',
      `${file}: ${place} must be the name of an environment variable, such as MY_MODEL_KEY, not the key itself. ` +
        'If a key stood there, remove it and have it replaced.',
    )
  }
  const found = /unrecognized/i.test(issue?.message ?? '')
    ? 'has a name that is not known'
    : 'is not as it should be'
  return new SondeError('usage', `${file}: ${place} ${found}: see docs/models.md for what may stand there.`)
}
