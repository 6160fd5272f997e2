import type { Binary, Expression } from '../ast.ts'
import { literalValue } from '../literal-value.ts'
import { printExpression } from '../print.ts'
import { assembledDate, withoutAssembly } from './assembled-date.ts'
import { calendarPart, describe, isMoment, type Speaker } from './describe.ts'
import { isDay, nameCalendarText, namePeriod } from './period.ts'

/** From the start of one day, until before another. */
export interface Period {
  readonly kind: 'period'
  readonly moment: Expression
  readonly from: string
  readonly to: string
  /** The conditions that it stands for. */
  readonly bounds: readonly [Expression, Expression]
}

/** What is said of a moment: "is in March 2024". */
interface DateTest {
  readonly operand: Expression
  readonly test: string
}

/** `d >= '2024-01-01' AND d < '2025-01-01'` as one stretch of time; the other conditions as they are. */
export function withPeriods(conditions: readonly Expression[]): (Expression | Period)[] {
  const told = new Set<Expression>()
  return conditions.flatMap((condition): (Expression | Period)[] => {
    if (told.has(condition)) return []
    for (const other of conditions) {
      const period = told.has(other) ? undefined : periodBetween(condition, other)
      if (period === undefined) continue
      told.add(other)
      return [period]
    }
    return [condition]
  })
}

export function tellPeriod({ moment, from, to }: Period): DateTest {
  return { operand: moment, test: `is ${namePeriod(from, to) ?? `on or after ${from} and before ${to}`}` }
}

/** `d < '2024-01-01' OR d >= '2025-01-01'`: "is not in 2024". */
export function tellOutside(parts: readonly Expression[]): DateTest | undefined {
  const bounds = parts.map(boundOf)
  const end = bounds.find((bound) => bound?.operator === '<')
  const start = bounds.find((bound) => bound?.operator === '>=')
  if (parts.length !== 2 || end === undefined || start === undefined || !isSameMoment(start, end))
    return undefined
  const name = namePeriod(end.day, start.day)
  return name === undefined ? undefined : { operand: end.moment, test: `is not ${name}` }
}

/** A comparison of a moment with an ISO text; undefined when plain words for comparisons do. */
export function tellDateTest(condition: Binary, speaker: Speaker): DateTest | undefined {
  const { left, right, operator } = condition
  const value = literalValue(right)
  if (typeof value !== 'string') return undefined
  const part = calendarPart(left)
  if (part !== undefined) {
    const name = LENGTHS[part.unit] === value.length ? nameCalendarText(value) : undefined
    if (name === undefined || (operator !== '=' && operator !== '<>')) return undefined
    return { operand: part.moment, test: `is ${operator === '=' ? '' : 'not '}${name}` }
  }
  if (!isDay(value)) return undefined
  const operand = withoutAssembly(left)
  // '2024-03-05 10:00' > '2024-03-05': only where no time of day is stored, these words are the SQL's.
  const isWholeDay =
    assembledDate(left) !== undefined || /\bdate [a-z ]+$/.test(describe(operand, speaker).text)
  switch (operator) {
    case '>=':
      return { operand, test: `is on or after ${value}` }
    case '<':
      return { operand, test: `is before ${value}` }
    case '>':
      return { operand, test: isWholeDay ? `is after ${value}` : `is after '${value}'` }
    case '<=':
      return isWholeDay ? { operand, test: `is on or before ${value}` } : undefined
    default:
      return undefined
  }
}

/** `d LIKE '2024-03-%'` */
export function tellDatePattern(
  operand: Expression,
  pattern: Expression,
  speaker: Speaker,
): string | undefined {
  const value = literalValue(pattern)
  if (typeof value !== 'string' || !isMoment(operand, speaker)) return undefined
  const start = /^(\d{4}(?:-\d{2}){0,2})-?%$/.exec(value)?.[1]
  return start === undefined ? undefined : nameCalendarText(start)
}

const LENGTHS: Readonly<Record<string, number>> = { year: 4, month: 7, day: 10 }

interface Bound {
  readonly moment: Expression
  readonly operator: '>=' | '<'
  readonly day: string
}

function periodBetween(left: Expression, right: Expression): Period | undefined {
  const [first, second] = [boundOf(left), boundOf(right)]
  if (first === undefined || second === undefined || first.operator === second.operator) return undefined
  const [start, end] = first.operator === '>=' ? [first, second] : [second, first]
  if (!isSameMoment(start, end)) return undefined
  if (start.day >= end.day) return undefined
  return { kind: 'period', moment: start.moment, from: start.day, to: end.day, bounds: [left, right] }
}

function isSameMoment(left: Bound, right: Bound): boolean {
  return printExpression(left.moment) === printExpression(right.moment)
}

function boundOf(condition: Expression): Bound | undefined {
  if (condition.kind !== 'binary' || (condition.operator !== '>=' && condition.operator !== '<'))
    return undefined
  const day = literalValue(condition.right)
  if (typeof day !== 'string' || !isDay(day)) return undefined
  return { moment: withoutAssembly(condition.left), operator: condition.operator, day }
}
