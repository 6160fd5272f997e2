import type { DbGraph } from '../../../exploration/db-graph.ts'
import type { JoinTree } from '../../../exploration/join-path.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import { findKeyedTrees } from './choose-keys.ts'
import { isReachedManyToOne } from './fan-out.ts'
import {
  type Clause,
  type Measure,
  ownerOf,
  type Sketch,
  tableOfMeasure,
  tablesOf,
  tablesOfCondition,
} from './sketch.ts'

export interface CompileScope {
  readonly graph: DbGraph
  readonly lexicon: SchemaLexicon
  /** Stems of the question, which say by which of two keys tables are joined. */
  readonly stems?: ReadonlySet<string>
}

/**
 * A sum or average over rows that a join repeats is wrong. Conditions on tables that would repeat them move into a
 * subquery, where repetition does not matter.
 */
export function avoidFanOut(sketch: Sketch, scope: CompileScope): Sketch {
  const measured = sketch.select.find((item) => item.aggregate === 'sum' || item.aggregate === 'avg')
  if (measured === undefined) return sketch
  const base = tableOfMeasure(measured)
  const tree = findKeyedTrees(scope, tablesOf(sketch), 1)[0]
  if (tree === undefined || tree.tables.every((table) => isReachedManyToOne(tree, base, table))) return sketch
  const isSafe = (table: string) => !tree.tables.includes(table) || isReachedManyToOne(tree, base, table)
  const needed = [...sketch.select.map(tableOfMeasure), ...sketch.group.map(ownerOf)]
  if (!needed.every(isSafe) || sketch.where.some(({ connective }) => connective === 'or')) return sketch
  const kept = sketch.where.filter(({ condition }) => tablesOfCondition(condition).every(isSafe))
  const moved = sketch.where.filter((clause) => !kept.includes(clause))
  const joined = sketch.joined.filter(isSafe)
  const related = moved.map(
    (clause): Clause => ({
      ...clause,
      condition: {
        kind: 'related',
        negated: false,
        table: tablesOfCondition(clause.condition)[0]!,
        where: [clause],
      },
    }),
  )
  return {
    ...sketch,
    focus: isSafe(sketch.focus) ? sketch.focus : base,
    joined,
    where: [...kept, ...related],
  }
}

/**
 * DISTINCT would make one of two customers of the same name. Where what is shown does not tell rows apart, conditions
 * on tables that repeat them move into a subquery.
 */
export function avoidMergedRows(sketch: Sketch, scope: CompileScope): Sketch {
  const tree = findKeyedTrees(scope, tablesOf(sketch), 1)[0]
  if (tree === undefined || sketch.distinct || !needsDistinct(sketch, tree)) return sketch
  const ofFocus = sketch.select.every((measure) => tableOfMeasure(measure) === sketch.focus)
  const isUnique = sketch.select.some((measure) => tellsApart(measure, scope))
  const isPlain = sketch.order.every(({ measure }) => tableOfMeasure(measure) === sketch.focus)
  if (!ofFocus || isUnique || !isPlain || sketch.where.some(({ connective }) => connective === 'or'))
    return sketch
  const isSafe = (table: string) => isReachedManyToOne(tree, sketch.focus, table)
  const kept = sketch.where.filter(
    ({ condition }) => condition.kind === 'related' || tablesOfCondition(condition).every(isSafe),
  )
  const moved = sketch.where.filter((clause) => !kept.includes(clause))
  const joined = sketch.joined.filter((table) => !isSafe(table))
  const table = joined[0] ?? moved.flatMap(({ condition }) => tablesOfCondition(condition))[0]
  if (table === undefined) return sketch
  const relatedBy = (where: readonly Clause[]): Clause => ({
    connective: 'and',
    condition: { kind: 'related', negated: false, table, where },
  })
  // Which rows a share is of, and which of them it counts, stay two conditions.
  const ofWhole = moved.filter((clause) => clause.isOfWhole === true)
  const others = moved.filter((clause) => clause.isOfWhole !== true)
  const related = [
    ...(ofWhole.length > 0 ? [{ ...relatedBy(ofWhole), isOfWhole: true as const }] : []),
    ...(others.length > 0 || moved.length === 0 ? [relatedBy(others)] : []),
  ]
  return { ...sketch, joined: sketch.joined.filter(isSafe), where: [...kept, ...related] }
}

function tellsApart({ target, aggregate }: Measure, { lexicon }: CompileScope): boolean {
  if (aggregate !== null || target.kind !== 'column') return false
  const column = lexicon.findColumn(target.column)
  const profile = column?.profile
  return (
    column?.isKey === true ||
    (profile !== undefined && profile.distinctCount === profile.rowCount - profile.nullCount)
  )
}

export function repeatsMeasuredRows(sketch: Sketch, tree: JoinTree): boolean {
  const measures = [
    ...sketch.select,
    ...sketch.order.map(({ measure }) => measure),
    ...sketch.having.map(({ measure }) => measure),
  ]
  return measures.some(
    (measure) =>
      (measure.aggregate === 'sum' || measure.aggregate === 'avg') &&
      !tree.tables.every((table) => isReachedManyToOne(tree, tableOfMeasure(measure), table)),
  )
}

/** Rows would repeat when a joined table has several rows for one that is shown. */
export function needsDistinct(sketch: Sketch, tree: JoinTree): boolean {
  if (sketch.group.length > 0 || sketch.select.some((item) => item.aggregate !== null)) return false
  const shown = [...new Set(sketch.select.map(tableOfMeasure))]
  return tree.tables.some((table) => !shown.some((from) => isReachedManyToOne(tree, from, table)))
}
