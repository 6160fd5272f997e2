import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import type { SqlValue } from '../../database/database.ts'
import { mutateQuery } from './mutate-query.ts'
import type { MutationKind } from './mutation.ts'

const database = openInMemoryDatabase(`
  CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT, town TEXT);
  CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owners, name TEXT, kind TEXT, age INTEGER, weight REAL);
`)
const schema = await database.readSchema()
const stored: Readonly<Record<string, readonly SqlValue[]>> = {
  kind: ['cat', 'dog', 'eel'],
  age: [1n, 3n, 9n],
}
const mutate = (sql: string) =>
  mutateQuery(sql, { schema, storedValues: ({ column }) => stored[column] ?? [] })

describe('mutateQuery', () => {
  it.each<[string, MutationKind, string]>([
    ['SELECT name FROM pets WHERE age > 3', 'comparison', 'SELECT name FROM pets WHERE age >= 3'],
    ['SELECT name FROM pets WHERE age > 3', 'literal', 'SELECT name FROM pets WHERE age > 4'],
    ['SELECT name FROM pets WHERE age > 3', 'literal', 'SELECT name FROM pets WHERE age > 2'],
    ['SELECT name FROM pets WHERE age > 3', 'literal', 'SELECT name FROM pets WHERE age > 9'],
    ['SELECT name FROM pets WHERE age > 3', 'condition', 'SELECT name FROM pets'],
    ['SELECT name FROM pets WHERE age > 3', 'column', 'SELECT kind FROM pets WHERE age > 3'],
    ['SELECT name FROM pets WHERE age > 3', 'column', 'SELECT name FROM pets WHERE weight > 3'],
    ['SELECT name FROM pets WHERE age > 3', 'distinct', 'SELECT DISTINCT name FROM pets WHERE age > 3'],
    ['SELECT name FROM pets WHERE age = -3', 'literal', 'SELECT name FROM pets WHERE age = -2'],
    ['SELECT name FROM pets WHERE kind = "dog"', 'literal', "SELECT name FROM pets WHERE kind = 'eel'"],
    ["SELECT name FROM pets WHERE kind = 'dog'", 'comparison', "SELECT name FROM pets WHERE kind <> 'dog'"],
    [
      "SELECT name FROM pets WHERE name LIKE '%ab%'",
      'pattern',
      "SELECT name FROM pets WHERE name LIKE 'ab%'",
    ],
    [
      "SELECT name FROM pets WHERE name LIKE '%ab%'",
      'pattern',
      "SELECT name FROM pets WHERE name LIKE '%a%'",
    ],
    [
      'SELECT name FROM pets WHERE age BETWEEN 1 AND 3',
      'literal',
      'SELECT name FROM pets WHERE age BETWEEN 1 AND 4',
    ],
    [
      'SELECT name FROM pets WHERE age IN (1, 3)',
      'negation',
      'SELECT name FROM pets WHERE age NOT IN (1, 3)',
    ],
    [
      "SELECT name FROM pets WHERE age > 1 AND kind = 'dog'",
      'connective',
      "SELECT name FROM pets WHERE age > 1 OR kind = 'dog'",
    ],
    [
      "SELECT name FROM pets WHERE age > 1 AND kind = 'dog'",
      'condition',
      'SELECT name FROM pets WHERE age > 1',
    ],
    ['SELECT count(*) FROM pets', 'aggregate', 'SELECT count(DISTINCT owner) FROM pets'],
    ['SELECT max(age) FROM pets', 'aggregate', 'SELECT min(age) FROM pets'],
    ['SELECT count(kind) FROM pets', 'aggregate', 'SELECT count(*) FROM pets'],
    ['SELECT age + 1 FROM pets', 'arithmetic', 'SELECT age - 1 FROM pets'],
    ['SELECT DISTINCT kind FROM pets', 'distinct', 'SELECT kind FROM pets'],
    [
      'SELECT kind FROM pets GROUP BY kind HAVING count(*) > 1',
      'having',
      'SELECT kind FROM pets GROUP BY kind',
    ],
    [
      'SELECT kind FROM pets GROUP BY kind HAVING count(*) > 1',
      'literal',
      'SELECT kind FROM pets GROUP BY kind HAVING count(*) > 2',
    ],
    [
      'SELECT kind, avg(age) FROM pets GROUP BY kind, owner',
      'group',
      'SELECT kind, avg(age) FROM pets GROUP BY kind',
    ],
    ['SELECT name FROM pets ORDER BY age', 'order', 'SELECT name FROM pets ORDER BY age DESC'],
    ['SELECT name FROM pets ORDER BY age', 'order', 'SELECT name FROM pets'],
    ['SELECT name FROM pets ORDER BY age LIMIT 2', 'limit', 'SELECT name FROM pets ORDER BY age LIMIT 3'],
    ['SELECT name FROM pets ORDER BY age LIMIT 2', 'limit', 'SELECT name FROM pets ORDER BY age'],
    [
      'SELECT o.name FROM owners AS o JOIN pets AS p ON p.owner = o.id',
      'join',
      'SELECT o.name FROM owners AS o LEFT JOIN pets AS p ON p.owner = o.id',
    ],
    [
      'SELECT o.name FROM owners AS o JOIN pets AS p ON p.owner = o.id',
      'join',
      'SELECT o.name FROM owners AS o',
    ],
    [
      'SELECT o.name FROM owners AS o JOIN pets AS p ON p.owner = o.id',
      'column',
      'SELECT o.name FROM owners AS o JOIN pets AS p ON p.id = o.id',
    ],
    [
      'SELECT o.name FROM owners AS o JOIN pets AS p ON p.owner = o.id',
      'column',
      'SELECT p.name FROM owners AS o JOIN pets AS p ON p.owner = o.id',
    ],
    [
      'SELECT name FROM owners UNION SELECT name FROM pets',
      'set-operation',
      'SELECT name FROM owners INTERSECT SELECT name FROM pets',
    ],
    ['SELECT name FROM owners UNION SELECT name FROM pets', 'set-operation', 'SELECT name FROM owners'],
    [
      'SELECT name FROM owners WHERE id NOT IN (SELECT owner FROM pets WHERE age > 3)',
      'comparison',
      'SELECT name FROM owners WHERE id NOT IN (SELECT owner FROM pets WHERE age = 3)',
    ],
  ])('%s -> %s: %s', (sql, kind, neighbour) => {
    expect(mutate(sql)).toContainEqual({ kind, sql: neighbour })
  })

  it('gives each neighbour once, never the query itself, always in the same order', () => {
    const sql =
      'SELECT o.name, count(*) FROM owners AS o JOIN pets AS p ON p.owner = o.id WHERE p.age > 3 GROUP BY o.id ORDER BY count(*) DESC LIMIT 1'
    const neighbours = mutate(sql).map((mutation) => mutation.sql)
    expect(new Set(neighbours).size).toBe(neighbours.length)
    expect(neighbours).not.toContain(sql)
    expect(mutate(sql).map((mutation) => mutation.sql)).toEqual(neighbours)
  })

  it('joins no column with itself', () => {
    const neighbours = mutate('SELECT o.name FROM owners AS o JOIN pets AS p ON p.owner = o.id')
    expect(neighbours.filter(({ sql }) => /ON (\S+) = \1( |$)/.test(sql))).toEqual([])
  })

  it('has none for what it cannot read', () => {
    expect(mutate('SELEC name FROM pets')).toEqual([])
    expect(mutate('')).toEqual([])
  })
})
