import { describe, expect, it } from 'vitest'
import { type InMemoryDatabase, openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import type { QueryOutcome } from '../database/database.ts'
import { findTable } from '../database/schema.ts'
import { type ProfileOptions, profileTable } from './profile-table.ts'

const PETS = `
  CREATE TABLE pet (id INTEGER PRIMARY KEY, name TEXT, weight REAL, born DATE, vaccinated INTEGER, note TEXT, photo BLOB);
  INSERT INTO pet VALUES
    (1, 'Rex', 12.5, '2019-05-01', 1, NULL, x'0102'),
    (2, 'Mia', 4, '2020-01-31', 0, NULL, x'03'),
    (3, 'Rex', NULL, '2021-12-24', 1, NULL, NULL),
    (4, 'Zoë', 30, '2018-07-07', 1, NULL, NULL);`

async function profile(database: InMemoryDatabase, name: string, options: Partial<ProfileOptions> = {}) {
  const schema = await database.readSchema()
  return profileTable(database, findTable(schema, name)!, { seed: 7, ...options })
}

describe('profileTable', () => {
  it('says what the columns hold', async () => {
    const { columns, rowCount } = await profile(openInMemoryDatabase(PETS), 'pet')
    expect(rowCount).toBe(4)
    expect(columns.map(({ column, content }) => `${column} ${content}`)).toEqual([
      'id integer',
      'name text',
      'weight real',
      'born date',
      'vaccinated boolean',
      'note empty',
      'photo blob',
    ])
    expect(columns[1]).toEqual({
      table: 'pet',
      column: 'name',
      content: 'text',
      rowCount: 4,
      nullCount: 0,
      distinctCount: 3,
      minimum: 'Mia',
      maximum: 'Zoë',
      frequentValues: [
        { value: 'Rex', count: 2 },
        { value: 'Mia', count: 1 },
        { value: 'Zoë', count: 1 },
      ],
      averageLength: 3,
    })
    expect(columns[2]).toMatchObject({
      nullCount: 1,
      distinctCount: 3,
      minimum: 4,
      maximum: 30,
      averageLength: 0,
    })
    expect(columns[6]).toMatchObject({ nullCount: 2, minimum: null, maximum: null, frequentValues: [] })
  })

  it('draws the same sample rows for the same seed', async () => {
    const numbers = Array.from({ length: 500 }, (_, index) => `(${index}, 'row ${index}')`).join()
    const rows = `CREATE TABLE plain (n INTEGER, t TEXT); INSERT INTO plain VALUES ${numbers};
      CREATE TABLE keyed (n INTEGER, t TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO keyed SELECT * FROM plain;
      CREATE VIEW seen AS SELECT t, n FROM plain WHERE n > 100;`
    for (const name of ['plain', 'keyed', 'seen']) {
      const first = await profile(openInMemoryDatabase(rows), name)
      const again = await profile(openInMemoryDatabase(rows), name)
      const other = await profile(openInMemoryDatabase(rows), name, { seed: 8 })
      expect(first.sampleRows).toHaveLength(6)
      expect(new Set(first.sampleRows.map((row) => row.join())).size).toBe(6)
      expect(again.sampleRows).toEqual(first.sampleRows)
      expect(other.sampleRows).not.toEqual(first.sampleRows)
    }
  })

  it('takes every row of a small table as its sample', async () => {
    const { sampleRows } = await profile(openInMemoryDatabase(PETS), 'pet')
    expect(sampleRows.map((row) => row[0])).toEqual([1, 2, 3, 4])
    const { sampleRows: two } = await profile(openInMemoryDatabase(PETS), 'pet', { sampleRows: 2 })
    expect(two).toHaveLength(2)
  })

  it('shortens long texts everywhere, and by characters', async () => {
    const database = openInMemoryDatabase(`CREATE TABLE t (a TEXT, b TEXT);
      INSERT INTO t VALUES (printf('%.*c', 5000, 'x'), replace(printf('%.*c', 300, 'x'), 'x', '🐈'));`)
    const { columns, sampleRows } = await profile(database, 't')
    const [a, b] = columns
    for (const text of [a!.minimum, a!.maximum, a!.frequentValues[0]!.value, sampleRows[0]![0]]) {
      expect(text).toBe(`${'x'.repeat(200)}…`)
    }
    expect(b!.minimum).toBe(`${'🐈'.repeat(200)}…`)
    expect(a!.averageLength).toBe(5000)
  })

  it('reads names with quotes, blanks, emoji and reserved words', async () => {
    const database =
      openInMemoryDatabase(`CREATE TABLE "my ""odd"" table 🐈" ("the ""name""" TEXT, "select" INTEGER, "🐈 x" TEXT);
      INSERT INTO "my ""odd"" table 🐈" VALUES ('a', 5, 'b');`)
    const { columns, sampleRows } = await profile(database, 'my "odd" table 🐈')
    expect(columns.map(({ maximum }) => maximum)).toEqual(['a', 5, 'b'])
    expect(sampleRows).toEqual([['a', 5, 'b']])
  })

  it('reads a table of 500 columns in few passes', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `c${index}`)
    const database =
      openInMemoryDatabase(`CREATE TABLE wide (${names.map((name) => `${name} INTEGER`).join()});
      INSERT INTO wide VALUES (${names.map((_, index) => index).join()});`)
    const { columns } = await profile(database, 'wide')
    expect(columns).toHaveLength(500)
    expect(columns[499]).toMatchObject({ column: 'c499', minimum: 499, distinctCount: 1 })
    expect(database.queries.filter((sql) => sql.includes('DISTINCT'))).toHaveLength(10)
  })

  it.each([
    'CREATE TABLE t (a TEXT, b INTEGER)',
    'CREATE TABLE base (a TEXT, b INTEGER); CREATE VIEW t AS SELECT * FROM base',
  ])('profiles an empty table: %s', async (sql) => {
    const found = await profile(openInMemoryDatabase(sql), 't')
    expect(found).toMatchObject({ rowCount: 0, sampleRows: [] })
    expect(found.columns.map(({ content }) => content)).toEqual(['empty', 'empty'])
  })

  it('profiles a broken view as empty', async () => {
    const database = openInMemoryDatabase('CREATE TABLE base (a TEXT); CREATE VIEW t AS SELECT a FROM base;')
    const schema = await database.readSchema()
    database.execute('PRAGMA writable_schema = 1; DROP TABLE base')
    const found = await profileTable(database, findTable(schema, 't')!, { seed: 1 })
    expect(found).toMatchObject({ rowCount: 0, sampleRows: [], columns: [{ column: 'a', isEstimate: true }] })
  })

  const timeout: QueryOutcome = { kind: 'rejected', reason: 'timeout', message: 'too slow' }

  it('gives a column whose query runs out of time a partial profile', async () => {
    const refuse = (sql: string) => (sql.includes('GROUP BY "name"') ? timeout : undefined)
    const { columns } = await profile(openInMemoryDatabase(PETS, { refuse }), 'pet')
    expect(columns[1]).toMatchObject({ distinctCount: 3, frequentValues: [], isEstimate: true })
    expect(columns[4]!.isEstimate).toBeUndefined()
    expect(columns[4]!.frequentValues).toHaveLength(2)
  })

  it('costs only itself when the query of one column fails', async () => {
    const failure: QueryOutcome = { kind: 'rejected', reason: 'other', message: 'malformed JSON' }
    const refuse = (sql: string) =>
      sql.includes('"weight"') && sql.includes('DISTINCT') ? failure : undefined
    const { columns } = await profile(openInMemoryDatabase(PETS, { refuse }), 'pet')
    expect(columns[2]!.isEstimate).toBe(true)
    expect(columns.filter(({ isEstimate }) => isEstimate)).toHaveLength(1)
  })

  it('stops asking a table that never answers in time', async () => {
    const refuse = (sql: string) => (sql.startsWith('SELECT count(*) FROM') ? undefined : timeout)
    const database = openInMemoryDatabase(PETS, { refuse })
    const found = await profile(database, 'pet')
    expect(found.rowCount).toBe(4)
    expect(found.columns.map(({ content }) => content)).toEqual([
      'integer',
      'text',
      'real',
      'date',
      'integer',
      'text',
      'blob',
    ])
    expect(database.queries.length).toBeLessThan(6)
  })

  it('estimates distinct and frequent values of a large table from a sample', async () => {
    const database =
      openInMemoryDatabase(`CREATE TABLE big (id INTEGER PRIMARY KEY, kind TEXT, code TEXT UNIQUE, odd TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
      INSERT INTO big SELECT i, 'kind ' || (i % 3), 'code ' || i, CASE WHEN i % 2 THEN 'x' END FROM n;`)
    const { columns, rowCount, sampleRows } = await profile(database, 'big', { largeTableRows: 30_000 })
    expect(rowCount).toBe(50_000)
    expect(columns.every(({ isEstimate }) => isEstimate)).toBe(true)
    expect(columns.map(({ distinctCount }) => distinctCount)).toEqual([50_000, 3, 50_000, 1])
    expect(columns[0]).toMatchObject({ minimum: 1, maximum: 50_000 })
    expect(columns[3]).toMatchObject({ nullCount: 25_000 })
    expect(columns[1]!.frequentValues.map(({ value }) => value).sort()).toEqual([
      'kind 0',
      'kind 1',
      'kind 2',
    ])
    expect(sampleRows).toHaveLength(6)
    expect(database.queries.some((sql) => sql.includes('DISTINCT') || sql.includes('GROUP BY'))).toBe(false)
  })

  it('ends when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(profile(openInMemoryDatabase(PETS), 'pet', { signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })

  it('does not take a locked database for an empty one', async () => {
    const refuse = (): QueryOutcome => ({ kind: 'rejected', reason: 'busy', message: 'locked' })
    await expect(profile(openInMemoryDatabase(PETS, { refuse }), 'pet')).rejects.toMatchObject({
      code: 'database-busy',
    })
  })
})
