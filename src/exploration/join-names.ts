import { foldText, identifierWords } from '../base/text.ts'

/** A column's or table's name, taken apart. */
export interface NameParts {
  /** What it is about, in the singular: "Host_Cities_ID" -> host, city. Trailing numbers are left out. */
  readonly subject: readonly string[]
  /** Ends in a word that says "identifier": id, code, number, … */
  readonly isIdentifier: boolean
  /** Its last word is a plural: of a column, usually a number of things. */
  readonly isPlural: boolean
  readonly folded: string
}

const IDENTIFIER_WORDS = new Set([
  'id',
  'ids',
  'code',
  'no',
  'nr',
  'num',
  'number',
  'key',
  'ref',
  'fk',
  'pk',
  'uid',
  'uuid',
  'guid',
  'ssn',
])

// Words that end in "id" or "no" by nature, not because a name was glued to them.
const NATURAL_WORDS = new Set([
  'paid',
  'prepaid',
  'unpaid',
  'valid',
  'invalid',
  'grid',
  'bid',
  'kid',
  'covid',
  'void',
  'liquid',
  'solid',
  'fluid',
  'hybrid',
  'acid',
  'rapid',
  'orchid',
  'druid',
  'piano',
  'casino',
  'volcano',
  'domino',
  'chino',
  'andorid',
  'asteroid',
  'android',
  'madrid',
])

const IRREGULAR = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
])

export function readName(name: string): NameParts {
  const words = identifierWords(name).flatMap(splitGlued)
  while (words.length > 1 && /^\d+$/.test(words.at(-1)!)) words.pop()
  const isIdentifier = words.length > 0 && IDENTIFIER_WORDS.has(words.at(-1)!)
  if (isIdentifier) words.pop()
  return {
    subject: words.map(singular),
    isIdentifier,
    isPlural: words.length > 0 && singular(words.at(-1)!) !== words.at(-1),
    folded: foldText(name),
  }
}

// A stemmer takes too much: it leaves "campu" of campus and "univers" of universe and university alike.
function singular(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|us)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** "stuid" -> stu, id; "id2" -> id. */
function splitGlued(word: string): string[] {
  const plain = word.length > 2 ? word.replace(/(?<=\p{L})\d+$/u, '') : word
  const match = /^(\p{L}{2,})(id|no|code)$/u.exec(plain)
  return match === null || NATURAL_WORDS.has(plain) ? [plain] : [match[1]!, match[2]!]
}

/** How a column's name points at another table's key; the higher, the surer. */
export interface NameLink {
  readonly score: number
  /** Continues a sentence that begins with the column. */
  readonly reason: string
}

export interface NamedKey {
  readonly table: NameParts
  readonly column: NameParts
  readonly tableName: string
  /** Declared to be the primary key or unique, alone. */
  readonly isDeclared: boolean
}

// Names that columns of unrelated tables share: alone, they link nothing.
const COMMON_SUBJECTS = new Set(
  [
    'name',
    'title',
    'date',
    'year',
    'type',
    'status',
    'description',
    'detail',
    'details',
    'address',
    'city',
    'state',
    'country',
    'county',
    'phone',
    'email',
    'number',
    'value',
    'count',
    'rank',
    'age',
    'gender',
    'sex',
    'price',
    'amount',
    'quantity',
    'location',
    'position',
    'first',
    'last',
    'full',
    'start',
    'end',
    'from',
    'to',
    'other',
    'level',
    'score',
    'total',
    'result',
    'time',
    'day',
    'month',
    'note',
    'comment',
    'text',
    'category',
    'class',
    'color',
    'colour',
    'weight',
    'height',
    'size',
    'length',
    'zip',
    'postal',
    'nationality',
    'language',
    'order',
    'sequence',
    'row',
    'line',
    'index',
    'version',
    'record',
    'rating',
    'points',
    'wins',
    'losses',
    'season',
    'round',
    'gold',
    'silver',
    'latitude',
    'longitude',
    'middle',
    'given',
    'family',
    'nick',
    'short',
    'long',
    'home',
    'birth',
    'date',
    'created',
    'updated',
  ].map(singular),
)

