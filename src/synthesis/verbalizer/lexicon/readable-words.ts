import { identifierWords } from '../../../base/text.ts'
import { singularOf } from '../../../sql/restatement/plural.ts'

// Only what is short for one thing in nearly every database.
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    accelerate: 'acceleration',
    acct: 'account',
    addr: 'address',
    amt: 'amount',
    avg: 'average',
    cat: 'category',
    cred: 'credits',
    cust: 'customer',
    dept: 'department',
    desc: 'description',
    dob: 'date of birth',
    emp: 'employee',
    enr: 'enrollment',
    fname: 'first name',
    lname: 'last name',
    hr: 'hour',
    hrs: 'hours',
    lang: 'language',
    max: 'maximum',
    mgr: 'manager',
    min: 'minimum',
    lat: 'latitude',
    nr: 'number',
    num: 'number',
    org: 'organization',
    pct: 'percentage',
    pos: 'position',
    prereq: 'prerequisite',
    prod: 'product',
    qty: 'quantity',
    sec: 'section',
    stu: 'student',
    src: 'source',
    dst: 'destination',
    tel: 'telephone',
    temp: 'temperature',
    tot: 'total',
    yr: 'year',
  }),
)
// After the word that they measure, these are times.
const ENDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ min: 'minute', sec: 'second', temp: 'temperature' }),
)
const SHORT_WORDS = new Set('a in on of to by is no as at up or an do go my'.split(' '))
const ACRONYMS = new Set([
  'id',
  'url',
  'gpa',
  'isbn',
  'gdp',
  'vat',
  'tv',
  'ip',
  'ssn',
  'fte',
  'api',
  'mpg',
  'mph',
  'rpm',
  'hp',
  'cd',
  'dvd',
  'cpu',
  'usa',
  'uk',
])
// Prefixes that say what kind of database object it is, not what it holds.
const OBJECT_WORDS = new Set(['tbl', 'ref', 'dim', 'fact', 'vw', 'lkp', 'lookup', 'mst', 'cre'])

/**
 * "custName" -> customer name; "FTE_AY" -> FTE AY. `known` are words of the schema that glued
 * names may consist of, `owners` the tables that a first letter may stand for, the column's own first.
 */
export function readableWords(
  identifier: string,
  known: ReadonlySet<string> = new Set(),
  owners: readonly string[] = [],
): string[] {
  if (/^(?:long|lng|lon)$/i.test(identifier)) return ['longitude']
  const words = spellInitial(identifierWords(identifier), owners)
    .flatMap((word) => splitInitial(word, owners))
    .flatMap((word) => splitGlued(word, known))
  return words.flatMap((word, place) => {
    const end = place > 0 && place === words.length - 1 ? ENDS.get(word) : undefined
    const written = word.toUpperCase()
    const isWrittenSo =
      /[a-z]/.test(identifier) && /^[A-Z]{2,4}$/.test(written) && identifier.includes(written)
    return (end ?? ABBREVIATIONS.get(word) ?? (isWrittenSo ? written : showAcronym(word))).split(' ')
  })
}

/** "LName" -> last, name; "GName" of games -> game, name. */
function spellInitial(words: readonly string[], owners: readonly string[]): string[] {
  const [first, second, ...rest] = words
  if (first === undefined || second === undefined || first.length > 1) return [...words]
  if (second === 'name' && rest.length === 0 && (first === 'f' || first === 'l')) {
    return [first === 'f' ? 'first' : 'last', second]
  }
  const own = owners[0]?.split(' ').find((word) => word.startsWith(first))
  // pPos of tryouts: the position of the player, where there are players.
  const other = owners.find((name) => name.startsWith(first) && !name.includes(' '))
  const whole = own ?? (other === undefined ? undefined : singularOf(other))
  return whole === undefined ? [...words] : [whole, second, ...rest]
}

const INITIALED = /^([a-z])(name|date|location|number|num|no|ssn|desc|code|title|type|address|phone|salary)$/

