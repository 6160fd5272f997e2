import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { printExpression } from '../../../sql/print.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { columnExpression } from './build-sql.ts'
import { calendarExpression, periodExpression } from './period-expression.ts'
import type { CalendarUnit, Condition } from './sketch.ts'

const { survey, database, close } = await exploreScript(`
  CREATE TABLE events (iso TEXT, stamp TEXT, day_first TEXT, month_first TEXT, year INTEGER);
  INSERT INTO events VALUES
    ('2023-12-31', '2023-12-31 23:59:59', '31/12/2023', '12/31/2023', 2023),
    ('2024-01-01', '2024-01-01 00:00:00', '01/01/2024', '01/01/2024', 2024),
    ('2024-06-15', '2024-06-15 12:30:00', '15/06/2024', '06/15/2024', 2024),
    ('2024-12-31', '2024-12-31 08:00:00', '31/12/2024', '12/31/2024', 2024),
    ('2025-01-01', '2025-01-01 00:00:01', '01/01/2025', '01/01/2025', 2025),
    ('2025-03-20', '2025-03-20 10:00:00', '20/03/2025', '03/20/2025', 2025);
`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

const COLUMNS = ['iso', 'stamp', 'day_first', 'month_first', 'year'] as const
type Operator = Extract<Condition, { kind: 'period' }>['operator']

function conditionOn(name: string, operator: Operator, from: string, to: string): string {
  const column = { table: 'events', column: name }
  const period = { kind: 'period', column, operator, from, to } as const
  return printExpression(
    periodExpression(period, columnExpression(column, false), lexicon.findColumn(column)),
  )
}

async function datesWhere(condition: string): Promise<unknown> {
  const outcome = await database.run(`SELECT iso FROM events WHERE ${condition} ORDER BY iso`)
  return outcome.kind === 'rows' ? outcome.rows.map(([iso]) => iso) : outcome
}

describe.each(COLUMNS)('a year in the column %s', (name) => {
  it.each<[Operator, string[]]>([
    ['in', ['2024-01-01', '2024-06-15', '2024-12-31']],
    ['not in', ['2023-12-31', '2025-01-01', '2025-03-20']],
    ['<', ['2023-12-31']],
    ['<=', ['2023-12-31', '2024-01-01', '2024-06-15', '2024-12-31']],
    ['>', ['2025-01-01', '2025-03-20']],
    ['>=', ['2024-01-01', '2024-06-15', '2024-12-31', '2025-01-01', '2025-03-20']],
  ])('%s 2024', async (operator, dates) => {
    expect(await datesWhere(conditionOn(name, operator, '2024-01-01', '2025-01-01'))).toEqual(dates)
  })
})

describe.each(COLUMNS.slice(0, 4))('a day and a month in the column %s', (name) => {
  it('finds the day', async () => {
    expect(await datesWhere(conditionOn(name, 'in', '2024-12-31', '2025-01-01'))).toEqual(['2024-12-31'])
  })

  it('finds the month', async () => {
    expect(await datesWhere(conditionOn(name, 'in', '2025-03-01', '2025-04-01'))).toEqual(['2025-03-20'])
  })

  it.each<[CalendarUnit, string]>([
    ['year', '2024'],
    ['month', '2024-06'],
    ['day', '2024-06-15'],
  ])('cuts to its %s', async (unit, text) => {
    const column = { table: 'events', column: name }
    const cut = calendarExpression(columnExpression(column, false), unit, lexicon.findColumn(column))
    const outcome = await database.run(`SELECT ${printExpression(cut)} FROM events WHERE iso = '2024-06-15'`)
    expect(outcome).toMatchObject({ rows: [[text]] })
  })
})

it('reads well on ISO dates and years', () => {
  expect(conditionOn('iso', 'in', '2024-01-01', '2025-01-01')).toBe(
    "iso >= '2024-01-01' AND iso < '2025-01-01'",
  )
  expect(conditionOn('year', 'in', '2024-01-01', '2025-01-01')).toBe('year = 2024')
  expect(conditionOn('year', 'in', '2022-01-01', '2025-01-01')).toBe('year BETWEEN 2022 AND 2024')
})
