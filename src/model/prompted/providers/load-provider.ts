import type { EmbeddingModelV3, LanguageModelV3 } from '@ai-sdk/provider'
import type { Endpoint } from './resolve-endpoint.ts'

export type FetchFunction = typeof globalThis.fetch

/** The provider's own package is loaded here and nowhere else, so that answering offline loads none. */
export async function loadLanguageModel(endpoint: Endpoint, fetch: FetchFunction): Promise<LanguageModelV3> {
  const { model } = endpoint
  switch (endpoint.provider) {
    case 'openai':
      // Chat completions: the Responses API keeps what is sent unless told otherwise.
      return (await loadOpenAI(endpoint, fetch)).chat(model)
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic(settingsOf(endpoint, fetch, 'https://api.anthropic.com/v1')).languageModel(model)
    }
    case 'google':
      return (await loadGoogle(endpoint, fetch)).languageModel(model)
    case 'compatible':
      return (await loadCompatible(endpoint, fetch)).chatModel(model)
  }
}

/** @returns null where the provider has no embedding models. */
export async function loadEmbeddingModel(
  endpoint: Endpoint,
  fetch: FetchFunction,
): Promise<EmbeddingModelV3 | null> {
  const { model } = endpoint
  switch (endpoint.provider) {
    case 'openai':
      return (await loadOpenAI(endpoint, fetch)).embeddingModel(model)
    case 'anthropic':
      return null
    case 'google':
      return (await loadGoogle(endpoint, fetch)).embeddingModel(model)
    case 'compatible':
      return (await loadCompatible(endpoint, fetch)).embeddingModel(model)
  }
}

async function loadOpenAI(endpoint: Endpoint, fetch: FetchFunction) {
  const { createOpenAI } = await import('@ai-sdk/openai')
  return createOpenAI(settingsOf(endpoint, fetch, 'https://api.openai.com/v1'))
}

async function loadGoogle(endpoint: Endpoint, fetch: FetchFunction) {
  const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
  return createGoogleGenerativeAI(
    settingsOf(endpoint, fetch, 'https://generativelanguage.googleapis.com/v1beta'),
  )
}

async function loadCompatible(endpoint: Endpoint, fetch: FetchFunction) {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
  return createOpenAICompatible({
    name: 'endpoint',
    baseURL: endpoint.address!,
    ...(endpoint.key === null ? {} : { apiKey: endpoint.key }),
    includeUsage: true,
    fetch,
  })
}

/** All of it is said: what is left out, the packages read from the process's environment. */
function settingsOf(endpoint: Endpoint, fetch: FetchFunction, usualAddress: string) {
  return { baseURL: endpoint.address ?? usualAddress, apiKey: endpoint.key ?? 'replay', fetch }
}
