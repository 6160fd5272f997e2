import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import { columnKey } from '../../database/schema.ts'
import { groupLiterals, planGeneration } from './plan-generation.ts'
import { readGoldHints } from './read-gold-hints.ts'
import { readSourceDatabase } from './read-source-database.ts'

const source = await readSourceDatabase(
  openInMemoryDatabase(`
    CREATE TABLE cities (name TEXT, state TEXT REFERENCES states (name), PRIMARY KEY (name, state));
    CREATE TABLE rivers (name TEXT PRIMARY KEY, source TEXT, flows TEXT REFERENCES states (name));
    CREATE TABLE states (name TEXT PRIMARY KEY, capital TEXT, spring TEXT, next TEXT REFERENCES states (name));
    CREATE TABLE one (id INTEGER PRIMARY KEY, other INTEGER REFERENCES two (id));
    CREATE TABLE two (id INTEGER PRIMARY KEY, other INTEGER REFERENCES one (id), place TEXT);
  `),
  { timeoutMs: 1_000 },
)
const plan = (...golds: string[]) =>
  planGeneration(
    source,
    golds.map((gold) => readGoldHints(gold, source.schema)),
  )
const order = (...golds: string[]) => plan(...golds).tables.map(({ table }) => table.name)

describe('the order of tables', () => {
  it('puts tables after those that they refer to; a cycle ends somewhere', () => {
    expect(order()).toEqual(['states', 'cities', 'rivers', 'two', 'one'])
  })

  it('puts tables after those that gold queries join them with', () => {
    const gold = 'SELECT * FROM cities JOIN rivers ON cities.name = rivers.name'
    expect(order(gold)).toEqual(['states', 'rivers', 'cities', 'two', 'one'])
  })

  it.each([
    ['a join against a foreign key', 'SELECT * FROM states JOIN cities ON states.capital = cities.name'],
    [
      'joins that come back by a foreign key',
      `SELECT * FROM states JOIN two ON states.spring = two.place JOIN cities ON cities.name = two.place`,
    ],
    ['a subquery against one', 'SELECT * FROM states WHERE capital IN (SELECT name FROM cities)'],
  ])('puts foreign keys before %s', (_, gold) => {
    const tables = order(gold)
    expect(tables.indexOf('states')).toBeLessThan(tables.indexOf('cities'))
    expect(tables.indexOf('states')).toBeLessThan(tables.indexOf('rivers'))
  })
})

describe('what gold queries say', () => {
  it('links columns that are compared, and terms of set operations, but for declared keys', () => {
    const { partners } = plan(
      'SELECT source FROM rivers UNION SELECT name FROM cities',
      'SELECT * FROM rivers JOIN states ON flows = states.name',
      'SELECT * FROM states WHERE capital IN (SELECT name FROM cities)',
    )
    const cities = columnKey({ table: 'cities', column: 'name' })
    expect(partners.get(cities)?.map(columnKey)).toEqual([
      columnKey({ table: 'rivers', column: 'source' }),
      columnKey({ table: 'states', column: 'capital' }),
    ])
    expect(partners.has(columnKey({ table: 'rivers', column: 'flows' }))).toBe(false)
  })

  it('puts the literals of a foreign key where the key leads, each once', () => {
    const hints = [
      'SELECT name FROM cities WHERE state = "texas"',
      "SELECT 1 FROM cities WHERE state = 'texas'",
    ]
    const literals = groupLiterals(
      hints.map((gold) => readGoldHints(gold, source.schema)),
      source.tables,
    )
    expect(literals.get(columnKey({ table: 'states', column: 'name' }))).toMatchObject([{ value: 'texas' }])
    expect(literals.get(columnKey({ table: 'cities', column: 'state' }))).toHaveLength(1)
  })
})
