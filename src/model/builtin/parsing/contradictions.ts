import type { Clause, Measure, SketchColumn } from '../sketch/sketch.ts'
import { type ParseScope, sameColumn } from './parse-scope.ts'

/** One value and another one of the same column at once. */
export function hasContradiction(where: readonly Clause[]): boolean {
  return where.some(({ condition, connective }, index) => {
    if (condition.kind !== 'compare' || condition.operator !== '=' || connective === 'or') return false
    return where.some(
      (other, position) =>
        position < index &&
        other.condition.kind === 'compare' &&
        other.condition.operator === '=' &&
        sameColumn(other.condition.column, condition.column),
    )
  })
}

/** "is there" beside another test of the same column says nothing. */
export function hasIdleTest(where: readonly Clause[]): boolean {
  return where.some(
    ({ condition }) =>
      condition.kind === 'null' &&
      condition.negated &&
      where.some(
        ({ condition: other }) =>
          other !== condition && 'column' in other && sameColumn(other.column, condition.column),
      ),
  )
}

/** "over 2 and at least 2" of the same thing: the second bound belongs to something else. */
export function hasIdleRange(where: readonly Clause[]): boolean {
  return where.some(({ condition, connective }, index) => {
    const before = where[index - 1]?.condition
    if (connective !== 'and' || condition.kind !== 'compare' || before?.kind !== 'compare') return false
    return (
      condition.operator !== '<>' &&
      before.operator !== '<>' &&
      condition.operator !== '=' &&
      condition.operator[0] === before.operator[0] &&
      sameColumn(condition.column, before.column)
    )
  })
}

/** The average pay of a job, where each job has one; the number of jobs with one key. */
export function isOfOneRow(
  { aggregate, target }: Measure,
  group: readonly SketchColumn[],
  { lexicon }: ParseScope,
): boolean {
  if (aggregate === null || target.kind === 'expression') return false
  const own = target.kind === 'rows' ? target.table : target.column.table
  return group.some(({ table, column, unit, via }) => {
    if (table !== own || unit !== undefined || via !== undefined) return false
    const entry = lexicon.findColumn({ table, column })
    const profile = entry?.profile
    return profile !== undefined && profile.rowCount > 1 && profile.distinctCount === profile.rowCount
  })
}
