import type { TypedValue } from './typed-values.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const YEAR = '(?<year>(?:1[5-9]|20)\\d\\d)'
const DAY = '(?<day>[0-3]?\\d)(?:st|nd|rd|th)?'
const QUARTER_WORDS: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  last: 4,
}
const RELATIVE: Readonly<Record<string, number>> = {
  last: -1,
  previous: -1,
  past: -1,
  this: 0,
  current: 0,
  next: 1,
  coming: 1,
}
const UNIT_COUNTS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
}

type Place = Pick<TypedValue, 'text' | 'start' | 'end'>
type Groups = Readonly<Record<string, string | undefined>>
type Reader = (groups: Groups, place: Place, now: Date) => TypedValue | undefined

const PATTERNS: readonly (readonly [string, Reader])[] = [
  ['(?<year>\\d{4})(?<mark>[-/.])(?<number>\\d{1,2})\\k<mark>(?<day>\\d{1,2})', readDay],
  [`(?<day>\\d{1,2})\\.(?<number>\\d{1,2})\\.(?<year>\\d{4})`, readDay],
  [
    '(?<number>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})',
    (groups, place) =>
      readDay(groups, place) ?? readDay({ ...groups, number: groups.day, day: groups.number }, place),
  ],
  [`${MONTH}\\s+${DAY}(?:\\s*,)?\\s+${YEAR}`, readDay],
  [`(?:the\\s+)?${DAY}(?:\\s+of)?\\s+${MONTH}(?:\\s*,)?\\s+${YEAR}`, readDay],
  [`${MONTH}(?:\\s*,)?(?:\\s+of)?\\s+${YEAR}`, readMonth],
  ['(?<year>(?:1[5-9]|20)\\d\\d)-(?<number>0[1-9]|1[0-2])', readMonth],
  [
    `(?:the\\s+)?(?<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th)\\s+quarter(?:\\s*,)?(?:\\s+(?:of|in))?(?:\\s+(?:the\\s+year\\s+)?${YEAR})`,
    readQuarter,
  ],
  [`q(?<quarter>[1-4])(?:\\s*[,/-])?(?:\\s+of)?\\s*${YEAR}`, readQuarter],
  [`${YEAR}\\s*[-/]?\\s*q(?<quarter>[1-4])`, readQuarter],
  [`(?:the\\s+)?(?<half>first|second|1st|2nd)\\s+half(?:\\s+of)?\\s+${YEAR}`, readHalf],
  ['(?:the\\s+)?(?<decade>(?:1[5-9]|20)\\d0)s', readDecade],
  ['(?<when>last|previous|this|current|next)\\s+year', readRelativeYear],
  ['(?<when>last|previous|this|current|next)\\s+(?<unit>month|quarter|week)', readRelativePeriod],
  [
    '(?:the\\s+)?(?<when>last|past|previous|next|coming)\\s+(?<count>\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\\s+(?<unit>days?|weeks?|months?|years?)',
    readSpanOfTime,
  ],
  ['(?<day_word>today|yesterday|tomorrow)', readDayWord],
]

const EXPRESSIONS = PATTERNS.map(
  ([source, read]) => [new RegExp(`(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])`, 'giu'), read] as const,
)

/** Every reading of a place as a date or period; readings may overlap. */
export function findDates(text: string, now: Date): TypedValue[] {
  const found: TypedValue[] = []
  for (const [expression, read] of EXPRESSIONS) {
    for (const match of text.matchAll(expression)) {
      const place = { text: match[0], start: match.index, end: match.index + match[0].length }
      const value = read(match.groups!, place, now)
      if (value !== undefined) found.push(value)
    }
  }
  return found
}

function isoDate(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}

function monthOf({ month, number }: Groups): number {
  if (number !== undefined) return Number(number)
  return MONTHS.findIndex((name) => name.startsWith(month!.toLowerCase().slice(0, 3))) + 1
}

function readDay(groups: Groups, place: Place): TypedValue | undefined {
  const [year, month, day] = [Number(groups.year), monthOf(groups), Number(groups.day)]
  if (month < 1 || month > 12 || day < 1) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  // 31 April would roll over into May.
  return date.getUTCMonth() === month - 1
    ? { kind: 'date', value: isoDate(year, month, day), ...place }
    : undefined
}

function months(
  kind: 'month' | 'quarter' | 'date-range',
  year: number,
  month: number,
  count: number,
  place: Place,
): TypedValue {
  return { kind, from: isoDate(year, month, 1), to: isoDate(year, month + count, 0), ...place }
}

function readMonth(groups: Groups, place: Place): TypedValue {
  return months('month', Number(groups.year), monthOf(groups), 1, place)
}

function readQuarter({ ordinal, quarter, year }: Groups, place: Place): TypedValue {
  const number = ordinal === undefined ? Number(quarter) : QUARTER_WORDS[ordinal.toLowerCase()]!
  return months('quarter', Number(year), number * 3 - 2, 3, place)
}

function readHalf({ half, year }: Groups, place: Place): TypedValue {
  return months('date-range', Number(year), /^(?:first|1st)$/i.test(half!) ? 1 : 7, 6, place)
}

function readDecade({ decade }: Groups, place: Place): TypedValue {
  return months('date-range', Number(decade), 1, 120, place)
}

function readRelativeYear({ when }: Groups, place: Place, now: Date): TypedValue {
  return { kind: 'year', value: now.getUTCFullYear() + RELATIVE[when!.toLowerCase()]!, ...place }
}

function readRelativePeriod({ when, unit }: Groups, place: Place, now: Date): TypedValue {
  const step = RELATIVE[when!.toLowerCase()]!
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()]
  if (unit!.toLowerCase() === 'month') return months('month', year, month + step, 1, place)
  if (unit!.toLowerCase() === 'quarter') {
    return months('quarter', year, (Math.ceil(month / 3) + step) * 3 - 2, 3, place)
  }
  // Weeks begin on Monday (ISO 8601).
  const monday = day - ((now.getUTCDay() + 6) % 7) + step * 7
  return {
    kind: 'date-range',
    from: isoDate(year, month, monday),
    to: isoDate(year, month, monday + 6),
    ...place,
  }
}

/** "the last three months": up to today, today included. */
function readSpanOfTime({ when, count, unit }: Groups, place: Place, now: Date): TypedValue {
  const amount =
    (UNIT_COUNTS[count!.toLowerCase()] ?? Number(count)) * (RELATIVE[when!.toLowerCase()]! < 0 ? -1 : 1)
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()]
  const today = isoDate(year, month, day)
  const unitName = unit!.toLowerCase().replace(/s$/, '')
  const lastDay = (wantedYear: number, wantedMonth: number): number =>
    new Date(Date.UTC(wantedYear, wantedMonth, 0)).getUTCDate()
  const shifted = (byMonths: number): string =>
    isoDate(year, month + byMonths, Math.min(day, lastDay(year, month + byMonths)))
  const other = {
    day: () => isoDate(year, month, day + amount),
    week: () => isoDate(year, month, day + amount * 7),
    month: () => shifted(amount),
    year: () => shifted(amount * 12),
  }[unitName as 'day' | 'week' | 'month' | 'year']()
  return amount < 0
    ? { kind: 'date-range', from: other, to: today, ...place }
    : { kind: 'date-range', from: today, to: other, ...place }
}

function readDayWord({ day_word: word }: Groups, place: Place, now: Date): TypedValue {
  const step = { yesterday: -1, today: 0, tomorrow: 1 }[word!.toLowerCase() as 'today']
  const value = isoDate(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate() + step)
  return { kind: 'date', value, ...place }
}
