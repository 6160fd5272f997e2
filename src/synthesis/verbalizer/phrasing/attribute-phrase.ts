import { pluralOf } from '../../../sql/restatement/plural.ts'
import type { ColumnWords } from '../lexicon/column-words.ts'
import type { KeyWords } from '../lexicon/key-words.ts'
import type { Attribute, GroupKey, Quantity, Rows } from '../meaning/meaning.ts'
import { Unsayable } from './forms.ts'

export interface Noun {
  readonly one: string
  readonly many: string
}

/** "price"; along keys "customer", "customer country", "album's artist"; of dates "hire year". */
export function attributeNoun({ path, column, part }: Attribute): Noun {
  const own = part === undefined ? { one: column.one, many: column.many } : partNoun(column.one, part)
  const last = path.at(-1)
  if (last === undefined) return own
  // What a fee's campus is called is no name of the fee.
  const isNameOfOther = !last.isKind && last.parent.names.includes(column)
  if (last.isSubtype && !isNameOfOther && !isOwnToo(last, column))
    return attributeNoun({ kind: 'attribute', path: path.slice(0, -1), column, ...(part && { part }) })
  const before = path.at(-2)
  const isRepeated = before !== undefined && path.slice(0, -1).some(({ role }) => role === last.role)
  const role = isRepeated ? `${before.role}'s ${last.role}` : last.role
  const { names, id } = last.parent
  if (part === undefined && names.length === 1 && names[0] === column)
    return { one: role, many: isRepeated ? pluralOf(role) : last.roles }
  if (part === undefined && id === column && column.one === 'ID')
    return { one: `${role} ID`, many: `${role} IDs` }
  // "campus year", but not "department department building".
  const isSaid = own.one.startsWith(`${last.role} `)
  const overlap = overlapOf(role, own.one)
  const counted = /^numbers? of (.+)$/.exec(own.one)?.[1]
  if (counted !== undefined)
    return { one: `number of ${role} ${counted}`, many: `numbers of ${role} ${counted}` }
  if (!isSaid && overlap !== '')
    return {
      one: `${role}${own.one.slice(overlap.length)}`,
      many: `${role}${own.many.slice(overlap.length)}`,
    }
  return isSaid ? own : { one: `${role} ${own.one}`, many: `${role} ${own.many}` }
}

/** "star rating" of "hotel star rating" and "star rating description". */
function overlapOf(role: string, noun: string): string {
  const words = role.split(' ')
  const ends = words.map((_, place) => words.slice(place).join(' '))
  return ends.find((end) => noun.startsWith(`${end} `)) ?? ''
}

/** The row has a column that is called the same, which is not this one. */
export function isOwnToo({ child }: KeyWords, { one }: ColumnWords): boolean {
  return child.columns.some((column) => column.one === one && column.role !== 'key')
}

function partNoun(noun: string, part: NonNullable<Attribute['part']>): Noun {
  const happened = /^date (\w+)$/.exec(noun)?.[1]
  if (happened !== undefined) {
    const what = part === 'year-month' ? 'year and month' : part
    return { one: `${what} ${happened}`, many: `${what}s ${happened}` }
  }
  const bare = noun.replace(/ ?\b(?:date|datetime|time|timestamp)$/, '').replace(/^date of /, '')
  const said = part === 'year-month' ? 'year and month' : part
  if (part === 'year-month')
    return {
      one: bare === '' ? said : `${bare} ${said}`,
      many: bare === '' ? 'years and months' : `${bare} years and months`,
    }
  const one = bare === '' ? said : `${bare} ${said}`
  return { one, many: `${one}s` }
}

/** What is counted once each: "apartments", where their IDs are counted. */
export function countedNoun(attribute: Attribute): string {
  const last = attribute.path.at(-1)
  return last !== undefined && last.parent.id === attribute.column && attribute.part === undefined
    ? last.roles
    : attributeNoun(attribute).many
}

export function quantityNoun(quantity: Quantity): Noun {
  if (quantity.kind === 'attribute') return attributeNoun(quantity)
  const one = `${attributeNoun(quantity.left).one} times ${attributeNoun(quantity.right).one}`
  return { one, many: one }
}

/** A group of those that have no value is a line that nobody asks for. */
export function refuseNulls(key: GroupKey, rows: Rows): void {
  if (key.kind !== 'attribute' || !key.attribute.column.hasNulls) return
  if (key.attribute.path.length > 0 || !isKnown(key.attribute.column, rows))
    throw new Unsayable('a group of what is missing')
}

/** Whether a condition leaves out rows without a value there. */
export function isKnown(column: ColumnWords, { conditions }: Rows): boolean {
  return conditions.some(
    (condition) =>
      condition.kind === 'test' &&
      condition.column === column &&
      (condition.test.kind !== 'null' || condition.test.negated),
  )
}

/** What there is one line of. */
export function groupNoun(key: GroupKey): Noun {
  if (key.kind === 'label') throw new Unsayable('groups by labels')
  if (key.kind === 'attribute') return attributeNoun(key.attribute)
  const last = key.path.at(-1)!
  // A museum is an attraction: of attractions there are not several museums each.
  if (key.path.some(({ isSubtype }) => isSubtype)) throw new Unsayable('groups of one')
  return { one: last.role, many: last.roles }
}
