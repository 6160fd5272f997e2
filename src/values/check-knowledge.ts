import { findColumn, findTable, type Schema } from '../database/schema.ts'
import type { Expression, Query } from '../sql/ast.ts'
import type { Dialect } from '../sql/dialect.ts'
import { parseExpression } from '../sql/parse-expression.ts'
import { resolveNames } from '../sql/resolve.ts'
import { SqlSyntaxError } from '../sql/sql-syntax-error.ts'
import { SQLITE } from '../sql/sqlite-dialect.ts'
import { TokenReader } from '../sql/token-reader.ts'
import type { KnowledgeEntry } from './knowledge.ts'

export interface KnowledgeProblem {
  readonly entry: KnowledgeEntry
  /** A sentence: which entry, what does not fit the database, what to do. */
  readonly message: string
}

/** The entries that cannot be meant for a database of this schema. */
export function checkKnowledge(
  entries: readonly KnowledgeEntry[],
  schema: Schema,
  dialect: Dialect = SQLITE,
): readonly KnowledgeProblem[] {
  return entries.flatMap((entry) => {
    const problem = problemOf(entry, schema, dialect)
    return problem === undefined ? [] : [{ entry, message: `"${entry.keyword}": ${problem}` }]
  })
}

function problemOf(entry: KnowledgeEntry, schema: Schema, dialect: Dialect): string | undefined {
  const table = findTable(schema, entry.table)
  if (table === undefined) return `there is no table ${entry.table}. Correct the name or remove the entry.`
  if (entry.kind === 'value') {
    if (findColumn(schema, entry) !== undefined) return undefined
    return `the table ${table.name} has no column ${entry.column}. Correct the name or remove the entry.`
  }
  const sql = entry.kind === 'expression' ? entry.expression : entry.condition
  const expression = readExpression(sql, dialect)
  if (typeof expression === 'string')
    return `${sql} is not an SQL ${entry.kind}: ${expression.replace(/\.?$/, '.')} Correct it.`
  const [name] = resolveNames(queryOf(expression, table.name), schema, dialect).problems
  if (name === undefined) return undefined
  const hint = name.near.length === 0 ? '' : ` Did you mean ${name.near.join(' or ')}?`
  return `${name.name} in ${sql} is not a column of ${table.name}.${hint}`
}

/** The tree of a lone expression, or what is wrong with it. */
function readExpression(sql: string, dialect: Dialect): Expression | string {
  try {
    const reader = new TokenReader(sql, dialect)
    const expression = parseExpression(reader)
    const { kind, start } = reader.peek()
    return kind === 'end'
      ? expression
      : `the expression ends before ${JSON.stringify(sql.slice(start, start + 20))}.`
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error.message
    throw error
  }
}

function queryOf(expression: Expression, table: string): Query {
  const columns = [{ kind: 'result', expression } as const]
  return {
    kind: 'query',
    body: {
      kind: 'select',
      distinct: false,
      columns,
      from: { kind: 'table', name: table },
      groupBy: [],
      windows: [],
    },
    orderBy: [],
  }
}
