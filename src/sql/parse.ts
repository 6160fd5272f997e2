import type { Query, QueryBody, Span } from './ast.ts'
import type { Dialect } from './dialect.ts'
import { parseQueryBody } from './parse-query.ts'
import { SqlSyntaxError } from './sql-syntax-error.ts'
import { SQLITE } from './sqlite-dialect.ts'
import { TokenReader } from './token-reader.ts'

// Chains such as `a + b + c …` are read in a loop but make trees as deep as they are long.
const DEPTH_LIMIT = 1_000

const OTHER_STATEMENTS = new Set(
  'ALTER ANALYZE ATTACH BEGIN COMMIT CREATE DELETE DETACH DROP END EXPLAIN INSERT PRAGMA REINDEX RELEASE REPLACE ROLLBACK SAVEPOINT SET TRUNCATE UPDATE VACUUM'.split(
    ' ',
  ),
)

/** Reads exactly one SELECT statement; throws `SqlSyntaxError` for everything else. */
export function parseQuery(sql: string, dialect: Dialect = SQLITE): Query {
  const reader = new TokenReader(sql, dialect)
  while (reader.takeOperator(';')) {}
  checkStart(reader)
  const query = parseQueryBody(reader)
  checkEnd(reader, query)
  checkDepth(reader, query)
  return query
}

function checkStart(reader: TokenReader): void {
  const { kind, key, start } = reader.peek()
  const refuse = (explanation: string): SqlSyntaxError =>
    new SqlSyntaxError(reader.sql, {
      offset: start,
      found: key === '' ? 'the end of the query' : JSON.stringify(key),
      expected: 'SELECT',
      explanation,
    })
  if (kind === 'end') throw refuse('the query is empty, expected SELECT')
  if (kind === 'word' && OTHER_STATEMENTS.has(key)) {
    throw refuse(`this is a statement of the kind ${key}; only SELECT queries are read here`)
  }
  if (!reader.isQueryStart()) throw reader.error('SELECT')
}

function checkEnd(reader: TokenReader, query: Query): void {
  const isSeparated = reader.takeOperator(';')
  while (reader.takeOperator(';')) {}
  const { kind, start, text } = reader.peek()
  if (kind === 'end') return
  if (isSeparated) {
    throw new SqlSyntaxError(reader.sql, {
      offset: start,
      found: JSON.stringify(text),
      expected: 'the end of the query',
      explanation: 'a second statement starts here; write one statement at a time',
    })
  }
  throw reader.error(`${clausesAfter(query)} or the end of the query`.replace(/^ or /, ''))
}

function clausesAfter(query: Query): string {
  if (query.limit !== undefined) return ''
  if (query.orderBy.length > 0) return 'a comma, LIMIT'
  const last = lastTerm(query.body)
  if (last.kind === 'values') return 'a comma, UNION'
  const tail = 'ORDER BY, LIMIT'
  if (last.having !== undefined) return tail
  if (last.groupBy.length > 0) return `a comma, HAVING, ${tail}`
  if (last.where !== undefined) return `AND, OR, GROUP BY, ${tail}`
  return last.from === undefined ? 'FROM' : `JOIN, WHERE, GROUP BY, ${tail}`
}

function lastTerm(body: QueryBody): Exclude<QueryBody, { kind: 'compound' }> {
  let last = body
  while (last.kind === 'compound') last = last.right
  return last
}

/** Whoever walks the tree by recursion relies on this bound. */
function checkDepth(reader: TokenReader, query: Query): void {
  const open: { value: object; depth: number }[] = [{ value: query, depth: 1 }]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, depth } = entry
    if (depth > DEPTH_LIMIT) throw reader.tooDeep((value as { span?: Span }).span?.start ?? 0)
    const deeper = Array.isArray(value) ? depth : depth + 1
    for (const key in value) {
      const child = (value as Record<string, unknown>)[key]
      if (typeof child === 'object' && child !== null && key !== 'span')
        open.push({ value: child, depth: deeper })
    }
  }
}
