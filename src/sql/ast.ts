/**
 * SQL as data: one SELECT statement as a tree of plain records. The grammar is SQLite's; what another engine
 * writes differently is the printer's and the dialect's business, not the tree's.
 */

/** Where a node stood in the source text; `end` is exclusive. Absent on nodes that were built, not parsed. */
export interface Span {
  readonly start: number
  readonly end: number
}

interface Spanned {
  readonly span?: Span
}

/** A whole statement, or a subquery. */
export interface Query extends Spanned {
  readonly kind: 'query'
  readonly with?: WithClause
  readonly body: QueryBody
  readonly orderBy: readonly OrderTerm[]
  readonly limit?: Limit
}

export interface WithClause extends Spanned {
  readonly recursive: boolean
  readonly tables: readonly CommonTable[]
}

export interface CommonTable extends Spanned {
  readonly name: string
  readonly columns: readonly string[]
  readonly materialized?: boolean
  readonly query: Query
}

export type QueryBody = Select | Compound | Values

export interface Select extends Spanned {
  readonly kind: 'select'
  readonly distinct: boolean
  readonly columns: readonly ResultColumn[]
  readonly from?: FromItem
  readonly where?: Expression
  readonly groupBy: readonly Expression[]
  readonly having?: Expression
  readonly windows: readonly NamedWindow[]
}

export type SetOperator = 'union' | 'union all' | 'intersect' | 'except'

/** Set operations associate to the left: `a union b except c` is `(a union b) except c`. */
export interface Compound extends Spanned {
  readonly kind: 'compound'
  readonly operator: SetOperator
  readonly left: QueryBody
  readonly right: QueryBody
}

export interface Values extends Spanned {
  readonly kind: 'values'
  readonly rows: readonly (readonly Expression[])[]
}

export type ResultColumn =
  | ({ readonly kind: 'all' } & Spanned)
  | ({ readonly kind: 'all-of'; readonly table: string } & Spanned)
  | ({ readonly kind: 'result'; readonly expression: Expression; readonly alias?: string } & Spanned)

export type FromItem = TableReference | TableFunction | SubqueryTable | Join

export interface TableReference extends Spanned {
  readonly kind: 'table'
  readonly schema?: string
  readonly name: string
  readonly alias?: string
}

export interface TableFunction extends Spanned {
  readonly kind: 'table-function'
  readonly name: string
  readonly arguments: readonly Expression[]
  readonly alias?: string
}

export interface SubqueryTable extends Spanned {
  readonly kind: 'subquery-table'
  readonly query: Query
  readonly alias?: string
}

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'comma'

export interface Join extends Spanned {
  readonly kind: 'join'
  readonly type: JoinType
  readonly natural: boolean
  readonly left: FromItem
  readonly right: FromItem
  readonly on?: Expression
  readonly using?: readonly string[]
}

export interface OrderTerm extends Spanned {
  readonly expression: Expression
  readonly direction: 'asc' | 'desc'
  readonly nulls?: 'first' | 'last'
}

export interface Limit extends Spanned {
  readonly count: Expression
  readonly offset?: Expression
}

export type Expression =
  | ColumnReference
  | NumberLiteral
  | StringLiteral
  | BlobLiteral
  | NullLiteral
  | BooleanLiteral
  | CurrentMoment
  | Parameter
  | Unary
  | Binary
  | Like
  | Between
  | In
  | IsNull
  | Exists
  | ScalarSubquery
  | RowValue
  | Call
  | Cast
  | Case
  | Collate

export interface ColumnReference extends Spanned {
  readonly kind: 'column'
  readonly schema?: string
  readonly table?: string
  readonly name: string
  /** Written "so": SQLite reads it as a string when no such column exists. */
  readonly doubleQuoted?: boolean
}

/** `text` is kept as written ('1e3', '0x10'), so that printing changes nothing. */
export interface NumberLiteral extends Spanned {
  readonly kind: 'number'
  readonly text: string
}

