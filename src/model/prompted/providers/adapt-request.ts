/** What an endpoint turned out not to take, or to need; learned from its replies and kept while it is open. */
export interface Quirks {
  takesJsonFormat: boolean
  takesTemperature: boolean
  takesStreaming: boolean
  /** On top of the reply; null: the model has not been seen to think. */
  thinkingTokens: number | null
}

/** For a model that spent all of a reply on thinking, and whose allowance nobody has said. */
export const USUAL_THINKING_TOKENS = 4096

interface Refusal {
  readonly statusCode?: unknown
  readonly message?: unknown
  readonly responseBody?: unknown
}

/**
 * Some servers refuse a whole request for an option that they do not know: LM Studio `json_object`, models that think a
 * temperature. Notes which option it was, if it can be left out.
 *
 * @returns Whether the request is worth repeating.
 */
export function learnFromRefusal(error: unknown, quirks: Quirks): boolean {
  const { statusCode, message, responseBody } = (error ?? {}) as Refusal
  if (statusCode !== 400 && statusCode !== 422) return false
  const text = `${message} ${responseBody}`
  if (quirks.takesJsonFormat && /response_?format|json_object|json_schema|responseMimeType/i.test(text)) {
    quirks.takesJsonFormat = false
    return true
  }
  if (quirks.takesTemperature && /\btemperature\b/i.test(text)) {
    quirks.takesTemperature = false
    return true
  }
  return false
}

/**
 * Some servers answer a request for a stream with the whole reply, which reads like a stream without an end.
 *
 * @returns Whether the request is worth repeating.
 */
export function learnFromStream(error: unknown, quirks: Quirks): boolean {
  if (!quirks.takesStreaming || (error as Error | null)?.name !== 'AI_InvalidResponseDataError') return false
  quirks.takesStreaming = false
  return true
}
