import { columnKey } from '../../../database/schema.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import { pluralOf, singularOf } from '../../../sql/restatement/plural.ts'
import type { ColumnWords } from './column-words.ts'
import type { Entity } from './entity.ts'
import { readableWords } from './readable-words.ts'

/** A key as people speak of it: an invoice has a customer, a department has a head. */
export interface KeyWords {
  readonly key: JoinKey
  readonly child: Entity
  readonly parent: Entity
  /** What the parent is to the child: "album", "support rep", "manager". */
  readonly role: string
  readonly roles: string
  /** The role is no more than the parent's own noun. */
  readonly isPlain: boolean
  /** The child is the parent, or more about it: a student is a person, and an address row goes with its client. */
  readonly isSubtype: boolean
  /** The child is a kind of the parent: a student is a person. */
  readonly isKind: boolean
  /** Every child has a parent. */
  readonly isComplete: boolean
  /** Every parent has a child. */
  readonly coversParents: boolean
  /** A parent has at most one child. */
  readonly isOneToOne: boolean
}

const KEY_ENDS = new Set(['id', 'code', 'number', 'no', 'key', 'fk', 'ref', 'name'])
const SELF_ROLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'reports to': 'manager',
    'report to': 'manager',
    parent: 'parent',
  }),
)
const NO_ROLES = new Set(['via', 'to', 'from', 'by', 'of', 'at', 'in', 'on', 'for'])

export function nameKey(
  key: JoinKey,
  child: Entity,
  parent: Entity,
  known: ReadonlySet<string>,
  columns: ReadonlyMap<string, ColumnWords>,
  all: readonly JoinKey[],
  single: string | undefined,
): KeyWords {
  const named = roleOfKey(key, child, parent, known, all)
  const isSingle = key.from.columns.length === 1
  const isOwnKey = isSingle && key.from.columns[0] === single
  const [fromColumn] = key.from.columns
  const from = columns.get(columnKey({ table: key.from.table, column: fromColumn! }))
  const isSeenAs = isOwnKey && (named === child.one || child.one.endsWith(` ${named}`))
  // A professor's row that shares the number of an employee, and no other professor's does.
  const isOnePerson =
    isSingle &&
    from?.isUnique === true &&
    child.isPerson &&
    parent.isPerson &&
    named === parent.one &&
    child.rowCount < parent.rowCount
  const isSubtype = child.table !== parent.table && (isOwnKey || isOnePerson)
  const role = isSubtype ? parent.one : named
  const to = columns.get(columnKey({ table: key.to.table, column: key.to.columns[0]! }))
  return {
    key,
    child,
    parent,
    role,
    roles: pluralOf(role),
    isPlain: role === parent.one,
    isSubtype,
    isKind: isSeenAs || isOnePerson,
    isComplete: key.from.columns.every(
      (column) => columns.get(columnKey({ table: key.from.table, column }))?.hasNulls === false,
    ),
    coversParents:
      isSingle &&
      from !== undefined &&
      from.profile.isEstimate !== true &&
      from.profile.distinctCount >= (to?.profile.distinctCount ?? Number.POSITIVE_INFINITY),
    isOneToOne: isSingle && (from?.isUnique ?? false),
  }
}

function roleOfKey(
  key: JoinKey,
  child: Entity,
  parent: Entity,
  known: ReadonlySet<string>,
  all: readonly JoinKey[],
): string {
  if (key.from.columns.length > 1) return parent.one
  const words = readableWords(key.from.columns[0]!, known, [parent.one]).map((word) =>
    word === 'ID' ? 'id' : word,
  )
  const target = readableWords(key.to.columns[0]!, known, [parent.one]).map((word) =>
    word === 'ID' ? 'id' : word,
  )
  // src_apid refers to apid: what stands before it is the role.
  const tail = target.join(' ')
  const named = words.join(' ')
  if (target[0] !== 'id' && named === tail) return parent.one
  if (target[0] !== 'id' && named.endsWith(` ${tail}`))
    return `${named.slice(0, -tail.length - 1)} ${parent.one}`
  const whole = named
  const isSelf = child.table === parent.table
  if (isSelf && SELF_ROLES.get(whole) !== undefined) return SELF_ROLES.get(whole)!
  while (words.length > 0 && KEY_ENDS.has(words.at(-1)!)) words.pop()
  if (words.some((word) => NO_ROLES.has(word)) || words.length === 0) return parent.one
  const siblings = all.filter(({ from, to }) => from.table === key.from.table && to.table === key.to.table)
  const said = singularOf(words.join(' '))
  const own = parent.one.split(' ')
  const isOwn = said === parent.one || (said === own.at(-1) && siblings.length === 1) || said.length <= 2
  if (isOwn) return parent.one
  // Without a second key to tell from, what is no word of its own ("stu", "dno") is the parent's noun.
  const isWord = siblings.length > 1 || isSelf || /[aeiou].*[a-z]{2}/.test(said)
  return isWord && !isAbbreviation(said, parent.one) ? said : parent.one
}

function isAbbreviation(short: string, long: string): boolean {
  if (short.includes(' ') || short[0] !== long[0] || short.length >= long.length) return false
  let place = 0
  for (const letter of long) if (letter === short[place]) place++
  return place === short.length
}
