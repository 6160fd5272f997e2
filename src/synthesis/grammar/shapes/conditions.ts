import type { Expression } from '../../../sql/ast.ts'
import { walkExpression } from '../../../sql/walk.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { growChildren, growParent, growStatistic } from '../grow-related.ts'
import { type GrownTest, growColumnTest, growTest, type TestWish } from '../grow-test.ts'
import { chance, type Growth } from '../growth.ts'
import type { Rows, Seat } from '../rows.ts'
import { hasWitness } from '../witness.ts'

export interface ConditionWish extends TestWish {
  /** So many of the root's own, where that many suit. */
  readonly own: number
  /** Joined tables that something else speaks of. */
  readonly mentioned?: readonly Seat[]
}

/** Conditions on the root and on joined seats that nothing else mentions; undefined where one of those has none. */
export function growConditions(
  growth: Growth,
  rows: Rows,
  { own, mentioned = [], but = [], isShare = false }: ConditionWish,
): readonly Expression[] | undefined {
  const conditions: Expression[] = []
  const used: ColumnWords[] = [...but]
  for (let count = 0; count < own; count++) {
    const test = growBeside(growth, rows.root, conditions, { but: used, isShare })
    if (test === undefined) break
    used.push(test.column)
    conditions.push(chance(growth, 0.1) ? orElse(growth, rows.root, test) : test.expression)
  }
  for (const seat of rows.seats.slice(1)) {
    const isPassed = rows.seats.some(({ below }) => below === seat)
    if (mentioned.includes(seat) || isPassed) continue
    const test = growTest(growth, seat)
    if (test === undefined) return undefined
    conditions.push(test.expression)
  }
  return conditions
}

const TRIES = 5

/** A further condition that rows are known to meet together with the others; at times one that may find nothing. */
export function growBeside(
  growth: Growth,
  seat: Seat,
  others: readonly Expression[],
  wish: TestWish,
): GrownTest | undefined {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const test = growTest(growth, seat, wish)
    if (test === undefined || others.length === 0) return test
    if (hasWitness(growth, seat, [...others, test.expression])) return test
  }
  return chance(growth, 0.2) ? growTest(growth, seat, wish) : undefined
}

/** "from Germany or France", "from Germany or whose price is above 10". */
function orElse(growth: Growth, seat: Seat, { expression, column }: GrownTest): Expression {
  const isSame = chance(growth, 0.4)
  const other = isSame
    ? growColumnTest(growth, seat, column)
    : growTest(growth, seat, { but: [column] })?.expression
  if (expression.kind !== 'binary' || other?.kind !== 'binary' || expression.operator === 'or')
    return expression
  // Two limits on one column are one limit.
  if (isSame && (expression.operator !== '=' || other.operator !== '=')) return expression
  if (JSON.stringify(other) === JSON.stringify(expression)) return expression
  return { kind: 'binary', operator: 'or', left: expression, right: other }
}

/** A condition that needs a query of its own. */
export function growNested(growth: Growth, rows: Rows): Expression | undefined {
  const { root } = rows
  const draw = growth.random.next()
  if (draw < 0.3) return growChildren(growth, root, 'some')
  if (draw < 0.5) return growChildren(growth, root, 'none')
  if (draw < 0.64) return growChildren(growth, root, 'counted')
  if (draw < 0.78) return growParent(growth, rows)
  return growStatistic(growth, root)
}

/** Columns of the entity that the condition names. */
export function columnsIn(condition: Expression | undefined, { columns }: Entity): readonly ColumnWords[] {
  if (condition === undefined) return []
  const names = new Set<string>()
  walkExpression(condition, {
    expression: (part) => {
      if (part.kind === 'column') names.add(part.name)
    },
  })
  return columns.filter(({ column }) => names.has(column))
}
