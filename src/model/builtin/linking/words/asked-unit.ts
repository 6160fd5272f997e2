import { isInCents, secondsOfUnit } from '../names/column-units.ts'
import type { QuestionToken } from './question-tokens.ts'

/** "in minutes": where it stands, and how many of a column's own units one of these is; null where its name tells none. */
export interface AskedUnit {
  /** Token positions; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly factor: (column: string) => number | null
}

/** Words and signs of money whose hundredth is a cent. */
export const MONEY: ReadonlySet<string> = new Set(
  '$ € £ dollar dollars usd euro euros eur bucks pound pounds gbp chf'.split(' '),
)

const SECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ seconds: 1, minutes: 60, hours: 3600, days: 86_400, secs: 1, mins: 60, hrs: 3600 }),
)

/** The unit that follows "in". */
export function findAskedUnit(tokens: readonly QuestionToken[]): AskedUnit | null {
  for (const [position, { folded }] of tokens.entries()) {
    if (tokens[position - 1]?.folded !== 'in') continue
    const place = { start: position - 1, end: position + 1 }
    if (MONEY.has(folded)) return { ...place, factor: (column) => (isInCents(column) ? 100 : 1) }
    const seconds = SECONDS.get(folded)
    if (seconds === undefined) continue
    const factor = (column: string) => {
      const own = secondsOfUnit(column)
      return own === null ? null : seconds / own
    }
    return { ...place, factor }
  }
  return null
}
