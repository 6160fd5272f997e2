import type { Expression } from '../../../sql/ast.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { binary, call, numberLiteral, stringLiteral } from './build-sql.ts'
import type { CalendarUnit, Condition } from './sketch.ts'

type Period = Extract<Condition, { kind: 'period' }>

/** Whether a moment lies in, before or after a stretch of time, in the way the column writes moments. */
export function periodExpression(
  period: Period,
  column: Expression,
  entry: ColumnEntry | undefined,
): Expression {
  if (entry?.profile?.content === 'year') return yearExpression(period, column, entry)
  const moment = isoMoment(column, entry)
  const from = stringLiteral(period.from)
  const to = stringLiteral(period.to)
  switch (period.operator) {
    case '>':
      return binary('>=', moment, to)
    case '>=':
      return binary('>=', moment, from)
    case '<':
      return binary('<', moment, from)
    case '<=':
      return binary('<', moment, to)
    case '<>':
    case 'not in':
      return binary('or', binary('<', moment, from), binary('>=', moment, to))
    default:
      return binary('and', binary('>=', moment, from), binary('<', moment, to))
  }
}

const UNIT_FORMATS = { year: '%Y', month: '%Y-%m', day: '%Y-%m-%d' } as const

/** The moment cut to its year, month or day, as text: '2024', '2024-03', '2024-03-17'. */
export function calendarExpression(
  column: Expression,
  unit: CalendarUnit,
  entry: ColumnEntry | undefined,
): Expression {
  const moment = isoMoment(column, entry)
  return { ...call('strftime', moment), arguments: [stringLiteral(UNIT_FORMATS[unit]), moment] }
}

function yearExpression(period: Period, column: Expression, entry: ColumnEntry): Expression {
  const isText = typeof entry.profile?.minimum === 'string'
  const year = (date: string) =>
    isText ? stringLiteral(date.slice(0, 4)) : numberLiteral(Number(date.slice(0, 4)))
  const first = year(period.from)
  const last = year(`${Number(period.to.slice(0, 4)) - 1}`)
  switch (period.operator) {
    case 'in':
      return period.from.slice(0, 4) === `${Number(period.to.slice(0, 4)) - 1}`
        ? binary('=', column, first)
        : { kind: 'between', negated: false, operand: column, low: first, high: last }
    case 'not in':
      return binary('<>', column, first)
    case '>':
    case '<=':
      return binary(period.operator, column, last)
    default:
      return binary(period.operator, column, first)
  }
}

/** The column as text that sorts by time: 'YYYY-MM-DD…', put together where it is written otherwise. */
function isoMoment(column: Expression, entry: ColumnEntry | undefined): Expression {
  const samples = [
    entry?.profile?.minimum,
    ...(entry?.profile?.frequentValues.map(({ value }) => value) ?? []),
  ].filter((value) => typeof value === 'string')
  const shape = samples
    .map((sample) => /^(\d{2})[/.-](\d{2})[/.-]\d{4}/.exec(sample))
    .filter((match) => match !== null)
  if (shape.length === 0) return column
  const isMonthFirst = shape.some((match) => Number(match[2]) > 12)
  const [day, month] = isMonthFirst ? [4, 1] : [1, 4]
  const part = (start: number, length: number): Expression => ({
    ...call('substr', column),
    arguments: [column, numberLiteral(start), numberLiteral(length)],
  })
  const dash = stringLiteral('-')
  const join = (left: Expression, right: Expression) => binary('||', left, right)
  return join(join(join(join(part(7, 4), dash), part(month, 2)), dash), part(day, 2))
}
