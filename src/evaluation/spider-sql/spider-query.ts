/**
 * A query as Spider's evaluator sees it. What its parser does not keep is not here: the type of a join, the direction
 * of each ORDER BY term but the last, the number after LIMIT.
 */
export interface SpiderQuery {
  readonly isDistinct: boolean
  readonly select: readonly SelectItem[]
  readonly tables: readonly TableUnit[]
  /** The ON conditions of all joins. */
  readonly joinConditions: ConditionList
  readonly where: ConditionList
  readonly groupBy: readonly ColumnUnit[]
  readonly having: ConditionList
  readonly orderBy: Ordering | null
  readonly hasLimit: boolean
  readonly setOperation: SetOperation | null
}

export interface SelectItem {
  readonly aggregate: Aggregate
  readonly value: ValueUnit
}

export const AGGREGATES = ['none', 'max', 'min', 'count', 'sum', 'avg'] as const

/** `none` is a word of its own there: `none(age)` is read as age. */
type Aggregate = (typeof AGGREGATES)[number]

export const ARITHMETIC_OPERATORS = ['none', '-', '+', '*', '/'] as const

type ArithmeticOperator = (typeof ARITHMETIC_OPERATORS)[number]

/** One column, or two and what stands between them. */
export interface ValueUnit {
  readonly operator: ArithmeticOperator
  readonly left: ColumnUnit
  /** null where there is no operator. */
  readonly right: ColumnUnit | null
}

export interface ColumnUnit {
  readonly aggregate: Aggregate
  /** `table.column` in lower case, or `*`. */
  readonly column: string
  readonly isDistinct: boolean
}

export type TableUnit =
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'subquery'; readonly query: SpiderQuery }

/**
 * Conditions at even places and what connects them at odd ones. The official parser lets a condition follow another
 * with nothing between, which brings conditions to odd places; its evaluator then takes them for connectives.
 */
export type ConditionList = readonly (Condition | Connective)[]

export type Connective = 'and' | 'or'

export interface Condition {
  readonly isNegated: boolean
  readonly operator: ConditionOperator
  readonly subject: ValueUnit
  readonly value: ConditionValue
  /** The second value of BETWEEN. */
  readonly secondValue: ConditionValue | null
}

export const CONDITION_OPERATORS = [
  'not',
  'between',
  '=',
  '>',
  '<',
  '>=',
  '<=',
  '!=',
  'in',
  'like',
  'is',
  'exists',
] as const

type ConditionOperator = (typeof CONDITION_OPERATORS)[number]

export type ConditionValue =
  | { readonly kind: 'number'; readonly value: number }
  /** In double quotes, as written. */
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'column'; readonly unit: ColumnUnit }
  | { readonly kind: 'subquery'; readonly query: SpiderQuery }

export interface Ordering {
  /** Of the last term that says one. */
  readonly direction: 'asc' | 'desc'
  readonly values: readonly ValueUnit[]
}

/** What follows a set operator is one query to the end, further set operators included. */
export interface SetOperation {
  readonly operator: SetOperator
  readonly query: SpiderQuery
}

export const SET_OPERATORS = ['intersect', 'union', 'except'] as const

export type SetOperator = (typeof SET_OPERATORS)[number]

/** What stands in the place of a prediction that cannot be read. */
export const EMPTY_SPIDER_QUERY: SpiderQuery = {
  isDistinct: false,
  select: [],
  tables: [],
  joinConditions: [],
  where: [],
  groupBy: [],
  having: [],
  orderBy: null,
  hasLimit: false,
  setOperation: null,
}
