import type { Expression, FromItem, Query } from '../../../sql/ast.ts'
import { isInCents, MONEY, secondsOfUnit } from '../linking/column-units.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import { binary, numberLiteral } from './build-sql.ts'

/** "in minutes": where it stands, and how many of a column's own units one of these is; null where its name tells none. */
export interface AskedUnit {
  /** Token positions; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly factor: (column: string) => number | null
}

const SECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ seconds: 1, minutes: 60, hours: 3600, days: 86_400, secs: 1, mins: 60, hrs: 3600 }),
)

/** The unit that follows "in". */
export function findAskedUnit(tokens: readonly QuestionToken[]): AskedUnit | null {
  for (const [position, { folded }] of tokens.entries()) {
    if (tokens[position - 1]?.folded !== 'in') continue
    const place = { start: position - 1, end: position + 1 }
    if (MONEY.has(folded)) return { ...place, factor: (column) => (isInCents(column) ? 100 : 1) }
    const seconds = SECONDS.get(folded)
    if (seconds === undefined) continue
    const factor = (column: string) => {
      const own = secondsOfUnit(column)
      return own === null ? null : seconds / own
    }
    return { ...place, factor }
  }
  return null
}

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
