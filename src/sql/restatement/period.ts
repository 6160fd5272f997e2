const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] // biome-ignore format: a table
const QUARTERS = ['first', 'second', 'third', 'fourth']

interface Day {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

/** The days from `from` to the one before `to` as people call them: "in 2024", "in March 2024", "on 2024-03-05". */
export function namePeriod(from: string, to: string): string | undefined {
  const first = dayOf(from)
  const next = dayOf(to)
  if (first === undefined || next === undefined) return undefined
  if (dayNumber(next) - dayNumber(first) === 1) return `on ${printDay(first)}`
  if (first.day !== 1 || next.day !== 1) return undefined
  const months = (next.year - first.year) * 12 + next.month - first.month
  if (months === 1) return `in ${MONTHS[first.month - 1]} ${first.year}`
  if (months === 3 && first.month % 3 === 1) {
    return `in the ${QUARTERS[(first.month - 1) / 3]} quarter of ${first.year}`
  }
  if (first.month !== 1 || months <= 0 || months % 12 !== 0) return undefined
  return months === 12 ? `in ${first.year}` : `in the years ${first.year} to ${next.year - 1}`
}

/** "2024" -> "in 2024", "2024-03" -> "in March 2024", "2024-03-05" -> "on 2024-03-05". */
export function nameCalendarText(text: string): string | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text)
  if (match === null) return undefined
  const [, year, month, day] = match
  if (month === undefined) return `in ${year}`
  const name = MONTHS[Number(month) - 1]
  if (name === undefined) return undefined
  if (day === undefined) return `in ${name} ${year}`
  return dayOf(text) === undefined ? undefined : `on ${text}`
}

/** 'YYYY-MM-DD', and a day that there is. */
export function isDay(text: string): boolean {
  return dayOf(text) !== undefined
}

function dayOf(text: string): Day | undefined {
  const match = ISO_DAY.exec(text)
  if (match === null) return undefined
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  const isReal = new Date(dayNumber(day) * DAY_MS).getUTCDate() === day.day && day.month <= 12
  return isReal ? day : undefined
}

const DAY_MS = 86_400_000

function dayNumber({ year, month, day }: Day): number {
  const moment = new Date(0)
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  moment.setUTCFullYear(year, month - 1, day)
  return moment.getTime() / DAY_MS
}

function printDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
