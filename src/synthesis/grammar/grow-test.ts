import { columnKey } from '../../database/schema.ts'
import type { ColumnReference, Expression } from '../../sql/ast.ts'
import type { ColumnWords } from '../verbalizer/lexicon/column-words.ts'
import type { Comparator } from '../verbalizer/meaning/meaning.ts'
import { chooseNamed, chooseRange, chooseThreshold, chooseYear, knownDays } from './choose-value.ts'
import { chance, type Growth, pickColumn } from './growth.ts'
import { compare, datePart, literal } from './query-pieces.ts'
import { reference, type Seat } from './rows.ts'

const ORDERED: readonly Comparator[] = ['>', '>', '<', '>=', '<=']

/** Columns that a person would set a condition on. */
function testable(seat: Seat): readonly ColumnWords[] {
  return seat.entity.columns.filter((column) => {
    const { role, profile, values, flag } = column
    if (profile.distinctCount < 2 && profile.nullCount === 0) return false
    if (role === 'flag') return flag !== undefined
    if (role === 'name' || role === 'category') return values.length > 0 || canBeNull(column)
    if (role === 'key' || role === 'code' || role === 'text' || role === 'contact' || role === 'nothing')
      return canBeNull(column) && role !== 'key'
    return true
  })
}

function canBeNull({ profile }: ColumnWords): boolean {
  return profile.nullCount > 0 && profile.nullCount < profile.rowCount
}

/** What a condition is to be on. */
export interface TestWish {
  readonly but?: readonly ColumnWords[]
  /** Of what a share or a number is taken: never a single name. */
  readonly isShare?: boolean
}

export interface GrownTest {
  readonly expression: Expression
  readonly column: ColumnWords
}

/** A condition on a column of the seat; undefined where no value suits. */
export function growTest(
  growth: Growth,
  seat: Seat,
  { but = [], isShare = false }: TestWish = {},
): GrownTest | undefined {
  // What cannot be shown, such as a picture, can still be there.
  const pictures = seat.entity.columns.filter(
    (column) => column.profile.content === 'blob' && growth.mustColumns.has(columnKey(column)),
  )
  const columns = [...testable(seat), ...pictures].filter(
    (column) => !but.includes(column) && !(isShare && column.role === 'name'),
  )
  const kept = columns.filter(
    (column) => column.role !== 'name' || seat.key !== undefined || chance(growth, NAMED),
  )
  const column = pickColumn(growth, kept)
  const expression = column && growColumnTest(growth, seat, column)
  return column === undefined || expression === undefined ? undefined : { expression, column }
}

// Rows are looked up by name, and seldom filtered by it.
const NAMED = 0.3

export function growColumnTest(growth: Growth, seat: Seat, column: ColumnWords): Expression | undefined {
  const operand = reference(seat, column)
  const { random } = growth
  const isThing = ['name', 'category', 'text', 'contact', 'nothing', 'code'].includes(column.role)
  if (column.profile.content === 'blob') return { kind: 'is-null', negated: true, operand }
  if (canBeNull(column) && chance(growth, isThing && column.values.length === 0 ? 1 : 0.12)) {
    return { kind: 'is-null', negated: chance(growth, 0.5), operand }
  }
  switch (column.role) {
    case 'flag':
      return compare(operand, '=', literal(chance(growth, 0.65) ? column.flag!.yes : column.flag!.no))
    case 'category':
    case 'name':
      return growNamed(growth, operand, column, seat.key !== undefined)
    case 'measure':
    case 'count':
    case 'ordinal': {
      if (chance(growth, 0.15)) {
        const range = chooseRange(growth, column)
        if (range !== undefined)
          return { kind: 'between', negated: false, operand, low: literal(range[0]), high: literal(range[1]) }
      }
      const few = column.profile.content === 'integer' && column.profile.distinctCount <= 12
      if (few && chance(growth, 0.4) && column.values.length > 0)
        return compare(operand, '=', literal(random.pick(column.values)))
      const threshold = chooseThreshold(growth, column)
      return threshold === undefined ? undefined : compare(operand, random.pick(ORDERED), literal(threshold))
    }
    case 'year': {
      const year = chooseYear(growth, column)
      if (year === undefined) return undefined
      return compare(operand, random.pick<Comparator>(['=', '=', '>', '<', '>=']), literal(year))
    }
    case 'date':
      return growDateTest(growth, operand, column)
    default:
      return undefined
  }
}

