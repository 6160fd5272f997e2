import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { type SurveyProgress, surveyDatabase } from './survey-database.ts'

let folder: string
let database: Database
let path: string

// One handle for all tests: opening starts processes. It sees what other connections write.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-survey-'))
  path = join(folder, 'shop.sqlite')
  execute('CREATE TABLE orders (id INTEGER)')
  database = await openDatabase(path)
})

beforeEach(() => {
  execute(`DROP VIEW IF EXISTS large_orders; DROP TABLE IF EXISTS orders; DROP TABLE IF EXISTS customers;
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Alan');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, total REAL);
    INSERT INTO orders VALUES (1, 1, 5.5), (2, 1, 7), (3, 3, 8);
    CREATE VIEW large_orders AS SELECT * FROM orders WHERE total > 6;`)
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function execute(sql: string): void {
  const connection = new DatabaseSync(path)
  connection.exec(sql)
  connection.close()
}

describe('surveyDatabase', () => {
  it('reports what it does and finds schema, profiles and joins', async () => {
    const progress: SurveyProgress[] = []
    const survey = await surveyDatabase(database, { seed: 1, onProgress: (step) => progress.push(step) })
    expect(survey.database).toEqual({ name: 'shop', location: database.location, dialect: 'sqlite' })
    expect(survey.tables.map(({ table, rowCount }) => [table, rowCount])).toEqual([
      ['customers', 3],
      ['orders', 3],
      ['large_orders', 2],
    ])
    expect(survey.joins).toMatchObject([
      { from: { table: 'orders' }, to: { table: 'customers' }, origin: 'inferred' },
    ])
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['schema', 'profiles', 'joins'])
    for (const { done, total } of progress) expect(done).toBeLessThanOrEqual(total)
    expect(progress.filter(({ stage }) => stage === 'profiles').map(({ done }) => done)).toEqual([1, 2, 3])
  })

  it('returns the previous survey itself when nothing changed', async () => {
    const survey = await surveyDatabase(database, { seed: 1 })
    expect(await surveyDatabase(database, { seed: 1, previous: survey })).toBe(survey)
  })

  it('notices an update in place, and keeps the tables that did not change', async () => {
    const previous = await surveyDatabase(database, { seed: 1 })
    // Same count, same extremes, same lengths.
    execute("UPDATE customers SET name = 'Ahmd' WHERE name = 'Alan'")
    const survey = await surveyDatabase(database, { seed: 1, previous })
    expect(survey.fingerprint).not.toBe(previous.fingerprint)
    expect(survey.tables[0]!.sampleRows).toContainEqual([3, 'Ahmd'])
    expect(survey.tables[1]).toBe(previous.tables[1])
    expect(survey.tables[2]).toBe(previous.tables[2])
  })

  it.each([
    ['a new column', 'ALTER TABLE customers ADD COLUMN city TEXT', 0],
    ['a row that moves into a view', 'UPDATE orders SET total = 100 WHERE id = 1', 2],
    ['a deleted row', 'DELETE FROM orders WHERE id = 3', 1],
  ])('surveys a table again after %s', async (_, sql, table) => {
    const previous = await surveyDatabase(database, { seed: 1 })
    execute(sql)
    const survey = await surveyDatabase(database, { seed: 1, previous })
    const fresh = await surveyDatabase(database, { seed: 1 })
    expect(survey).toEqual(fresh)
    expect(survey.tables[table]).not.toEqual(previous.tables[table])
  })

  it('forgets a table that is gone', async () => {
    const previous = await surveyDatabase(database, { seed: 1 })
    execute('DROP VIEW large_orders')
    const survey = await surveyDatabase(database, { seed: 1, previous })
    expect(survey.tables.map(({ table }) => table)).toEqual(['customers', 'orders'])
  })

  it('does not take over the survey of another database', async () => {
    const survey = await surveyDatabase(database, { seed: 1 })
    const foreign = { ...survey, database: { ...survey.database, location: '/elsewhere' } }
    expect(await surveyDatabase(database, { seed: 1, previous: foreign })).not.toBe(foreign)
  })

  it('refuses a database without tables', async () => {
    execute('DROP VIEW large_orders; DROP TABLE orders; DROP TABLE customers')
    await expect(surveyDatabase(database, { seed: 1 })).rejects.toMatchObject({ code: 'database-empty' })
  })

  it('ends when it is cancelled on the way', async () => {
    const controller = new AbortController()
    const onProgress = ({ stage }: SurveyProgress) => stage === 'profiles' && controller.abort()
    await expect(
      surveyDatabase(database, { seed: 1, onProgress, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})
