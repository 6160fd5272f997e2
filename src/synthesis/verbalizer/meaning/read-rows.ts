import type { Expression } from '../../../sql/ast.ts'
import { conjunctsOf } from '../../../sql/conditions.ts'
import type { Condition, Rows } from './meaning.ts'
import { type PlacedCondition, readCondition } from './read-condition.ts'
import type { Place, Scope } from './scope.ts'
import { pathBetween } from './scope.ts'
import { Unreadable } from './unreadable.ts'

/** What WHERE says, each condition at the table that it is about. */
export function readConditions(where: Expression | undefined, scope: Scope): readonly PlacedCondition[] {
  return conjunctsOf(where).map((condition) => readCondition(condition, scope))
}

/**
 * The rows of one table of the join: with its own conditions, those of what it refers to, and that of what refers
 * to it there must be one. `shown` tables need no condition to be mentioned.
 */
export function rowsAt(
  scope: Scope,
  place: Place,
  placed: readonly PlacedCondition[],
  shown: readonly Place[] = [],
  from?: Place,
): Rows {
  const conditions: Condition[] = placed
    .filter((one) => one.place === place)
    .map(({ condition }) => condition)
  for (const { child, parent, key } of scope.links) {
    if (child === place && parent !== from) {
      const rows = rowsAt(scope, parent, placed, shown, place)
      const isSaid = rows.conditions.length > 0
      const isMentioned =
        shown.some((one) => pathBetween(scope, parent, one) !== undefined) ||
        conditions.some(
          (one) => one.kind === 'columns' && (one.left.path[0] === key || one.right.path[0] === key),
        )
      if (!isSaid && !isMentioned && key.isComplete) throw new Unreadable('a join for nothing')
      if (isSaid || !isMentioned) {
        conditions.push({ kind: 'parent', key, rows, negated: false })
      }
    } else if (parent === place && child !== from) {
      const rows = rowsAt(scope, child, placed, shown, place)
      conditions.push({ kind: 'children', key, rows, count: { kind: 'some' } })
    }
  }
  return { entity: place.entity, conditions }
}
