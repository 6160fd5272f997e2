import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { readQuestion } from '../ranking/read-question.ts'

const { survey, graph, values, close } = await exploreScript(`
CREATE TABLE guests (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO guests VALUES (1, 'Ida'), (2, 'Max'), (3, 'Eva');
CREATE TABLE bookings (id INTEGER PRIMARY KEY, guest_id INTEGER REFERENCES guests (id), state TEXT);
INSERT INTO bookings VALUES (1, 1, 'no_show'), (2, 1, 'stayed'), (3, 2, 'no_show'), (4, 2, 'no_show'), (5, 3, 'no_show'),
  (6, 3, 'cancelled'), (7, 3, 'stayed');`)
afterAll(close)

function firstQuery(question: string): string | undefined {
  const text = 'no-shows'
  const start = question.indexOf(text)
  const matches = values.findExact('no_show', { limit: 1 })
  const keyword = { text, start, end: start + text.length, table: null, columns: [] }
  const tables = survey.schema.tables.map(({ name, columns }) => ({
    table: name,
    columns: columns.map((column) => column.name),
  }))
  const grounded = [{ keyword, matches, knowledge: [] }]
  const context = { survey, graph, values }
  const now = new Date('2025-06-15')
  return readQuestion({ question, context, grounded, part: { tables }, count: 5, now }, 5).readings[0]?.sql
}

const JOINED = 'guests JOIN bookings ON bookings.guest_id = guests.id'

it.each([
  [
    'which guest has the most no-shows?',
    `SELECT guests.name FROM ${JOINED} WHERE bookings.state = 'no_show' GROUP BY guests.id ORDER BY count(*) DESC LIMIT 1`,
  ],
  [
    'guests with at least 2 no-shows',
    `SELECT guests.name FROM ${JOINED} WHERE bookings.state = 'no_show' GROUP BY guests.id HAVING count(*) >= 2`,
  ],
  ['how many no-shows are there?', "SELECT count(*) FROM bookings WHERE state = 'no_show'"],
  ['number of no-shows per guest', 'count(*) FROM bookings JOIN guests'],
])('%s', (question, sql) => {
  expect(firstQuery(question)).toContain(sql)
})
