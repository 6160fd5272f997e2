import { identifierWords } from '../../../base/text.ts'

/** How many of the column's own units a stretch of time is, as its name tells. */
export function timeFactor(column: string, seconds: number): number {
  const words = identifierWords(column).join(' ')
  if (/milli|\bms\b/.test(words)) return seconds * 1000
  if (/minute|\bmins?\b/.test(words)) return seconds / 60
  if (/hour/.test(words)) return seconds / 3600
  return /second|\bsecs?\b/.test(words) ? seconds : 1
}

export function isInCents(column: string): boolean {
  return /\b(?:cents?|pence)\b/.test(identifierWords(column).join(' '))
}

/** Words and signs of money whose hundredth is a cent. */
export const MONEY: ReadonlySet<string> = new Set(
  '$ € £ dollar dollars usd euro euros eur bucks pound pounds gbp chf'.split(' '),
)
