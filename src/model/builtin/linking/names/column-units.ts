import { identifierWords } from '../../../../base/text.ts'

/** What a word of a name says the unit is, in seconds. "Min" says minutes only as the last word: "min_wait_seconds". */
const TIME_UNITS: readonly (readonly [RegExp, number])[] = [
  [/^minutes?$|^mins$/, 60],
  [/^hours?$|^hrs$/, 3600],
  [/^seconds?$|^secs?$/, 1],
  [/^days$/, 86_400],
]

/** How many seconds one of the column's units is, as its name tells: 0.001 of "track_ms"; null where it tells none. */
export function secondsOfUnit(column: string): number | null {
  const words = identifierWords(column)
  if (words.some((word) => word.startsWith('milli') || word === 'ms')) return 0.001
  if (words.at(-1) === 'min') return 60
  for (const word of words.toReversed()) {
    const unit = TIME_UNITS.find(([pattern]) => pattern.test(word))
    if (unit !== undefined) return unit[1]
  }
  return null
}

export function isInCents(column: string): boolean {
  return identifierWords(column).some((word) => /^(?:cents?|pence)$/.test(word))
}
