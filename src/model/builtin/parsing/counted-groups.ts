import { type Measure, type Sketch, tableOfMeasure } from '../sketch/sketch.ts'
import type { ParseScope } from './parse-scope.ts'
import { measureOf, type ParseState } from './parse-state.ts'

/** "how many physicians have more than 3 patients": the groups that pass are what is counted. */
export function countedGroups(
  state: ParseState,
  focus: string,
  select: readonly Measure[],
  { lexicon }: ParseScope,
): Sketch | null {
  const [only] = select
  if (select.length !== 1 || only?.aggregate !== 'count' || only.target.kind !== 'rows') return null
  if (state.having.length === 0 || state.group.length + state.groupTables.length + state.order.length > 0)
    return null
  const { table } = only.target
  const { key } = lexicon.findTable(table)
  if (key.length !== 1 || state.having.every(({ measure }) => tableOfMeasure(measure) === table)) return null
  const column = { table, column: key[0]! }
  return {
    select: [measureOf(column)],
    distinct: false,
    focus,
    joined: state.joined.filter((other) => other !== focus),
    where: state.where,
    group: [column],
    having: state.having,
    order: [],
    limit: null,
    overGroups: 'count',
    combine: null,
  }
}
