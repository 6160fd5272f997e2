import type {
  CommonTable,
  Expression,
  FromItem,
  Join,
  Query,
  QueryBody,
  ResultColumn,
  Select,
} from './ast.ts'
import type { Dialect } from './dialect.ts'
import { writeExpression, writeExpressions, writeOrderBy, writeWindow } from './print-expression.ts'
import { printName } from './print-name.ts'
import { SQLITE } from './sqlite-dialect.ts'

export interface PrintOptions {
  readonly dialect?: Dialect
  /** line (the default): all on one line; block: a line per clause, for people. */
  readonly layout?: 'line' | 'block'
}

export interface PrintContext {
  readonly dialect: Dialect
  readonly layout: 'line' | 'block'
  readonly indent: number
}

const WIDTH = 80

/** The SQL of a tree, with no more brackets and quotes than it needs. Reading it gives the same tree. */
export function printQuery(query: Query, options: PrintOptions = {}): string {
  return writeQuery(query, {
    dialect: options.dialect ?? SQLITE,
    layout: options.layout ?? 'line',
    indent: 0,
  })
}

export function printExpression(expression: Expression, dialect: Dialect = SQLITE): string {
  return writeExpression(expression, { dialect, layout: 'line', indent: 0 })
}

export function printBracketedQuery(query: Query, context: PrintContext): string {
  const inner = deeper(context)
  const isBlock = context.layout === 'block'
  return `(${isBlock ? newLine(inner) : ''}${writeQuery(query, inner)}${isBlock ? newLine(context) : ''})`
}

function deeper(context: PrintContext): PrintContext {
  return { ...context, indent: context.indent + 1 }
}

function newLine({ layout, indent }: PrintContext): string {
  return layout === 'line' ? ' ' : `\n${'  '.repeat(indent)}`
}

function writeQuery(query: Query, context: PrintContext): string {
  const clauses: string[] = []
  if (query.with !== undefined) {
    const tables = query.with.tables.map((table) => writeCommonTable(table, context))
    clauses.push(`WITH ${query.with.recursive ? 'RECURSIVE ' : ''}${tables.join(`,${newLine(context)}`)}`)
  }
  const hasTail = query.orderBy.length > 0 || query.limit !== undefined
  clauses.push(writeBody(query.body, context, hasTail))
  if (query.orderBy.length > 0) clauses.push(writeOrderBy(query.orderBy, context))
  if (query.limit !== undefined) {
    const { count, offset } = query.limit
    const skip = offset === undefined ? '' : ` OFFSET ${writeExpression(offset, context)}`
    clauses.push(`LIMIT ${writeExpression(count, context)}${skip}`)
  }
  return clauses.join(newLine(context))
}

function writeCommonTable(table: CommonTable, context: PrintContext): string {
  const names = table.columns.map((column) => printName(column, context.dialect)).join(', ')
  const columns = table.columns.length > 0 ? ` (${names})` : ''
  const how =
    table.materialized === undefined ? '' : table.materialized ? 'MATERIALIZED ' : 'NOT MATERIALIZED '
  return `${printName(table.name, context.dialect)}${columns} AS ${how}${printBracketedQuery(table.query, context)}`
}

/** `hasTail`: ORDER BY or LIMIT follows, which SQLite forbids right after VALUES. */
function writeBody(body: QueryBody, context: PrintContext, hasTail: boolean): string {
  const terms: string[] = []
  let rest = body
  let isLast = true
  while (rest.kind === 'compound') {
    terms.push(writeTerm(rest.right, context, hasTail && isLast), rest.operator.toUpperCase())
    isLast = false
    rest = rest.left
  }
  terms.push(writeTerm(rest, context, hasTail && isLast))
  return terms.reverse().join(newLine(context))
}

