import type { Expression } from '../../../sql/ast.ts'
import {
  chooseNamed,
  chooseRange,
  chooseThreshold,
  chooseYear,
  knownDays,
} from '../../grammar/choose-value.ts'
import { chance, type Growth, pickColumn } from '../../grammar/growth.ts'
import { compare, datePart, literal } from '../../grammar/query-pieces.ts'
import { reference, type Seat } from '../../grammar/rows.ts'
import { hasWitness } from '../../grammar/witness.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import type { Comparator, Condition, Rows, Test } from '../../verbalizer/meaning/meaning.ts'
import { needed } from '../template.ts'
import { isClear } from './clear-words.ts'

/** What rows are to be, as the question has it and as the query has it. */
export interface Restriction {
  readonly column: ColumnWords
  readonly condition: Condition
  where(seat: Seat): Expression
}

export interface RestrictionWish {
  readonly but?: readonly ColumnWords[]
  /** Columns that may be restricted; any that suits if not said. */
  readonly on?: (column: ColumnWords) => boolean
}

const TRIES = 6

/** Conditions that a stored row is known to meet together, on different columns. */
export function pickRestrictions(
  growth: Growth,
  entity: Entity,
  count: number,
  { but = [], on = () => true }: RestrictionWish = {},
): readonly Restriction[] {
  const picked: Restriction[] = []
  const used = [...but]
  const seat: Seat = { entity, name: undefined }
  for (let attempt = 0; attempt < TRIES * count && picked.length < count; attempt++) {
    const columns = entity.columns.filter(
      (column) => isTestable(column) && on(column) && !used.includes(column),
    )
    const restriction = pickTest(growth, needed(pickColumn(growth, columns)))
    if (restriction === undefined) continue
    const all = [...picked, restriction].map(({ where }) => where(seat))
    if (isPlace(restriction.column) && picked.some(({ column }) => isPlace(column))) continue
    if (all.length > 1 && !hasWitness(growth, seat, all)) continue
    picked.push(restriction)
    used.push(restriction.column)
  }
  needed(picked[count - 1])
  return picked
}

export function pickRestriction(growth: Growth, entity: Entity, wish: RestrictionWish = {}): Restriction {
  return pickRestrictions(growth, entity, 1, wish)[0]!
}

/** Of two places one lies in the other, or both are confused. */
function isPlace({ one }: ColumnWords): boolean {
  return /(?:city|country|state|county|region|province)$/.test(one)
}

function isTestable({ role, profile, values, flag, one }: ColumnWords): boolean {
  if (profile.distinctCount < 2) return false
  if (role === 'flag') return flag !== undefined && isClear(flag.words)
  if (!isClear(one) || / up date$/.test(one)) return false
  if (role === 'category') return values.length > 0
  return role === 'measure' || role === 'count' || role === 'date' || role === 'year'
}

function pickTest(growth: Growth, column: ColumnWords): Restriction | undefined {
  switch (column.role) {
    case 'flag':
      return equal(column, chance(growth, 0.7) ? column.flag!.yes : column.flag!.no)
    case 'category': {
      const value = chooseNamed(growth, column)
      return value === undefined ? undefined : equal(column, value)
    }
    case 'year': {
      const year = chooseYear(growth, column)
      return year === undefined
        ? undefined
        : restrict(column, {
            kind: 'compare',
            operator: growth.random.pick<Comparator>(['=', '=', '>', '<']),
            value: year,
          })
    }
    case 'date':
      return pickDateTest(growth, column)
    default: {
      const value = chooseThreshold(growth, column)
      return value === undefined
        ? undefined
        : restrict(column, {
            kind: 'compare',
            operator: growth.random.pick<Comparator>(['>', '>', '<']),
            value,
          })
    }
  }
}

function pickDateTest(growth: Growth, column: ColumnWords): Restriction | undefined {
  const year = chooseYear(growth, column)
  if (year === undefined) return undefined
  if (chance(growth, 0.7))
    return restrict(column, { kind: 'compare', operator: '=', value: String(year), part: 'year' })
  const days = knownDays(column, growth.context.survey)
  const start = `${year}-01-01`
  if (start <= days[0]!) return undefined
  return restrict(column, {
    kind: 'compare',
    operator: growth.random.pick<Comparator>(['<', '>=']),
    value: start,
  })
}

export function equal(column: ColumnWords, value: string | number): Restriction {
  return restrict(column, { kind: 'compare', operator: '=', value })
}

/** What the row refers to is one of these. */
export function refersTo(key: KeyWords, rows: Rows): Condition {
  return { kind: 'parent', key, rows, negated: false }
}

/** Two numbers, or two years, between which there is something. */
export function pickRange(growth: Growth, column: ColumnWords): Restriction {
  const [low, high] = needed(chooseRange(growth, column))
  return restrict(column, { kind: 'between', low, high })
}

/** Only for tests that have one obvious tree. */
export function restrict(column: ColumnWords, test: Exclude<Test, { kind: 'statistic' }>): Restriction {
  return {
    column,
    condition: { kind: 'test', column, test },
    where: (seat) => treeOf(reference(seat, column), test),
  }
}

function treeOf(
  operand: ReturnType<typeof reference>,
  test: Exclude<Test, { kind: 'statistic' }>,
): Expression {
  switch (test.kind) {
    case 'compare': {
      const left = test.part === 'year' ? datePart('%Y', operand) : operand
      return compare(left, test.operator, literal(test.value))
    }
    case 'between':
      return { kind: 'between', negated: false, operand, low: literal(test.low), high: literal(test.high) }
    case 'one-of':
      return {
        kind: 'in',
        negated: test.negated,
        operand,
        set: { kind: 'list', items: test.values.map(literal) },
      }
    case 'like': {
      const text = test.how === 'starts' ? `${test.text}%` : `%${test.text}%`
      return { kind: 'like', operator: 'like', negated: test.negated, operand, pattern: literal(text) }
    }
    case 'null':
      return { kind: 'is-null', negated: test.negated, operand }
  }
}
