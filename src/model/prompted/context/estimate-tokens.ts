/**
 * How many tokens a text has, without a tokenizer: words, runs of digits and marks are counted as byte pair
 * encodings cut them. It is meant to be a little too high; docs/schema-linking.md says how far off it is.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const [piece] of text.matchAll(PIECE)) tokens += tokensOf(piece)
  return Math.ceil(tokens)
}

// A word, with the underscore or blank that it is joined by; capitals; digits; marks in a row; anything else.
const PIECE = /_?[A-Z]?[a-z]+|_?[A-Z]+(?![a-z])|\d+|\n+|[\t ]{2,}|[!-/:-@[-^`{-~]+|_+|[^ -~\s]/gu

const COMMON_WORD = 7
const LETTERS_A_TOKEN = 4.5
/** Of words with a capital, which are often names. */
const LETTERS_A_NAME_TOKEN = 3.8
const CAPITALS_A_TOKEN = 3.5
const DIGITS_A_TOKEN = 3
const MARKS_A_TOKEN = 2
/** Of Chinese, Japanese, Korean, emoji. */
const WIDE = 1.2
/** Of accented Latin, Cyrillic, Greek, Arabic. */
const NARROW = 0.7

function tokensOf(piece: string): number {
  const first = piece.charCodeAt(0)
  if (first > 0x7f) return first >= 0x2e80 ? WIDE : NARROW
  if (/^_?[A-Z][a-z]/.test(piece)) return Math.max(1, piece.length / LETTERS_A_NAME_TOKEN)
  if (/[a-z]/.test(piece))
    return piece.length <= COMMON_WORD ? 1 : Math.max(1.2, piece.length / LETTERS_A_TOKEN - 0.4)
  if (/[A-Z]/.test(piece)) return Math.max(1, piece.length / CAPITALS_A_TOKEN)
  if (/\d/.test(piece)) return Math.ceil(piece.length / DIGITS_A_TOKEN)
  if (/\s/.test(piece)) return 1
  return Math.max(1, piece.length / MARKS_A_TOKEN)
}