export interface StringLiteral extends Spanned {
  readonly kind: 'string'
  readonly value: string
}

export interface BlobLiteral extends Spanned {
  readonly kind: 'blob'
  readonly hex: string
}

export interface NullLiteral extends Spanned {
  readonly kind: 'null'
}

export interface BooleanLiteral extends Spanned {
  readonly kind: 'boolean'
  readonly value: boolean
}

export interface CurrentMoment extends Spanned {
  readonly kind: 'current-moment'
  readonly name: 'current_date' | 'current_time' | 'current_timestamp'
}

/** `?`, `?1`, `:name`, `@name`, `$name`: kept as written. */
export interface Parameter extends Spanned {
  readonly kind: 'parameter'
  readonly text: string
}

export interface Unary extends Spanned {
  readonly kind: 'unary'
  readonly operator: '-' | '+' | '~' | 'not'
  readonly operand: Expression
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'is'
  | 'is not'
  | 'is distinct from'
  | 'is not distinct from'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&'
  | '|'
  | '<<'
  | '>>'
  | '||'
  | '->'
  | '->>'

export interface Binary extends Spanned {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface Like extends Spanned {
  readonly kind: 'like'
  readonly operator: 'like' | 'glob' | 'regexp' | 'match'
  readonly negated: boolean
  readonly operand: Expression
  readonly pattern: Expression
  readonly escape?: Expression
}

export interface Between extends Spanned {
  readonly kind: 'between'
  readonly negated: boolean
  readonly operand: Expression
  readonly low: Expression
  readonly high: Expression
}

export interface In extends Spanned {
  readonly kind: 'in'
  readonly negated: boolean
  readonly operand: Expression
  readonly set:
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'query'; readonly query: Query }
    | { readonly kind: 'table'; readonly schema?: string; readonly name: string }
}

export interface IsNull extends Spanned {
  readonly kind: 'is-null'
  readonly negated: boolean
  readonly operand: Expression
}

export interface Exists extends Spanned {
  readonly kind: 'exists'
  readonly query: Query
}

export interface ScalarSubquery extends Spanned {
  readonly kind: 'subquery'
  readonly query: Query
}

export interface RowValue extends Spanned {
  readonly kind: 'row'
  readonly items: readonly Expression[]
}

export interface Call extends Spanned {
  readonly kind: 'call'
  readonly name: string
  readonly distinct: boolean
  /** `count(*)`: no arguments and `star`. */
  readonly star: boolean
  readonly arguments: readonly Expression[]
  readonly orderBy?: readonly OrderTerm[]
  readonly filter?: Expression
  /** A window written out, or the name of one in the WINDOW clause. */
  readonly over?: WindowDefinition | string
}

export interface WindowDefinition extends Spanned {
  readonly base?: string
  readonly partitionBy: readonly Expression[]
  readonly orderBy: readonly OrderTerm[]
  readonly frame?: WindowFrame
}

export interface WindowFrame extends Spanned {
  readonly unit: 'rows' | 'range' | 'groups'
  readonly start: FrameBound
  readonly end?: FrameBound
  readonly exclude?: 'no others' | 'current row' | 'group' | 'ties'
}

export type FrameBound =
  | { readonly kind: 'unbounded-preceding' }
  | { readonly kind: 'preceding'; readonly distance: Expression }
  | { readonly kind: 'current-row' }
  | { readonly kind: 'following'; readonly distance: Expression }
  | { readonly kind: 'unbounded-following' }

export interface NamedWindow extends Spanned {
  readonly name: string
  readonly definition: WindowDefinition
}

export interface Cast extends Spanned {
  readonly kind: 'cast'
  readonly operand: Expression
  readonly type: string
}

export interface Case extends Spanned {
  readonly kind: 'case'
  readonly operand?: Expression
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[]
  readonly otherwise?: Expression
}

export interface Collate extends Spanned {
  readonly kind: 'collate'
  readonly operand: Expression
  readonly collation: string
}