/** "dname" -> department, name: a letter that stands for the table, glued to a word. */
function splitInitial(word: string, owners: readonly string[]): string[] {
  const match = INITIALED.exec(word)
  if (match === null || ABBREVIATIONS.has(word)) return [word]
  if (match[1] === 'b' && match[2] === 'date') return ['birth', 'date']
  const owner = owners.find(
    (name, place) => name.startsWith(match[1]!) && (place === 0 || !name.includes(' ')),
  )
  return owner === undefined ? [word] : [...owner.split(' '), match[2]!]
}

const ALWAYS_PLURAL = new Set('sports sales goods arts news games plays takes'.split(' '))

/** As `readableWords`, without what every table name of some schemas begins with. */
export function readableTableWords(name: string, known: ReadonlySet<string>): string[] {
  const words = readableWords(name, known)
  const rest = words.length > 1 && OBJECT_WORDS.has(words[0]!) ? words.slice(1) : words
  if (rest.length === 0) return [name.toLowerCase()]
  const last = rest.at(-1)!
  if (rest.includes('and') || singularOf(last) === last) return rest
  // "customers cards" are cards of a customer.
  return rest.map((word, place) =>
    place < rest.length - 1 && !ALWAYS_PLURAL.has(word) ? singularOf(word) : word,
  )
}

/** Words of a schema that stand alone somewhere, for taking glued ones apart. */
export function schemaWords(names: readonly string[]): Set<string> {
  return new Set(names.flatMap(identifierWords).filter((word) => word.length >= 3))
}

const GLUED_ENDS = ['id', 'name', 'code', 'number', 'date', 'type', 'year']
// What columns that are named in one word begin with.
const GLUED_HEADS = new Set(
  `hire birth start end job order ship zip post user file first last middle phone country city product employee customer
   student account item due pay bill invoice release open close full nick release join group`.split(/\s+/),
)
// Words that only look glued.
const WHOLE = new Set([
  'paid',
  'valid',
  'invalid',
  'candidate',
  'update',
  'username',
  'surname',
  'nickname',
  'filename',
  'prototype',
  'grid',
  'bid',
  'kid',
  'aid',
  'void',
])

/** "playlisttrack" -> playlist, track, where both are words of the schema. */
function splitGlued(word: string, known: ReadonlySet<string>): string[] {
  if (word.length < 5 || WHOLE.has(word) || !/^[a-z]+$/.test(word)) return [word]
  for (const end of GLUED_ENDS) {
    const head = word.slice(0, -end.length)
    const isHead = known.has(head) || known.has(`${head}s`) || GLUED_HEADS.has(head)
    if (word.endsWith(end) && head.length >= 3 && isHead) return [head, end]
  }
  for (let at = 4; at <= word.length - 4; at++) {
    const [left, right] = [word.slice(0, at), word.slice(at)]
    const isKnown = (part: string): boolean => known.has(part) && part !== word
    if (isKnown(left) && isKnown(right)) return [left, right]
  }
  return [word]
}

const WORD_ENDS = /(?:ght|tch|rst|mpt|rld|[^aeiouy]{1,2}(?:th|sh|ch|s))$/

/** Letters that no English word ends with, or an acronym that is not in everybody's mouth. */
export function isCryptic(word: string): boolean {
  if (/^[A-Z]+$/.test(word)) return !ACRONYMS.has(word.toLowerCase())
  return /^[a-z]{4,}$/.test(word) && /[^aeiouy]{3}$/.test(word) && !WORD_ENDS.test(word)
}

function showAcronym(word: string): string {
  if (ACRONYMS.has(word)) return word.toUpperCase()
  const isShort = /^[a-z]{1,2}$/.test(word) && !SHORT_WORDS.has(word)
  return isShort || /^[bcdfghjklmnpqrstvwxz]{2,4}$/.test(word) ? word.toUpperCase() : word
}
