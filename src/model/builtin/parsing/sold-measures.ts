import { stemWord } from '../../../base/text.ts'
import type { Measure } from '../sketch/sketch.ts'
import { isAddable } from './add-up.ts'
import type { ParseScope } from './parse-scope.ts'
import { measureOf, rowsOf } from './parse-state.ts'

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemWord))
const QUANTITIES = stems('quantity units copies pieces')
const SALES = stems('sale order invoice purchase rental booking ticket transaction')
const MOST = 2

/** How well something sells, where no column of its own says so: how many of it stand on orders, or how many sales it has. */
export function soldMeasures(table: string, { lexicon, joins }: ParseScope): readonly Measure[] {
  const refers = (from: string) => joins.some((join) => join.from.table === from && join.to.table === table)
  const others = lexicon.tables.filter((entry) => !entry.isView && entry.table !== table)
  const lines = others
    .flatMap(({ columns }) =>
      // A unit price is no number of units.
      columns.filter((column) => isAddable(column) && QUANTITIES.has(column.ownStems.at(-1)!)),
    )
    .filter((column) => joins.some(({ from }) => from.table === column.table))
    .toSorted((left, right) => Number(refers(right.table)) - Number(refers(left.table)))
  if (lines.length > 0) return lines.slice(0, MOST).map((column) => measureOf(column, 'sum'))
  return others
    .filter((entry) => refers(entry.table) && entry.stems.some((stem) => SALES.has(stem)))
    .slice(0, MOST)
    .map((entry) => rowsOf(entry.table))
}
