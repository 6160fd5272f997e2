import type { ColumnName } from '../../../database/schema.ts'

export type Aggregate = 'count' | 'sum' | 'avg' | 'min' | 'max'
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A query without joins: what to show, keep, group and order. Joins follow from the tables it names. */
export interface Sketch {
  readonly select: readonly Measure[]
  readonly distinct: boolean
  /** The table whose rows the question is about. */
  readonly focus: string
  /** Other tables that must be joined although no column of theirs is used. */
  readonly joined: readonly string[]
  readonly where: readonly Clause[]
  readonly group: readonly SketchColumn[]
  readonly having: readonly HavingClause[]
  readonly order: readonly { readonly measure: Measure; readonly direction: 'asc' | 'desc' }[]
  readonly limit: number | null
  /** So many rows are passed over before the limit counts: "the third largest". */
  readonly offset?: number
  /** The share of rows that meet the conditions is asked for, in percent, instead of those rows. */
  readonly asksShare?: true
  /** The limit counts within each of these groups: "the top 3 of each country". */
  readonly topOf?: readonly SketchColumn[]
  /** What is asked of the counts of the groups, instead of those: their average. */
  readonly overGroups?: Aggregate
  readonly combine: { readonly operator: 'intersect' | 'except' | 'union'; readonly right: Sketch } | null
}

export interface Measure {
  readonly aggregate: Aggregate | null
  readonly distinct: boolean
  readonly target: Target
}

export type CalendarUnit = 'year' | 'month' | 'day'

/** A column of the row that `via`, a key column, refers to: the name of somebody's manager. Without `via`, of the row itself. */
export interface ReachedColumn extends ColumnName {
  readonly via?: ColumnName
}

/** A column as it is, or a column of moments cut to whole years, months or days. */
export interface SketchColumn extends ReachedColumn {
  readonly unit?: CalendarUnit
}

/** The table whose rows hold the value, or the key that leads to it. */
export function ownerOf(column: ReachedColumn): string {
  return column.via?.table ?? column.table
}

type Target =
  | { readonly kind: 'column'; readonly column: SketchColumn }
  | { readonly kind: 'rows'; readonly table: string }
  | { readonly kind: 'expression'; readonly table: string; readonly sql: string }

export function tableOfMeasure({ target }: Measure): string {
  return target.kind === 'column' ? ownerOf(target.column) : target.table
}

/** A condition and how it joins those before it. */
export interface Clause {
  readonly connective: 'and' | 'or'
  readonly condition: Condition
  /** Where a share is asked for: it says of which rows. */
  readonly isOfWhole?: true
}

export interface HavingClause {
  readonly measure: Measure
  readonly operator: ComparisonOperator
  /** `overall`: the same measure of all rows, whatever their group. */
  readonly value: number | 'overall'
}

export type Condition =
  | {
      readonly kind: 'compare'
      readonly column: ReachedColumn
      readonly operator: ComparisonOperator
      readonly value: string | number
    }
  | {
      readonly kind: 'between'
      readonly column: ColumnName
      readonly low: string | number
      readonly high: string | number
    }
  | {
      readonly kind: 'pattern'
      readonly column: ColumnName
      readonly pattern: string
      readonly negated: boolean
    }
  | { readonly kind: 'null'; readonly column: ColumnName; readonly negated: boolean }
  /** In a stretch of time; the column's own way of writing dates decides the SQL. */
  | {
      readonly kind: 'period'
      readonly column: ColumnName
      readonly operator: 'in' | 'not in' | ComparisonOperator
      readonly from: string
      readonly to: string
    }
  | {
      readonly kind: 'compare-aggregate'
      readonly column: ColumnName
      readonly operator: ComparisonOperator
      readonly aggregate: Aggregate
      /** The aggregate is over the rows that meet these; over all rows where there are none. */
      readonly where?: readonly Clause[]
      /** Over the rows that agree with the compared one in this column of the same table: "their department". */
      readonly group?: ColumnName
    }
  /** The greatest or smallest among the rows of the same table that agree in `group`. */
  | {
      readonly kind: 'extreme-of-group'
      readonly column: ColumnName
      readonly aggregate: 'max' | 'min'
      readonly group: ColumnName
    }
  /** The value that most, or fewest, rows of its table have. */
  | { readonly kind: 'commonest'; readonly column: ColumnName; readonly direction: 'asc' | 'desc' }
  | {
      readonly kind: 'compare-columns'
      readonly column: ColumnName
      readonly operator: ComparisonOperator
      readonly other: ReachedColumn
    }
  /** Against the same column of the row that a value names: "more expensive than Gyokuro". */
  | {
      readonly kind: 'compare-row'
      readonly column: ColumnName
      readonly operator: ComparisonOperator
      readonly named: ColumnName
      readonly value: string | number
    }
  /** Rows of the focus for which no (or some) row of `table` with the conditions exists. */
  | {
      readonly kind: 'related'
      readonly negated: boolean
      readonly table: string
      readonly where: readonly Clause[]
    }
  | { readonly kind: 'sql'; readonly table: string; readonly sql: string }

/** The tables that a sketch reads outside subqueries, its focus first where it is read. */
export function tablesOf(sketch: Sketch): string[] {
  const measures = [
    ...sketch.select,
    ...sketch.order.map((term) => term.measure),
    ...sketch.having.map((having) => having.measure),
  ]
  const tables = [
    ...measures.map(tableOfMeasure),
    ...sketch.group.map(ownerOf),
    ...sketch.where.flatMap(({ condition }) =>
      condition.kind === 'related' ? [sketch.focus] : tablesOfCondition(condition),
    ),
    ...sketch.joined,
  ]
  // The focus is read only when something of it is: "how many countries" in customers needs customers alone.
  const all = tables.length === 0 ? [sketch.focus] : tables
  return [...new Set(all.includes(sketch.focus) ? [sketch.focus, ...all] : all)]
}

export function tablesOfCondition(condition: Condition): string[] {
  if (condition.kind === 'related' || condition.kind === 'sql') return [condition.table]
  if (condition.kind === 'compare-columns') return [condition.column.table, ownerOf(condition.other)]
  return [ownerOf(condition.column)]
}
