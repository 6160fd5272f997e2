import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import { type GoldResult, judgeNeighbour, type NeighbourVerdict, runGold } from './judge-neighbour.ts'

const SETTINGS = { timeoutMs: 1_000 }
const database = openInMemoryDatabase(`
  CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);
  INSERT INTO pets VALUES (1, 'Ada', 4), (2, 'Bo', 9), (3, 'Cy', 9), (4, 'Di', 1);
`)

async function gold(sql: string): Promise<GoldResult> {
  const result = await runGold(database, sql, SETTINGS)
  if (result.kind === 'rejected') throw new Error(result.message)
  return result
}

describe('the result of a gold query', () => {
  it.each([
    ['SELECT name FROM pets', 'none'],
    ['SELECT name FROM pets ORDER BY id', 'none'],
    ['SELECT name FROM pets ORDER BY age', 'order'],
    ['SELECT age FROM pets ORDER BY age', 'none'],
    ['SELECT name FROM pets ORDER BY age LIMIT 1', 'none'],
    ['SELECT name FROM pets ORDER BY age DESC LIMIT 1', 'rows'],
    ['SELECT age FROM pets ORDER BY age DESC LIMIT 1', 'none'],
    ['SELECT age, count(*) FROM pets GROUP BY age ORDER BY count(*) LIMIT 1', 'rows'],
    ['SELECT name FROM pets WHERE age > 50 ORDER BY age LIMIT 1', 'none'],
  ] as const)('%s: depends on ties in %s', async (sql, ties) => {
    expect((await gold(sql)).ties).toBe(ties)
  })

  it('is a refusal where the query does not run', async () => {
    expect(await runGold(database, 'SELECT nothing FROM pets', SETTINGS)).toMatchObject({ kind: 'rejected' })
  })
})

describe('a neighbour', () => {
  it.each<[string, string, NeighbourVerdict]>([
    ['SELECT name FROM pets', 'SELECT name FROM pets WHERE age > 1', 'told-apart'],
    ['SELECT name FROM pets', 'SELECT name FROM pets WHERE age > 0', 'same'],
    ['SELECT name FROM pets', 'SELECT name FROM pets ORDER BY age', 'same'],
    ['SELECT name FROM pets', 'SELECT nothing FROM pets', 'refused'],
    ['SELECT name FROM pets', 'SELECT a.name FROM pets AS a, pets AS b', 'told-apart'],
    ['SELECT name FROM pets ORDER BY id', 'SELECT name FROM pets ORDER BY id DESC', 'told-apart'],
    // Bo and Cy may stand either way round.
    ['SELECT name FROM pets ORDER BY age', 'SELECT name FROM pets ORDER BY age, name DESC', 'told-apart'],
    ['SELECT name FROM pets ORDER BY age', 'SELECT name FROM pets ORDER BY age + 0', 'same'],
    ['SELECT name FROM pets ORDER BY age', 'SELECT name FROM pets', 'told-apart'],
    [
      'SELECT name FROM pets ORDER BY age DESC LIMIT 1',
      'SELECT name FROM pets ORDER BY -age, name DESC LIMIT 1',
      'told-apart',
    ],
    [
      'SELECT name FROM pets ORDER BY age DESC LIMIT 1',
      'SELECT name FROM (SELECT * FROM pets ORDER BY id DESC) ORDER BY age DESC LIMIT 1',
      'same',
    ],
    [
      'SELECT name FROM pets ORDER BY age DESC LIMIT 1',
      'SELECT name FROM pets ORDER BY age DESC LIMIT 2',
      'told-apart',
    ],
  ])('of %s: %s is %s', async (sql, neighbour, verdict) => {
    const mutation = { kind: 'order', sql: neighbour } as const
    expect(await judgeNeighbour(database, mutation, await gold(sql), SETTINGS)).toBe(verdict)
  })
})
