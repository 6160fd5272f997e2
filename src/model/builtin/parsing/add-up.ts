import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { Measure } from '../sketch/sketch.ts'
import type { ParseScope } from './parse-scope.ts'

/** Adding up its values means something: a number that is no key. */
export function isAddable(column: ColumnEntry): boolean {
  return column.isNumeric && !column.isKey && !column.isForeignKey
}

/** The sum of what a measure shows; null when it cannot be added up. */
export function addUp(measure: Measure, { lexicon }: ParseScope): Measure | null {
  if (measure.aggregate !== null || measure.target.kind !== 'column') return null
  const column = lexicon.findColumn(measure.target.column)
  return column !== undefined && isAddable(column) && !column.isMoment
    ? { ...measure, aggregate: 'sum' }
    : null
}
