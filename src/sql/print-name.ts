import type { Dialect } from './dialect.ts'

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** A name as it stands in SQL: quoted only when it would not be read as a name without. */
export function printName(name: string, dialect: Dialect): string {
  const word = name.toLowerCase()
  const isPlain = PLAIN_NAME.test(name) && !dialect.reservedWords.has(word) && !dialect.awkwardWords.has(word)
  return isPlain ? name : quoteName(name, dialect.identifierQuote)
}

/** Before a bracket more words are plain: `replace(…)`, `left(…)`. */
export function printFunctionName(name: string, dialect: Dialect): string {
  const word = name.toLowerCase()
  const isPlain =
    PLAIN_NAME.test(name) && !dialect.reservedWords.has(word) && word !== 'cast' && word !== 'raise'
  return isPlain ? name : quoteName(name, dialect.identifierQuote)
}

export function quoteName(name: string, quote: string): string {
  return quote + name.replaceAll(quote, quote + quote) + quote
}

export function quoteString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
