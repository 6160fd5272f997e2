/** What must not be read again in a text that an endpoint sent. */
export interface Concealed {
  /** Keys: a piece of one is already too much. */
  readonly secrets: readonly string[]
  /** Prompts, which quote people's data. */
  readonly prompts?: readonly string[]
}

/** As many characters in a row of a key are a piece of it. */
const SECRET_PIECE = 8
const PROMPT_PIECE = 24
/** Shorter keys are placeholders ("none"), which half the words of a text would contain. */
const SHORTEST_SECRET = 4

/** Takes keys, and pieces of them, out of a text, in whatever form an endpoint may echo them. */
export function conceal(text: string, { secrets, prompts = [] }: Concealed): string {
  let result = text
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue
    for (const form of formsOf(secret)) result = replacePieces(result, form, SECRET_PIECE, '[key]')
  }
  for (const prompt of prompts) {
    if (prompt.length >= PROMPT_PIECE) result = replacePieces(result, prompt, PROMPT_PIECE, '[prompt]')
  }
  return result
}

function formsOf(secret: string): Set<string> {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '')
  return new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64])
}

/** Replaces every stretch of the text that is also one of `source` and is at least `length` characters long. */
function replacePieces(text: string, source: string, length: number, sign: string): string {
  if (source.length < length) return text.replaceAll(source, sign)
  if (text.length < length) return text
  const pieces = new Set<string>()
  for (let start = 0; start + length <= source.length; start++)
    pieces.add(source.slice(start, start + length))
  let result = ''
  let kept = 0
  let start = 0
  while (start + length <= text.length) {
    if (!pieces.has(text.slice(start, start + length))) {
      start++
      continue
    }
    let end = start + length
    while (end < text.length && pieces.has(text.slice(end - length + 1, end + 1))) end++
    result += text.slice(kept, start) + sign
    kept = end
    start = end
  }
  return result + text.slice(kept)
}
