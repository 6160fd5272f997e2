import type { Expression, FromItem, Query, Select } from '../../../sql/ast.ts'
import { readTopOfGroup } from '../../../sql/top-of-group.ts'
import { expressionParts, subqueryOf } from '../../../sql/walk.ts'
import type { ColumnEntry, SchemaLexicon } from '../linking/schema-lexicon.ts'

/** What of a query can speak for or against it: flat lists of what stands in which clause. */
export interface QueryOutline {
  readonly select: SelectOutline
  /** Of a set operation: how the sides are joined, and the right one. */
  readonly combined: { readonly operator: string; readonly right: SelectOutline } | null
  readonly order: readonly { readonly term: Term; readonly direction: 'asc' | 'desc' }[]
  readonly limit: number | null
}

export interface SelectOutline {
  readonly shown: readonly Term[]
  readonly distinct: boolean
  readonly tables: readonly string[]
  readonly conditions: readonly ConditionOutline[]
  readonly hasOr: boolean
  readonly group: readonly Term[]
  readonly having: readonly ConditionOutline[]
}

/** A column, an aggregate of one, or a count of rows (no column). */
export interface Term {
  readonly aggregate: string | null
  readonly distinct: boolean
  readonly column: ColumnEntry | null
  readonly isRows: boolean
}

export interface ConditionOutline {
  /** "=", ">", "like", "not in", "between", "is null", … */
  readonly operator: string
  readonly term: Term
  readonly values: readonly (string | number)[]
  readonly inner: QueryOutline | null
}

const AGGREGATES: ReadonlySet<string> = new Set(['count', 'sum', 'avg', 'min', 'max'])
const NOTHING: Term = { aggregate: null, distinct: false, column: null, isRows: false }

export function outlineQuery(whole: Query, lexicon: SchemaLexicon): QueryOutline {
  // The first of each group are asked for as the first of all are.
  const query = readTopOfGroup(whole)?.query ?? whole
  const [left, operator, right] = sidesOf(query)
  const scope = makeScope(left.from, lexicon)
  return {
    select: outlineSelect(left, lexicon),
    combined: right === null ? null : { operator, right: outlineSelect(right, lexicon) },
    order: query.orderBy.map(({ expression, direction }) => ({ term: termOf(expression, scope), direction })),
    limit: query.limit?.count.kind === 'number' ? Number(query.limit.count.text) : null,
  }
}

const NO_SELECT: Select = { kind: 'select', distinct: false, columns: [], groupBy: [], windows: [] }

function sidesOf({ body }: Query): [Select, string, Select | null] {
  if (body.kind === 'select') return [body, '', null]
  if (body.kind === 'values') return [NO_SELECT, '', null]
  const [left] = sidesOf({ kind: 'query', body: body.left, orderBy: [] })
  const [right] = sidesOf({ kind: 'query', body: body.right, orderBy: [] })
  return [left, body.operator, right]
}

function outlineSelect(select: Select, lexicon: SchemaLexicon): SelectOutline {
  const scope = makeScope(select.from, lexicon)
  const where =
    select.where === undefined ? { conditions: [], hasOr: false } : readConditions(select.where, scope)
  const having = select.having === undefined ? [] : readConditions(select.having, scope).conditions
  return {
    shown: select.columns.map((column) =>
      column.kind === 'result' ? termOf(column.expression, scope) : { ...NOTHING, isRows: true },
    ),
    distinct: select.distinct,
    tables: scope.tables,
    conditions: [...readDerived(select.from, lexicon), ...where.conditions],
    hasOr: where.hasOr,
    group: select.groupBy.map((expression) => termOf(expression, scope)),
    having,
  }
}

/** What a query over groups does stands in the query that makes them. */
function readDerived(from: FromItem | undefined, lexicon: SchemaLexicon): ConditionOutline[] {
  return from?.kind === 'subquery-table'
    ? [{ operator: 'from', term: NOTHING, values: [], inner: outlineQuery(from.query, lexicon) }]
    : []
}

interface NameScope {
  readonly lexicon: SchemaLexicon
  readonly tables: readonly string[]
  /** Alias or name, in lower case, to the table. */
  readonly names: ReadonlyMap<string, string>
}

function makeScope(from: FromItem | undefined, lexicon: SchemaLexicon): NameScope {
  const tables: string[] = []
  const names = new Map<string, string>()
  const read = (item: FromItem): void => {
    if (item.kind === 'join') {
      read(item.left)
      read(item.right)
    } else if (item.kind === 'table') {
      tables.push(item.name)
      names.set((item.alias ?? item.name).toLowerCase(), item.name)
    }
  }
  if (from !== undefined) read(from)
  return { lexicon, tables, names }
}

function termOf(expression: Expression, scope: NameScope): Term {
  if (expression.kind === 'column') return { ...NOTHING, column: columnOf(expression, scope) }
  if (expression.kind === 'call') {
    const name = expression.name.toLowerCase()
    // Of the format and the moment that it is applied to, the latter tells something.
    const terms = expression.arguments.map((argument) => termOf(argument, scope))
    const inner = terms.find(({ column }) => column !== null) ?? terms[0] ?? NOTHING
    const aggregate = AGGREGATES.has(name) && expression.arguments.length < 2 ? name : inner.aggregate
    return { aggregate, distinct: expression.distinct, column: inner.column, isRows: expression.star }
  }
  const [first] = expressionParts(expression)
    .map((part) => termOf(part, scope))
    .filter(({ column }) => column !== null)
  return first ?? NOTHING
}

function columnOf(
  { table, name }: Extract<Expression, { kind: 'column' }>,
  { lexicon, tables, names }: NameScope,
): ColumnEntry | null {
  const candidates = table === undefined ? tables : [names.get(table.toLowerCase()) ?? table]
  for (const candidate of candidates) {
    const column = lexicon.findColumn({ table: candidate, column: name })
    if (column !== undefined) return column
  }
  return null
}

function readConditions(
  expression: Expression,
  scope: NameScope,
): { conditions: ConditionOutline[]; hasOr: boolean } {
  if (expression.kind === 'binary' && (expression.operator === 'and' || expression.operator === 'or')) {
    const left = readConditions(expression.left, scope)
    const right = readConditions(expression.right, scope)
    return {
      conditions: [...left.conditions, ...right.conditions],
      hasOr: left.hasOr || right.hasOr || expression.operator === 'or',
    }
  }
  return { conditions: [conditionOf(expression, scope)], hasOr: false }
}

function conditionOf(expression: Expression, scope: NameScope): ConditionOutline {
  const subquery = directSubquery(expression)
  const inner = subquery === undefined ? null : outlineQuery(subquery, scope.lexicon)
  const [operand, ...others] = expressionParts(expression)
  return {
    operator: operatorOf(expression),
    term: operand === undefined ? NOTHING : termOf(operand, scope),
    values: others.flatMap(literalsOf),
    inner,
  }
}

function directSubquery(expression: Expression): Query | undefined {
  const own = subqueryOf(expression)
  if (own !== undefined) return own
  return expressionParts(expression)
    .map(directSubquery)
    .find((found) => found !== undefined)
}

function operatorOf(expression: Expression): string {
  const not = 'negated' in expression && expression.negated ? 'not ' : ''
  if (expression.kind === 'binary') return expression.operator
  if (expression.kind === 'unary') return expression.operator
  return `${not}${expression.kind}`
}

function literalsOf(expression: Expression): (string | number)[] {
  if (expression.kind === 'string') return [expression.value]
  if (expression.kind === 'number') return [Number(expression.text)]
  return expressionParts(expression).flatMap(literalsOf)
}
