import type { BinaryOperator, ColumnReference, Expression, ResultColumn, Span } from './ast.ts'

/** What the names of a query stand for. Tables and columns are named as stored. */
export interface Resolution {
  /** The tables used, each once, in the order of the text. */
  readonly tables: readonly string[]
  readonly columns: readonly ColumnUse[]
  readonly comparisons: readonly Comparison[]
  readonly problems: readonly NameProblem[]
}

export type Clause = 'select' | 'where' | 'on' | 'group' | 'having' | 'order' | 'limit'

export interface ColumnUse {
  readonly table: string
  readonly column: string
  /** The reference; a star stands for each column that it brings in; undefined for USING and NATURAL. */
  readonly node: ColumnReference | Exclude<ResultColumn, { kind: 'result' }> | undefined
  readonly clause: Clause
}

/** A column beside a literal: what the literal is tested against, and what has to be stored for it to match. */
export interface Comparison {
  readonly table: string
  readonly column: string
  readonly node: ColumnReference
  /** Read with the column on the left: `5 < age` is `age > 5`. */
  readonly operator: ComparisonOperator
  /** A literal, or a "name" that no column has and that SQLite therefore reads as a string. */
  readonly literal: Expression
  readonly value: string | number
  readonly clause: Clause
}

export type ComparisonOperator =
  | Extract<BinaryOperator, '=' | '<>' | '<' | '<=' | '>' | '>=' | 'is' | 'is not'>
  | 'in'
  | 'not in'
  | 'like'
  | 'not like'
  | 'between'
  | 'not between'

export interface NameProblem {
  readonly kind: 'unknown-table' | 'unknown-column' | 'ambiguous-column'
  /** As written, with its table when it has one. */
  readonly name: string
  readonly span: Span | undefined
  /** Up to three names that were perhaps meant, the nearest first; for an ambiguous column, the qualified names. */
  readonly near: readonly string[]
}
