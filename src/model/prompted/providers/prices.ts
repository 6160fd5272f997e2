import { readFileSync } from 'node:fs'
import type { ModelPrice, ProviderName } from '../../model-config.ts'

interface PriceList {
  /** The day on which the published prices were read. */
  readonly takenOn: string
  readonly [provider: string]: Readonly<Record<string, ModelPrice>> | readonly string[] | string
}

let list: PriceList | undefined

function priceList(): PriceList {
  list ??= JSON.parse(readFileSync(new URL('./prices.json', import.meta.url), 'utf8')) as PriceList
  return list
}

/** When the published prices were read: YYYY-MM-DD. */
export function pricesTakenOn(): string {
  return priceList().takenOn
}

/** The published price of a model or of a dated version of it; null where it is not in the list. */
export function publishedPrice(provider: ProviderName, model: string): ModelPrice | null {
  const models = priceList()[provider] as Readonly<Record<string, ModelPrice>> | undefined
  if (models === undefined) return null
  const undated = model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '')
  return models[model] ?? models[undated] ?? null
}

export interface SpentTokens {
  /** With what came from the provider's cache and what went into it. */
  readonly input: number
  readonly cachedInput: number
  readonly cacheWrite: number
  readonly output: number
}

/** In US dollars; null where the price is not known. */
export function costOf(tokens: SpentTokens, price: ModelPrice | null): number | null {
  if (price === null) return null
  const plainInput = Math.max(0, tokens.input - tokens.cachedInput - tokens.cacheWrite)
  const dollars =
    plainInput * price.input +
    tokens.cachedInput * (price.cachedInput ?? price.input) +
    tokens.cacheWrite * (price.cacheWrite ?? price.input) +
    tokens.output * price.output
  return dollars / 1_000_000
}