function growNamed(
  growth: Growth,
  operand: ColumnReference,
  column: ColumnWords,
  isParent: boolean,
): Expression | undefined {
  const { random } = growth
  const value = chooseNamed(growth, column)
  if (value === undefined) return undefined
  const isPlain = column.sayValue(value) === undefined
  const draw = random.next()
  const text = String(value)
  const isName = column.role === 'name'
  const isLookup = isName && !isParent
  if (isPlain && isName && draw < (isLookup ? 0.85 : 0.15)) return growPattern(growth, operand, text)
  if (!isName && draw < 0.24) {
    const others = column.values.filter((candidate) => String(candidate).toLowerCase() !== text.toLowerCase())
    // All that there are would be no condition.
    const most = Math.min(1 + random.below(2), column.profile.distinctCount - 2)
    const seen = new Set<string>()
    const more = random
      .shuffle(others)
      .filter((other) => !seen.has(String(other).toLowerCase()) && seen.add(String(other).toLowerCase()))
      .slice(0, Math.max(0, most))
    if (more.length > 0)
      return {
        kind: 'in',
        negated: chance(growth, 0.15) && !column.hasNulls,
        operand,
        set: { kind: 'list', items: [value, ...more].map(literal) },
      }
  }
  if (!isName && draw < 0.34 && !column.hasNulls && column.profile.distinctCount > 2)
    return compare(operand, '<>', literal(value))
  return compare(operand, '=', literal(value))
}

/** Names by their first letter; a word within them where they have several. */
function growPattern({ random }: Growth, operand: ColumnReference, text: string): Expression | undefined {
  const words = text.split(/[^\p{L}]+/u).filter((word) => word.length >= 4)
  const like = (pattern: string): Expression => ({
    kind: 'like',
    operator: 'like',
    negated: false,
    operand,
    pattern: { kind: 'string', value: pattern },
  })
  const first = /^\p{L}/u.exec(text)?.[0]
  if (words.length > 1 && random.below(2) === 0) return like(`%${words[0]}%`)
  return first === undefined ? undefined : like(`${first}%`)
}

function growDateTest(growth: Growth, operand: ColumnReference, column: ColumnWords): Expression | undefined {
  const { random, context } = growth
  const days = knownDays(column, context.survey)
  if (days.length < 2) return undefined
  const draw = random.next()
  const year = chooseYear(growth, column)
  if (year !== undefined && draw < 0.5) return compare(datePart('%Y', operand), '=', literal(String(year)))
  const day = random.pick(days)
  if (draw < 0.6) return compare(datePart('%m', operand), '=', literal(day.slice(5, 7)))
  if (draw < 0.68) return compare(datePart('%Y-%m', operand), '=', literal(day.slice(0, 7)))
  const isTimed = column.profile.content === 'datetime'
  if (!isTimed && draw < 0.76) {
    const [low, high] = [day, random.pick(days)].sort()
    if (low !== high)
      return { kind: 'between', negated: false, operand, low: literal(low!), high: literal(high!) }
  }
  // With a time of day, "after the 5th" and "on the 5th" are more than a comparison of texts.
  const start = `${day.slice(0, 4)}-01-01`
  const said = start > days[0]! && chance(growth, 0.6) ? start : day
  // Before the first day there is nothing.
  if (said === days[0]) return compare(operand, '>=', literal(days[Math.floor(days.length / 2)]!))
  return compare(
    operand,
    isTimed ? random.pick<Comparator>(['<', '>=']) : random.pick<Comparator>(['<', '>', '>=']),
    literal(said),
  )
}
