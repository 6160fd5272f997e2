import { join } from 'node:path'
import type { EmbeddingModelV3 } from '@ai-sdk/provider'
import { mapConcurrently } from '../../../base/concurrency.ts'
import { SondeError } from '../../../base/errors.ts'
import { type Random, seededRandom } from '../../../base/random.ts'
import type { Embedder } from '../../../values/embedder.ts'
import { ModelFailedError } from '../../model-failure.ts'
import { type Clock, SYSTEM_CLOCK } from '../chat/clock.ts'
import { openPrivateCache, type PrivateCache } from '../chat/private-cache.ts'
import { waitAndRepeat } from '../chat/wait-and-repeat.ts'
import { withDeadline } from '../chat/with-deadline.ts'
import { conceal } from '../providers/conceal.ts'
import { type ExplainedFailure, explainFailure } from '../providers/explain-failure.ts'
import { guardFetch } from '../providers/guard-fetch.ts'
import { type FetchFunction, loadEmbeddingModel } from '../providers/load-provider.ts'
import {
  type Endpoint,
  type EndpointOptions,
  identityOf,
  resolveEndpoint,
} from '../providers/resolve-endpoint.ts'
import { isUnitVector, unitVector } from './unit-vector.ts'

export interface EmbedderOptions extends EndpointOptions {
  readonly fetch: FetchFunction
  /** Sonde's home folder, below which vectors are kept; left out: none are kept on disk. */
  readonly home?: string | undefined
  /** For one request; left out: what models.yaml says. */
  readonly timeoutMs?: number | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
}

/** What every provider takes at once. */
const LARGEST_BATCH = 96
const CONCURRENT_BATCHES = 2
const LARGEST_CACHE_BYTES = 256 * 1024 * 1024

/**
 * Opens an embedding model by the forms in which language models are asked for: `openai:text-embedding-3-small`,
 * `http://localhost:11434/v1#nomic-embed-text`. One text is embedded at once, to learn how long its vectors are.
 *
 * @throws SondeError 'usage' for a model that is not known or a key that is not set; ModelFailedError when the endpoint
 * fails, here and whenever it embeds.
 */
export async function openEmbedder(spec: string, options: EmbedderOptions): Promise<Embedder> {
  const resolved = resolveEndpoint(spec, options)
  const endpoint = { ...resolved, timeoutMs: options.timeoutMs ?? resolved.timeoutMs }
  const { clock = SYSTEM_CLOCK, random = seededRandom(process.pid), home, isReplay } = options
  const model = await loadEmbeddingModel(endpoint, guardFetch(options.fetch))
  if (model === null) {
    throw new SondeError(
      'usage',
      `${endpoint.name}: Anthropic has no embedding models. Choose openai:, google: or an endpoint, or leave the embedder out.`,
    )
  }
  const folder = home === undefined || isReplay ? undefined : join(home, 'embeddings')
  const cache =
    folder === undefined
      ? undefined
      : openPrivateCache({ folder, maximumBytes: LARGEST_CACHE_BYTES, now: clock.now })
  const waits = isReplay ? { ...clock, sleep: async () => {} } : clock
  const sendBatch = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const outcome = await waitAndRepeat(() => requestBatch(endpoint, model, texts, clock), {
      clock: waits,
      random,
    })
    if (outcome.kind === 'failed') throw new ModelFailedError(outcome.failure)
    return outcome.vectors
  }
  const batchSize = Math.min(LARGEST_BATCH, (await model.maxEmbeddingsPerCall) ?? LARGEST_BATCH)
  const known = knownVectors(identityOf(endpoint), cache)

  const embed = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const missing = [...new Set(texts)].filter((text) => known.read(text) === undefined)
    const batches = Array.from({ length: Math.ceil(missing.length / batchSize) }, (_, index) =>
      missing.slice(index * batchSize, (index + 1) * batchSize),
    )
    await mapConcurrently(batches, CONCURRENT_BATCHES, async (batch) => {
      const vectors = await sendBatch(batch)
      for (const [index, text] of batch.entries()) known.write(text, vectors[index]!)
    })
    const found = texts.map((text) => known.read(text)!)
    if (found.some(({ length }) => length !== found[0]!.length)) {
      throw new ModelFailedError(malformed(endpoint, 'sends vectors of different lengths').failure)
    }
    return found
  }
  const [sample] = await embed(['length'])
  return { name: endpoint.name, dimensions: sample!.length, embed }
}

type BatchOutcome =
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[] }
  | ({ readonly kind: 'failed' } & ExplainedFailure)

async function requestBatch(
  endpoint: Endpoint,
  model: EmbeddingModelV3,
  texts: readonly string[],
  clock: Clock,
): Promise<BatchOutcome> {
  // The empty text, which providers refuse, is nothing too.
  const values = texts.map((text) => (text.trim() === '' ? ' -' : text))
  try {
    const { embeddings } = await withDeadline(async (abortSignal) => model.doEmbed({ values, abortSignal }), {
      model: endpoint.name,
      timeoutMs: endpoint.timeoutMs,
      clock,
    })
    if (embeddings.length !== texts.length)
      return malformed(endpoint, 'sends another number of vectors than of texts')
    const vectors = embeddings.map(unitVector)
    return vectors.every((vector) => vector !== null)
      ? { kind: 'vectors', vectors }
      : malformed(endpoint, 'sends vectors that are no directions')
  } catch (error) {
    const secrets = endpoint.key === null ? [] : [endpoint.key]
    const hide = (text: string): string => conceal(text, { secrets, prompts: texts })
    return { kind: 'failed', ...explainFailure(error, { endpoint, conceal: hide, now: clock.now }) }
  }
}

function malformed({ name }: Endpoint, what: string): { readonly kind: 'failed' } & ExplainedFailure {
  const message = `${name}: the endpoint ${what}; check that it is an embedding model.`
  return { kind: 'failed', failure: { kind: 'malformed', model: name, message } }
}

/** Vectors that were met, in memory and below the home folder. */
function knownVectors(identity: string, cache: PrivateCache | undefined) {
  const vectors = new Map<string, Float32Array>()
  const keyOf = (text: string): string => JSON.stringify(['sonde-vector/1', identity, text])
  return {
    read: (text: string): Float32Array | undefined => {
      const met = vectors.get(text)
      if (met !== undefined) return met
      const bytes = cache?.read(keyOf(text))
      if (!bytes || bytes.length === 0 || bytes.length % 4 !== 0) return undefined
      // As it was written: dividing again would move the last bit.
      const vector = new Float32Array(new Uint8Array(bytes).buffer)
      if (!isUnitVector(vector)) return undefined
      vectors.set(text, vector)
      return vector
    },
    write: (text: string, vector: Float32Array): void => {
      vectors.set(text, vector)
      cache?.write(keyOf(text), new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength))
    },
  }
}
