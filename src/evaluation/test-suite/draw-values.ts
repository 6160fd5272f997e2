import type { Random } from '../../base/random.ts'
import type { SqlValue } from '../../database/database.ts'
import type { Column } from '../../database/schema.ts'
import { makeValue, valuesNear } from './make-value.ts'
import type { HintedLiteral } from './read-gold-hints.ts'

export interface DrawnColumn {
  readonly column: Column
  readonly stored: readonly SqlValue[]
  /** Of all gold queries. */
  readonly literals: readonly HintedLiteral[]
  /** Of each query that this database is made for. */
  readonly focus: readonly (readonly HintedLiteral[])[]
  readonly isOrdered: boolean
  /** Whether the schema lets it be NULL, and whether it is somewhere in the original. */
  readonly nulls: 'never' | 'allowed' | 'stored'
}

/** Gives the values of one column of one neighbour. */
export interface ValueSource {
  draw(): SqlValue
  /** For a row that one of the queries in focus is to find, or nearly; undefined where that says nothing of it. */
  drawFocused(focus: number): SqlValue | undefined
}

/** Shares of NULL, one of which a column has. */
const NULL_SHARES = { never: [0], allowed: [0, 0, 0, 0.1], stored: [0, 0.05, 0.2, 0.5] } as const
/** Numbers that are to be different come from so many times the range of what is stored. */
const WIDE_SPREAD = 8
const POOL_SIZES = [2, 4, 8, 30, 100]

/**
 * A column has a character in each neighbour: few values or many, NULL often or never. Where a query orders by it the
 * values are mostly many, since ties would leave the result open.
 */
export function drawValues(
  { column, stored, literals, focus, isOrdered, nulls }: DrawnColumn,
  random: Random,
): ValueSource {
  const holdsNumbers = isNumeric(column, stored)
  const near = literals.map((literal) => valuesNear(literal, holdsNumbers)).filter(({ length }) => length > 0)
  const focused = focus.map((ofOne) =>
    ofOne.map((literal) => valuesNear(literal, holdsNumbers)).filter(({ length }) => length > 0),
  )
  const isWide = isOrdered && random.next() < 0.85
  const size = isWide ? 400 : random.pick(POOL_SIZES)
  const storedShare = isWide ? 0.3 : random.pick([0.3, 0.8])
  const pool: SqlValue[] = []
  for (let index = 0; index < size; index++) {
    const chance = random.next()
    if (near.length > 0 && chance < (isWide ? 0.1 : 0.35)) pool.push(nearLiteral(random.pick(near), random))
    else if (stored.length > 0 && random.next() < storedShare) pool.push(random.pick(stored))
    else pool.push(makeValue(stored, column.type, random, isWide ? WIDE_SPREAD : undefined))
  }
  const nullShare = random.pick<number>(NULL_SHARES[nulls])
  // Many values are given once each, as far as they go.
  const different = isWide ? random.shuffle([...new Set(pool)]) : []
  const draw = (): SqlValue => (random.next() < nullShare ? null : (different.pop() ?? random.pick(pool)))
  return {
    draw,
    drawFocused: (index) => {
      const choices = focused[index] ?? []
      if (choices.length === 0) return undefined
      return nearLiteral(random.pick(choices), random)
    },
  }
}

/** The literal itself stands first, and is wanted most. */
function nearLiteral(values: readonly SqlValue[], random: Random): SqlValue {
  return random.next() < 0.6 ? values[0]! : random.pick(values)
}

function isNumeric({ type }: Column, stored: readonly SqlValue[]): boolean {
  const numbers = stored.filter((value) => typeof value === 'bigint' || typeof value === 'number').length
  if (stored.length > 0) return numbers * 2 > stored.length
  return type === 'integer' || type === 'real' || type === 'boolean'
}
