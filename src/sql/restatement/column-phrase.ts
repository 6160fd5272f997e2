// What happens to a row at a moment; "located at" or "based on" name no moment.
const EVENTS = new Set(
  `added approved archived bought born booked cancelled canceled changed checked closed completed confirmed created
   delivered died discontinued dispatched ended established expired finished founded hired inserted invoiced issued
   joined launched logged modified opened ordered paid posted published purchased received registered rejected
   released removed requested reserved resolved returned seen sent shipped signed sold started submitted updated
   verified visited`.split(/\s+/),
)
const VERBS = new Set(['is', 'has', 'was', 'are', 'had', 'can', 'does', 'should', 'will'])
const PREPOSITIONS = new Set(['on', 'at', 'to', 'by', 'for', 'from', 'in', 'of', 'with', 'via', 'as'])

/** The words of a column's name as a noun: "ordered on" -> "date ordered"; what is none is set in quotes. */
export function columnPhrase(words: readonly string[]): string {
  const text = words.join(' ')
  const last = words.at(-1) ?? ''
  const moment = last === 'on' ? 'date' : last === 'at' ? 'time' : undefined
  const event = words.slice(0, -1)
  if (moment !== undefined && event.some((word) => EVENTS.has(word))) return `${moment} ${event.join(' ')}`
  const isNoNoun =
    words.length > 1 &&
    (VERBS.has(words[0]!) || (PREPOSITIONS.has(last) && !/^(date|time)s?$/.test(words[0]!)))
  const isBareEvent = words.length === 1 && EVENTS.has(last)
  return isNoNoun || isBareEvent ? `"${text}"` : text
}

const MOMENT = /\b(date|datetime|time|timestamp|day|year|birthday|birthdate)$/

/** Words for a place in time: later and earlier instead of more and less. */
export function namesMoment(words: string): boolean {
  return MOMENT.test(words) || momentHead(words) !== undefined
}

/** The start of "date signed up" or "order date ordered": what becomes plural. */
export function momentHead(words: string): string | undefined {
  const match = /^(?:.* )?(?:date|time)s?(?= (?:last |first )?([a-z]+))/.exec(words)
  return match !== null && EVENTS.has(match[1]!) ? match[0] : undefined
}
