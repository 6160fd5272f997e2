import type { Expression, FromItem, Query } from '../../../sql/ast.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import type { AskedUnit } from '../linking/words/asked-unit.ts'
import { binary, numberLiteral } from './build-sql.ts'

/**
 * "the average amount in dollars" of a column in cents, "the total length in minutes" of one in milliseconds: what is
 * shown is converted. The query itself where it is in that unit; null where no column that is shown tells its unit.
 */
export function showInUnit(query: Query, { factor }: AskedUnit, lexicon: SchemaLexicon): Query | null {
  const { body } = query
  if (body.kind !== 'select') return null
  const names = tableNames(body.from)
  const isNumeric = (name: string) =>
    names.some((table) => lexicon.findColumn({ table, column: name })?.isNumeric === true)
  const factors = body.columns.map((column) => {
    const name = column.kind === 'result' ? measuredColumn(column.expression) : null
    return name !== null && isNumeric(name) ? factor(name) : null
  })
  if (factors.every((times) => times === null)) return null
  if (factors.every((times) => times === null || times === 1)) return query
  const columns = body.columns.map((column, index) =>
    column.kind === 'result'
      ? { ...column, expression: divided(column.expression, factors[index]!) }
      : column,
  )
  return { ...query, body: { ...body, columns } }
}

function divided(expression: Expression, times: number | null): Expression {
  if (times === null || times === 1) return expression
  return times > 1
    ? binary('/', expression, { kind: 'number', text: `${times}.0` })
    : binary('*', expression, numberLiteral(1 / times))
}

const KEEPING_UNITS: ReadonlySet<string> = new Set(['sum', 'avg', 'min', 'max'])

/** The column that is shown, by itself or as a sum, mean or extreme of it. */
function measuredColumn(expression: Expression): string | null {
  if (expression.kind === 'column') return expression.name
  if (expression.kind !== 'call' || !KEEPING_UNITS.has(expression.name)) return null
  const [argument] = expression.arguments
  return argument?.kind === 'column' ? argument.name : null
}

function tableNames(from: FromItem | undefined): string[] {
  if (from?.kind === 'table') return [from.name]
  return from?.kind === 'join' ? [...tableNames(from.left), ...tableNames(from.right)] : []
}
