import type { Expression } from '../../../sql/ast.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import { growChildren, growParent, growStatistic } from '../grow-related.ts'
import { growColumnTest, growTest } from '../grow-test.ts'
import { chance, type Growth } from '../growth.ts'
import type { Rows, Seat } from '../rows.ts'

/** Conditions on the root and on joined seats that nothing else mentions; undefined where one of those has none. */
export function growConditions(
  growth: Growth,
  rows: Rows,
  {
    own,
    mentioned = [],
    but = [],
  }: { readonly own: number; readonly mentioned?: readonly Seat[]; readonly but?: readonly ColumnWords[] },
): readonly Expression[] | undefined {
  const conditions: Expression[] = []
  const used = [...but]
  for (let count = 0; count < own; count++) {
    const test = growTest(growth, rows.root, used)
    if (test === undefined) break
    used.push(test.column)
    conditions.push(chance(growth, 0.1) ? orSame(growth, rows.root, test) : test.expression)
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

/** "from Germany or whose price is above 10": another condition beside it. */
function orSame(
  growth: Growth,
  seat: Seat,
  test: { readonly expression: Expression; readonly column: ColumnWords },
): Expression {
  const other = chance(growth, 0.4)
    ? growColumnTest(growth, seat, test.column)
    : growTest(growth, seat, [test.column])?.expression
  if (other === undefined || JSON.stringify(other) === JSON.stringify(test.expression)) return test.expression
  if (test.expression.kind !== 'binary' || other.kind !== 'binary') return test.expression
  return { kind: 'binary', operator: 'or', left: test.expression, right: other }
}

/** A condition that needs a query of its own. */
export function growNested(growth: Growth, seat: Seat, rows: Rows): Expression | undefined {
  const draw = growth.random.next()
  if (draw < 0.3) return growChildren(growth, seat, 'some')
  if (draw < 0.5) return growChildren(growth, seat, 'none')
  if (draw < 0.64) return growChildren(growth, seat, 'counted')
  if (draw < 0.78) return growParent(growth, seat)
  return seat === rows.root ? growStatistic(growth, seat) : growChildren(growth, seat, 'some')
}
