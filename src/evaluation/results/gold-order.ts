import type { OrderTerm, Query, ResultColumn } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import { SQLITE } from '../../sql/sqlite-dialect.ts'
import type { EvaluatedDatabase, ExecutionLimits } from '../evaluated-database.ts'
import { rowKey } from './python-equality.ts'

export interface GoldOrder {
  /** The outermost query orders its rows. */
  readonly ordered: boolean
  /** For each row of gold its group of rows that tie in the order; absent where it cannot be told. */
  readonly ties?: readonly number[]
}

/** Whether gold orders its rows, and which of them could change places. */
export async function readGoldOrder(
  gold: string,
  database: EvaluatedDatabase,
  limits: ExecutionLimits,
): Promise<GoldOrder> {
  const query = parsed(gold)
  if (query === null) return { ordered: /\border\s+by\b/i.test(gold) }
  if (query.orderBy.length === 0) return { ordered: false }
  const withKeys = showOrderKeys(query)
  if (withKeys === null) return { ordered: true }
  const shown = await database.execute(printQuery(withKeys, { dialect: SQLITE }), limits)
  if (shown.kind !== 'result') return { ordered: true }
  const groups = new Map<string, number>()
  const ties = shown.rows.map((row) => {
    const key = rowKey(row.slice(-query.orderBy.length))
    const group = groups.get(key) ?? groups.size
    groups.set(key, group)
    return group
  })
  return { ordered: true, ties }
}

function parsed(sql: string): Query | null {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

/** The query with what it orders by as columns after its own; null where that would change its rows. */
function showOrderKeys(query: Query): Query | null {
  const { body } = query
  if (body.kind !== 'select' || body.distinct) return null
  const keys = query.orderBy.map((term) => keyColumn(term, body.columns))
  if (keys.some((key) => key === null)) return null
  return { ...query, body: { ...body, columns: [...body.columns, ...(keys as ResultColumn[])] } }
}

/** A number is the place of a column, and a bare name may be a column's alias. */
function keyColumn({ expression }: OrderTerm, columns: readonly ResultColumn[]): ResultColumn | null {
  if (expression.kind === 'number') {
    const isPlain = columns.every(({ kind }) => kind === 'result')
    const column = columns[Number(expression.text) - 1]
    return isPlain && column?.kind === 'result' ? { kind: 'result', expression: column.expression } : null
  }
  if (expression.kind === 'column' && expression.table === undefined) {
    const name = expression.name.toLowerCase()
    const aliased = columns.find((column) => column.kind === 'result' && column.alias?.toLowerCase() === name)
    if (aliased?.kind === 'result') return { kind: 'result', expression: aliased.expression }
  }
  return { kind: 'result', expression }
}
