import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { dropUnaskedMeasure } from './drop-unasked-columns.ts'
import { readDraft } from './read-draft.ts'
import { splitContradiction } from './split-contradiction.ts'
import { turnComparison } from './turn-comparison.ts'
import { turnSuperlative } from './turn-superlative.ts'

type Rule = (
  query: ReturnType<typeof parseQuery>,
  question: string,
) => { query: ReturnType<typeof parseQuery> } | null
const apply = (rule: Rule, sql: string, question: string): string | null => {
  const edit = rule(parseQuery(sql), question)
  return edit === null ? null : printQuery(edit.query)
}

const MOST = 'SELECT city, count(*) AS n FROM t GROUP BY city ORDER BY n DESC LIMIT 1'

describe('dropUnaskedMeasure', () => {
  it.each([
    ['Which city has the most flights?', MOST],
    ['What city has the highest number of flights?', MOST],
    [
      'What is the most common city?',
      'SELECT city, count(*) FROM t GROUP BY city ORDER BY count(*) DESC LIMIT 1',
    ],
    ['What is the most common city?', 'SELECT city, count(*) FROM t GROUP BY city ORDER BY 2 DESC LIMIT 1'],
  ])('%s', (question, sql) => {
    expect(apply(dropUnaskedMeasure, sql, question)).toBe(
      'SELECT city FROM t GROUP BY city ORDER BY count(*) DESC LIMIT 1',
    )
  })

  it.each([
    ['Which city has the most flights, and how many?', MOST],
    ['Give the city with the most flights and its count.', MOST],
    ['Number of flights of the busiest city', MOST],
    ['Which cities have flights?', 'SELECT city, count(*) FROM t GROUP BY city ORDER BY count(*) DESC'],
    ['Which city has the most flights?', 'SELECT city, count(*) FROM t GROUP BY city ORDER BY city LIMIT 1'],
    ['What is the most?', 'SELECT count(*) FROM t GROUP BY city ORDER BY count(*) DESC LIMIT 1'],
  ])('leaves: %s', (question, sql) => expect(apply(dropUnaskedMeasure, sql, question)).toBeNull())
})

describe('turnComparison', () => {
  it.each([
    ['people under age 30', 'age > 30', 'age < 30'],
    ['people older than 30', 'age < 30', 'age > 30'],
    ['at least 1,000 seats', 'seats <= 1000', 'seats >= 1000'],
    ['no more than 5 doors', 'doors >= 5', 'doors <= 5'],
  ])('%s: %s', (question, was, now) => {
    expect(apply(turnComparison, `SELECT a FROM t WHERE ${was}`, question)).toBe(
      `SELECT a FROM t WHERE ${now}`,
    )
  })

  it.each([
    ['people under 30', 'age < 30'],
    ['people not under 30', 'age > 30'],
    ['cars that do not have more than 3 doors', 'doors <= 3'],
    ['people younger than 30', 'birth_year > 30'],
    ['between 10 and 30', 'age > 30'],
    ['over 30 or under 30', 'age > 30'],
    ['under 300', 'age > 30'],
    ['more than 3 doors', 'doors <= 3'],
  ])('leaves: %s: %s', (question, condition) => {
    expect(apply(turnComparison, `SELECT a FROM t WHERE ${condition}`, question)).toBeNull()
  })
})

describe('turnSuperlative', () => {
  it.each([
    ['the youngest teacher', 'age DESC', 'age'],
    ['the oldest teacher', 'age', 'age DESC'],
    ['the youngest teacher', 'birth_date', 'birth_date DESC'],
    ['the latest order', 'order_date', 'order_date DESC'],
    ['the cheapest product', 'price DESC', 'price'],
  ])('%s by %s', (question, was, now) => {
    const sql = (order: string) => `SELECT a FROM t ORDER BY ${order} LIMIT 1`
    expect(apply(turnSuperlative, sql(was), question)).toBe(sql(now))
  })

  it.each([
    ['the youngest teacher', 'age'],
    ['the best player', 'rank'],
    ['the fastest lap', 'time'],
    ['the youngest of the largest class', 'age DESC'],
    ['the oldest bridge', 'name'],
  ])('leaves: %s by %s', (question, order) => {
    expect(apply(turnSuperlative, `SELECT a FROM t ORDER BY ${order} LIMIT 1`, question)).toBeNull()
  })
})

describe('splitContradiction', () => {
  it.each([
    [
      "SELECT a FROM t WHERE z = 1 AND b = 'x' AND b = 'y'",
      "SELECT a FROM t WHERE z = 1 AND b = 'x' INTERSECT SELECT a FROM t WHERE z = 1 AND b = 'y'",
    ],
    [
      'SELECT a FROM t WHERE y < 1945 AND y > 1955',
      'SELECT a FROM t WHERE y < 1945 INTERSECT SELECT a FROM t WHERE y > 1955',
    ],
  ])('%s', (was, now) => expect(apply(splitContradiction, was, '')).toBe(now))

  it.each([
    'SELECT a FROM t WHERE y > 1945 AND y < 1955',
    "SELECT a FROM t WHERE b = 'x' OR b = 'y'",
    "SELECT count(*) FROM t WHERE b = 'x' AND b = 'y'",
    "SELECT b FROM t WHERE b = 'x' AND b = 'y'",
  ])('leaves: %s', (sql) => expect(apply(splitContradiction, sql, '')).toBeNull())
})

describe('readDraft', () => {
  it.each([
    ['SELECT 1', 'SELECT 1'],
    ['```sql\nSELECT 1\n```', 'SELECT 1'],
    ['The query is: SELECT a FROM t; it lists a.', 'SELECT a FROM t'],
    ['SELECT a FROM t LIMIT 1;.030 sec', 'SELECT a FROM t LIMIT 1'],
    ['SELECT a FROM t\n\nThis lists a.', 'SELECT a FROM t'],
  ])('%s', (text, sql) => expect(readDraft(text)?.sql).toBe(sql))

  it.each(['', 'no idea', 'SELECT FROM', 'DROP TABLE t'])('nothing in: %s', (text) => {
    expect(readDraft(text)).toBeNull()
  })
})