function writeTerm(term: QueryBody, context: PrintContext, hasTail: boolean): string {
  if (term.kind === 'select') return writeSelect(term, context)
  // Set operations lean left and take no brackets: what leans right goes into FROM.
  if (term.kind === 'compound' || hasTail) {
    return `SELECT * FROM ${printBracketedQuery({ kind: 'query', body: term, orderBy: [] }, context)}`
  }
  return `VALUES ${term.rows.map((row) => `(${writeExpressions(row, context)})`).join(', ')}`
}

function writeSelect(select: Select, context: PrintContext): string {
  const columns = select.columns.map((column) => writeResultColumn(column, context))
  const clauses = [`SELECT ${select.distinct ? 'DISTINCT ' : ''}${wrap(columns, context)}`]
  if (select.from !== undefined) clauses.push(`FROM ${writeFrom(select.from, context)}`)
  if (select.where !== undefined) clauses.push(`WHERE ${writeCondition(select.where, context)}`)
  if (select.groupBy.length > 0) clauses.push(`GROUP BY ${writeExpressions(select.groupBy, context)}`)
  if (select.having !== undefined) clauses.push(`HAVING ${writeCondition(select.having, context)}`)
  if (select.windows.length > 0) {
    const windows = select.windows.map(
      ({ name, definition }) => `${printName(name, context.dialect)} AS ${writeWindow(definition, context)}`,
    )
    clauses.push(`WINDOW ${windows.join(', ')}`)
  }
  return clauses.join(newLine(context))
}

function wrap(columns: readonly string[], context: PrintContext): string {
  const line = columns.join(', ')
  if (context.layout === 'line' || line.length <= WIDTH) return line
  return columns.join(`,${newLine(deeper(context))}`)
}

function writeResultColumn(column: ResultColumn, context: PrintContext): string {
  if (column.kind === 'all') return '*'
  if (column.kind === 'all-of') return `${printName(column.table, context.dialect)}.*`
  const text = writeExpression(column.expression, context)
  return column.alias === undefined ? text : `${text} AS ${printName(column.alias, context.dialect)}`
}

/** In a block, each condition that AND joins has a line of its own. */
function writeCondition(condition: Expression, context: PrintContext): string {
  if (context.layout === 'line') return writeExpression(condition, context)
  const inner = deeper(context)
  const parts: string[] = []
  let rest = condition
  while (rest.kind === 'binary' && rest.operator === 'and') {
    parts.push(`AND ${writeExpression(rest.right, inner, 3)}`)
    rest = rest.left
  }
  parts.push(writeExpression(rest, inner, parts.length > 0 ? 2 : 0))
  return parts.reverse().join(newLine(inner))
}

function writeFrom(item: FromItem, context: PrintContext): string {
  const joins: string[] = []
  let rest = item
  while (rest.kind === 'join') {
    joins.push(writeJoin(rest, context))
    rest = rest.left
  }
  return writeFromOperand(rest, context) + joins.reverse().join('')
}

function writeJoin(join: Join, context: PrintContext): string {
  const inner = deeper(context)
  const right = writeFromOperand(join.right, inner)
  let text = right
  if (join.on !== undefined) text += ` ON ${writeExpression(join.on, inner)}`
  if (join.using !== undefined) {
    text += ` USING (${join.using.map((column) => printName(column, context.dialect)).join(', ')})`
  }
  if (join.type === 'comma') return `, ${text}`
  const type = join.type === 'inner' ? '' : `${join.type.toUpperCase()} `
  return `${newLine(inner)}${join.natural ? 'NATURAL ' : ''}${type}JOIN ${text}`
}

function writeFromOperand(item: FromItem, context: PrintContext): string {
  const name = (text: string): string => printName(text, context.dialect)
  if (item.kind === 'join') return `(${writeFrom(item, context)})`
  const alias = item.alias === undefined ? '' : ` AS ${name(item.alias)}`
  switch (item.kind) {
    case 'table':
      return `${item.schema === undefined ? '' : `${name(item.schema)}.`}${name(item.name)}${alias}`
    case 'table-function':
      return `${name(item.name)}(${writeExpressions(item.arguments, context)})${alias}`
    case 'subquery-table':
      return printBracketedQuery(item.query, context) + alias
  }
}