/** Undefined when nothing in the names speaks for it. */
export function linkNames(fromTable: NameParts, from: NameParts, to: NamedKey): NameLink | undefined {
  const subject = from.subject.join(' ')
  if (subject === '' || fromTable.folded === to.table.folded) return undefined
  const isOwnKey = from.isIdentifier && nameMatch(from.subject, fromTable.subject) >= 0.9
  const named = nameMatch(from.subject, to.table.subject)
  const keySubject = to.column.subject.join(' ')
  if (
    keySubject === subject &&
    (from.folded === to.column.folded || from.isIdentifier === to.column.isIdentifier)
  ) {
    if (named >= 0.8) return { score: 0.97, reason: `has the name of the key of "${to.tableName}"` }
    // A key that borrows its name from this column's own table belongs to that table.
    if (nameMatch(to.column.subject, fromTable.subject) >= 0.8) return undefined
    const isTelling = from.isIdentifier || !from.subject.every((word) => COMMON_SUBJECTS.has(word))
    if (!isTelling) return undefined
    if (named > 0) return { score: 0.9, reason: `has the name of the key of "${to.tableName}"` }
    if (to.isDeclared) return { score: 0.8, reason: `has the name of the key of "${to.tableName}"` }
    return { score: from.isIdentifier ? 0.6 : 0.45, reason: `has the same name in "${to.tableName}"` }
  }
  // The key of its own table refers to nothing: customer.customer_id is not named after customer_orders.
  if (!to.isDeclared || isOwnKey) return undefined
  const keyIsBare =
    keySubject === '' || nameMatch(to.column.subject, to.table.subject) >= 0.7 || !from.isIdentifier
  if (named > 0 && keyIsBare && (from.isIdentifier || named >= 0.7)) {
    const score = from.isIdentifier ? 0.95 * named : 0.85 * named
    return { score, reason: `is named after table "${to.tableName}"` }
  }
  const keyWords = to.column.subject
  const isTellingKey = to.column.isIdentifier && keyWords.length > 0
  if (isTellingKey && from.isIdentifier && endsWith(from.subject, keyWords)) {
    return { score: 0.85, reason: `ends in the name of the key of "${to.tableName}"` }
  }
  const head = to.table.subject.at(-1)
  if (
    head !== undefined &&
    from.subject.length > 1 &&
    from.subject.at(-1) === head &&
    keyIsBare &&
    !from.isPlural
  ) {
    return { score: from.isIdentifier ? 0.8 : 0.65, reason: `names table "${to.tableName}" with a role` }
  }
  return undefined
}

/** 1 the same, 0.9 the table's last word, down to 0.6 a single letter; 0 when it names something else. */
function nameMatch(subject: readonly string[], table: readonly string[]): number {
  if (subject.length === 0 || table.length === 0) return 0
  const written = subject.join('')
  const whole = table.join('')
  if (written === whole) return 1
  if (endsWith(table, subject)) return 0.9
  // A whole word of a longer name is that word, not short for the name: "order" is not "order_items".
  if (subject.length > 1 || table.includes(written)) return 0
  if (written.length >= 3 && isAbbreviation(written, whole)) return 0.85
  if (written.length >= 2 && written === table.map((word) => word[0]).join('')) return 0.8
  if (written.length >= 3 && isAbbreviation(written, table.at(-1)!)) return 0.75
  if (written.length >= 2 && whole.startsWith(written)) return 0.7
  return written.length === 1 && whole.startsWith(written) ? 0.6 : 0
}

/** dept for department, cust for customer, mgr for manager: the same first letter, the others in order. */
function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0] || short.length >= long.length) return false
  let place = 0
  for (const letter of long) if (letter === short[place]) place++
  return place === short.length
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  return (
    words.length >= end.length &&
    end.every((word, index) => words[words.length - end.length + index] === word)
  )
}

const SELF_ROLES = new Set(
  [
    'manager',
    'supervisor',
    'boss',
    'parent',
    'superior',
    'mentor',
    'leader',
    'predecessor',
    'successor',
    'reports',
    'chief',
  ].map(singular),
)

/** A column that names a role which a row of the same table plays: manager_id, ReportsTo, parent_category_id. */
export function linkToOwnTable(from: NameParts, to: NamedKey): NameLink | undefined {
  if (!to.isDeclared) return undefined
  const hasRole = from.subject.some((word) => SELF_ROLES.has(word))
  const rest = from.subject.filter((word) => !SELF_ROLES.has(word))
  const isSameThing = rest.length > 0 && nameMatch(rest, to.table.subject) >= 0.7
  if (hasRole && (rest.length === 0 || isSameThing || rest.join() === 'to')) {
    return { score: 0.75, reason: 'names a role within its own table' }
  }
  return undefined
}
