import type { Attribute, Condition, ListMeaning, Rows } from '../meaning/meaning.ts'
import { Unsayable } from './forms.ts'

/**
 * Rows of which something is shown that they refer to, where some refer to nothing: the join leaves those out, and so
 * the question is about "authors with a mentor".
 */
export function withShownParents({ rows, shown, order }: ListMeaning): Rows {
  const by = order.flatMap(({ by }) => (by.kind === 'attribute' ? [by] : []))
  const missing = new Set([...shown, ...by].flatMap((attribute) => mayMiss(attribute, rows)))
  const added = [...missing].map((key): Condition => {
    return { kind: 'parent', key, rows: { entity: key.parent, conditions: [] }, negated: false }
  })
  return added.length === 0 ? rows : { ...rows, conditions: [...rows.conditions, ...added] }
}

function mayMiss({ path }: Attribute, { conditions }: Rows): readonly Attribute['path'][number][] {
  const [first, ...further] = path
  if (first === undefined) return []
  if (further.some(({ isComplete }) => !isComplete)) throw new Unsayable('what the parent may not have')
  const isSaid = conditions.some(
    (condition) =>
      (condition.kind === 'parent' && condition.key === first && !condition.negated) ||
      (condition.kind === 'columns' && (condition.left.path[0] ?? condition.right.path[0]) === first),
  )
  return first.isComplete || isSaid ? [] : [first]
}
