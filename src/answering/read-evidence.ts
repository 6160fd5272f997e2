import { findColumn, type Schema, type Table } from '../database/schema.ts'
import type { Expression } from '../sql/ast.ts'
import { literalValue } from '../sql/literal-value.ts'
import { parseQuery } from '../sql/parse.ts'
import { SqlSyntaxError } from '../sql/sql-syntax-error.ts'
import { walkQuery } from '../sql/walk.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'

/**
 * What a question's evidence says, as encoding knowledge for this question alone. BIRD writes it as statements such as
 * "female refers to gender = 'F'; net sales = price * quantity"; what is not of that form, or names columns that do not
 * exist or stand in several tables, is left out: a language model reads the text itself.
 */
export function readEvidence(evidence: string | undefined, schema: Schema): KnowledgeEntry[] {
  if (evidence === undefined) return []
  return evidence.split(/;|\n/).flatMap((statement) => {
    const [, words, meaning] =
      /^\s*(.+?)\s+(?:refers? to|means?|stands? for|is represented by)\s+(.+?)\s*\.?\s*$/is.exec(statement) ??
      /^\s*([^='"<>]+?)\s*=\s*(.+?)\s*$/s.exec(statement) ??
      []
    if (words === undefined || meaning === undefined) return []
    return entriesOf(words.replace(/^['"“]|['"”]$/g, ''), meaning, schema)
  })
}

function entriesOf(keyword: string, meaning: string, schema: Schema): KnowledgeEntry[] {
  const expression = parseExpression(meaning)
  if (expression === null) return []
  const tables = tablesWithAll(columnsIn(meaning), schema)
  const [table] = tables
  if (table === undefined || tables.length > 1) return []
  const base = { keyword, table: table.name, origin: 'person' } as const
  const equality = equalityOf(expression, table, schema)
  if (equality !== null) return [{ ...base, kind: 'value', ...equality }]
  if (hasAggregate(meaning)) return []
  return isCondition(expression)
    ? [{ ...base, kind: 'filter', condition: meaning }]
    : [{ ...base, kind: 'expression', expression: meaning }]
}

function parseExpression(text: string): Expression | null {
  try {
    const { body } = parseQuery(`SELECT ${text}`)
    if (body.kind !== 'select' || body.from !== undefined || body.columns.length !== 1) return null
    const [column] = body.columns
    return column?.kind === 'result' && column.alias === undefined ? column.expression : null
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

function columnsIn(text: string): string[] {
  const names: string[] = []
  walkQuery(parseQuery(`SELECT ${text}`), {
    expression: (expression) => {
      if (expression.kind === 'column' && expression.doubleQuoted !== true) names.push(expression.name)
    },
  })
  return names
}

function tablesWithAll(columns: readonly string[], schema: Schema): Table[] {
  if (columns.length === 0) return []
  return schema.tables.filter(
    (table) =>
      table.kind === 'table' &&
      columns.every((column) => findColumn(schema, { table: table.name, column }) !== undefined),
  )
}

function equalityOf(
  expression: Expression,
  table: Table,
  schema: Schema,
): { column: string; value: string | number } | null {
  if (expression.kind !== 'binary' || expression.operator !== '=' || expression.left.kind !== 'column')
    return null
  const stored = findColumn(schema, { table: table.name, column: expression.left.name })
  const right = expression.right
  const isText = right.kind === 'column' && right.doubleQuoted === true
  const value = isText ? right.name : literalValue(right)
  if (stored === undefined || (typeof value !== 'string' && typeof value !== 'number')) return null
  return { column: stored.name, value }
}

const CONDITIONS = new Set(['=', '<>', '<', '<=', '>', '>=', 'is', 'is not', 'and', 'or'])

function isCondition(expression: Expression): boolean {
  if (expression.kind === 'binary') return CONDITIONS.has(expression.operator)
  return ['like', 'between', 'in', 'is-null', 'exists'].includes(expression.kind)
}

function hasAggregate(text: string): boolean {
  return /\b(?:count|sum|avg|min|max|total|group_concat|divide|subtract|multiply)\s*\(/i.test(text)
}
