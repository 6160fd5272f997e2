import { type Sketch, type SketchColumn, tableOfMeasure } from '../../sketch/sketch.ts'
import { cuesAt } from '../cues.ts'
import { displayMeasures } from '../display.ts'
import type { ScoredSketch } from '../finish-sketch.ts'
import { type ParseScope, sameColumn } from '../parse-scope.ts'
import { measureOf } from '../parse-state.ts'
import { WEIGHTS } from '../weights.ts'
import type { Variant } from './variant.ts'

/**
 * "for each country the customer with the most orders": not the country with the most of all, but the first of each. A
 * sketch for each table that may be what is ranked, the one named first before the others.
 */
export function topOfEach({ sketch, state }: ScoredSketch, scope: ParseScope): Sketch[] {
  const [ranked] = sketch.order
  if (ranked === undefined || sketch.limit === null || sketch.combine !== null) return []
  if (sketch.offset !== undefined || sketch.having.length > 0) return []
  if (ranked.measure.aggregate === null || !saysEach(scope)) return []
  // A table that is a group brings its key; what was read of it beside says no more.
  const columns = state.group.filter(({ table }) => !state.groupTables.includes(table))
  const groups: SketchColumn[] = [
    ...columns,
    ...state.groupTables.flatMap((table) =>
      scope.lexicon.findTable(table).key.map((column) => ({ table, column })),
    ),
  ]
  const [first] = groups
  if (first === undefined || groups.some(({ unit }) => unit !== undefined)) return []
  const counted = ranked.measure.target.kind === 'rows' ? tableOfMeasure(ranked.measure) : null
  const named = state.uses.flatMap(({ table, column }) => (column === null ? [table] : []))
  const things = [...new Set(named)].filter(
    (table) => table !== counted && !state.groupTables.includes(table),
  )
  return things.slice(0, THINGS).flatMap((table): Sketch[] => {
    const entry = scope.lexicon.findTable(table)
    if (entry.key.length !== 1 || groups.some((column) => isNameOf(column, table, scope))) return []
    const key = { table, column: entry.key[0]! }
    const shown = [
      ...columns.map((column) => measureOf(column)),
      ...state.groupTables.flatMap((name) => displayMeasures(scope.lexicon.findTable(name))),
      ...displayMeasures(entry),
    ]
    const group = [...groups, ...(groups.some((column) => sameColumn(column, key)) ? [] : [key])]
    const joined = sketch.joined.filter((other) => other !== table)
    return [{ ...sketch, focus: table, joined, select: shown, distinct: false, group, topOf: groups }]
  })
}

const THINGS = 2

/** "for each country the customer with the most orders" */
export function firstOfEach(scored: ScoredSketch, scope: ParseScope): Variant[] {
  return topOfEach(scored, scope).map((sketch, rank) => [sketch, WEIGHTS.topOfEach - 0.2 * rank])
}

/** What is shown of the thing itself is no group to rank it within. */
function isNameOf(column: SketchColumn, table: string, { lexicon }: ParseScope): boolean {
  return lexicon
    .findTable(table)
    .displayColumns.some((shown) => shown.table === column.table && shown.column === column.column)
}

function saysEach({ tokens }: ParseScope): boolean {
  return tokens.some((_, start) => cuesAt(tokens, start).some(({ cue }) => cue.kind === 'each'))
}
