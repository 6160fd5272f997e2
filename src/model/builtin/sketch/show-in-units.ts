import type { Expression, FromItem, Query } from '../../../sql/ast.ts'
import { isInCents, MONEY, timeFactor } from '../linking/column-units.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import { binary, numberLiteral } from './build-sql.ts'

/** How many of its own units a column has in one of those that are asked for; 1 where its name tells none. */
type UnitFactor = (column: string) => number

const SECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ seconds: 1, minutes: 60, hours: 3600, secs: 1, mins: 60, hrs: 3600 }),
)

/**
 * "the average amount in dollars" of a column in cents, "the total length in minutes" of one in milliseconds: what is
 * shown is converted. The query itself where nothing is to do.
 */
export function showInUnits(query: Query, tokens: readonly QuestionToken[], lexicon: SchemaLexicon): Query {
  const factor = unitAsked(tokens)
  const { body } = query
  if (factor === null || body.kind !== 'select') return query
  const names = tableNames(body.from)
  const isNumeric = (name: string) =>
    names.some((table) => lexicon.findColumn({ table, column: name })?.isNumeric === true)
  const columns = body.columns.map((column) => {
    if (column.kind !== 'result') return column
    const name = measuredColumn(column.expression)
    const times = name === null || !isNumeric(name) ? 1 : factor(name)
    if (times === 1) return column
    const expression =
      times > 1
        ? binary('/', column.expression, { kind: 'number', text: `${times}.0` })
        : binary('*', column.expression, numberLiteral(1 / times))
    return { ...column, expression }
  })
  const isSame = columns.every((column, index) => column === body.columns[index])
  return isSame ? query : { ...query, body: { ...body, columns } }
}

/** What follows "in", unless a number stands before it: "5 in dollars". */
function unitAsked(tokens: readonly QuestionToken[]): UnitFactor | null {
  for (const [position, { folded }] of tokens.entries()) {
    if (tokens[position - 1]?.folded !== 'in' || tokens[position - 2]?.kind === 'number') continue
    if (MONEY.has(folded)) return (column) => (isInCents(column) ? 100 : 1)
    const seconds = SECONDS.get(folded)
    if (seconds !== undefined) return (column) => timeFactor(column, seconds)
  }
  return null
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
