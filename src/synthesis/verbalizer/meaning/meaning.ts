import type { SetOperator } from '../../../sql/ast.ts'
import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Entity } from '../lexicon/entity.ts'
import type { KeyWords } from '../lexicon/key-words.ts'

/** What a query asks, free of how its SQL says it: joins, IN and EXISTS that mean the same are the same here. */
export type Meaning =
  | ListMeaning
  | MeasureMeaning
  | GroupMeaning
  | SetMeaning
  | AverageOfGroups
  | FirstPerGroup

/** Some rows of a table: "invoices of customers from Germany". */
export interface Rows {
  readonly entity: Entity
  readonly conditions: readonly Condition[]
}

/** A column of the rows themselves, or of what they refer to along keys. */
export interface Attribute {
  readonly kind: 'attribute'
  readonly path: readonly KeyWords[]
  readonly column: ColumnWords
  /** Only the year or the month of a date. */
  readonly part?: DatePart
}

/** Two columns multiplied. */
interface Product {
  readonly kind: 'product'
  readonly left: Attribute
  readonly right: Attribute
}

export type Quantity = Attribute | Product
export type DatePart = 'year' | 'month' | 'year-month'
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='
export type Literal = string | number

export type Condition =
  | { readonly kind: 'test'; readonly column: ColumnWords; readonly test: Test }
  /** What the row refers to is one of these. */
  | { readonly kind: 'parent'; readonly key: KeyWords; readonly rows: Rows; readonly negated: boolean }
  /** So many of these refer to the row. */
  | { readonly kind: 'children'; readonly key: KeyWords; readonly rows: Rows; readonly count: Count }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  /** A column against another of the same row, or of what it refers to. */
  | {
      readonly kind: 'columns'
      readonly left: Attribute
      readonly operator: Comparator
      readonly right: Attribute
    }

export type Count =
  | { readonly kind: 'some' }
  | { readonly kind: 'none' }
  /** `fromOne`: counted by groups, which rows without any have none of. */
  | {
      readonly kind: 'compared'
      readonly operator: Comparator
      readonly to: number
      readonly fromOne: boolean
    }

export type Test =
  | {
      readonly kind: 'compare'
      readonly operator: Comparator
      readonly value: Literal
      readonly part?: DatePart
    }
  | { readonly kind: 'between'; readonly low: Literal; readonly high: Literal; readonly part?: DatePart }
  | { readonly kind: 'one-of'; readonly values: readonly Literal[]; readonly negated: boolean }
  | {
      readonly kind: 'like'
      readonly how: 'starts' | 'ends' | 'contains'
      readonly text: string
      readonly negated: boolean
    }
  | { readonly kind: 'null'; readonly negated: boolean }
  /** Against the average, highest or lowest of rows; `within`: of the rows with the same value there. */
  | {
      readonly kind: 'statistic'
      readonly operator: Comparator
      readonly statistic: Statistic
      readonly over: Rows
      readonly column: ColumnWords
      readonly within?: Attribute
    }

export type Statistic = 'avg' | 'sum' | 'min' | 'max'

export type Measure =
  | { readonly kind: 'count'; readonly entity: Entity }
  | { readonly kind: 'distinct'; readonly of: Attribute }
  | { readonly kind: 'statistic'; readonly statistic: Statistic; readonly of: Quantity }
  | { readonly kind: 'count-if'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'percentage'; readonly conditions: readonly Condition[] }

export interface Ordering {
  readonly by: Attribute | Measure
  readonly direction: 'asc' | 'desc'
}

/** Rows, one line for each (or each different combination of what is shown). */
export interface ListMeaning {
  readonly kind: 'list'
  readonly rows: Rows
  readonly shown: readonly Attribute[]
  readonly isDistinct: boolean
  readonly order: readonly Ordering[]
  readonly limit?: number
  readonly skip?: number
}

/** Numbers over all the rows. */
export interface MeasureMeaning {
  readonly kind: 'measure'
  readonly rows: Rows
  readonly measures: readonly Measure[]
}

/** Numbers for each group of rows. */
export interface GroupMeaning {
  readonly kind: 'group'
  readonly rows: Rows
  readonly keys: readonly GroupKey[]
  /** In the order shown: a column of a key, or a measure. */
  readonly shown: readonly (Attribute | Measure)[]
  readonly having?: readonly {
    readonly measure: Measure
    readonly operator: Comparator
    readonly value: number
  }[]
  readonly order: readonly Ordering[]
  readonly limit?: number
  /** Parents without rows have their line too. */
  readonly withEmpty: boolean
}

export type GroupKey =
  /** What the rows refer to along the path; an empty path: the rows themselves, which is no grouping. */
  | { readonly kind: 'entity'; readonly path: readonly KeyWords[]; readonly entity: Entity }
  | { readonly kind: 'attribute'; readonly attribute: Attribute }
  /** Rows called by a condition that they meet or not. */
  | {
      readonly kind: 'label'
      readonly cases: readonly { readonly condition: Condition; readonly label: string }[]
      readonly otherwise: string
    }

export interface SetMeaning {
  readonly kind: 'set'
  readonly operator: SetOperator
  readonly left: ListMeaning
  readonly right: ListMeaning
}

/** "the average number of orders per customer". */
export interface AverageOfGroups {
  readonly kind: 'average-of-groups'
  readonly statistic: Statistic
  readonly group: GroupMeaning
  readonly measure: Measure
}

/** "the three longest tracks of each genre". */
export interface FirstPerGroup {
  readonly kind: 'first-per-group'
  readonly rows: Rows
  readonly shown: readonly Attribute[]
  readonly key: GroupKey
  readonly order: Ordering
  readonly count: number
}
