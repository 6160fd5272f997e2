import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Database,
  MeasureOutcome,
  QueryLimits,
  QueryOutcome,
  QueryTime,
  Row,
} from '../../src/database/database.ts'
import { findTable, type Schema } from '../../src/database/schema.ts'

export interface DatabaseContract {
  readonly name: string
  /** Opens a database that holds what `PETS` creates; each call a new connection to the same data. */
  open(): Promise<Database>
  /** A query that runs far longer than any test. */
  readonly endlessQuery: string
  /** `n` rows of the numbers from 1, in one column. */
  numbers(n: number): string
  /** Changes one row of `pet` by another connection. */
  change(): Promise<void>
  /** Name of a case -> why this engine cannot pass it. */
  readonly skip?: Readonly<Record<string, string>>
}

/** Standard SQL that every engine takes, as single statements. */
export const PETS: readonly string[] = [
  'create table owner (id integer primary key, name varchar(40) not null, born date)',
  `create table pet (id integer primary key, owner_id integer references owner (id), name varchar(40) not null,
    weight real, is_tame boolean, unique (owner_id, name))`,
  'create table "odd ""table""" ("select" integer primary key, "two words" varchar(10), "😀" integer)',
  'create view tame_pet as select id, name from pet where is_tame',
  "insert into owner values (1, 'Ann', '1990-05-01'), (2, 'Bo', null)",
  "insert into pet values (1, 1, 'dog', 9.5, true), (2, 1, 'cat', 4, true), (3, 2, 'hamster', null, false)",
  `insert into "odd ""table""" values (1, 'a', 2)`,
]

const LIMITS: QueryLimits = { timeoutMs: 10_000, maxRows: 100 }

/** What every driver must do. */
export function describeDatabase(contract: DatabaseContract): void {
  const { name, open, endlessQuery, numbers, change, skip = {} } = contract
  const test = (title: string, body: () => Promise<void>) =>
    skip[title] === undefined ? it(title, body) : it.skip(`${title} (${skip[title]})`, body)

  describe(`${name} as a database`, () => {
    let database: Database
    beforeAll(async () => {
      database = await open()
    })
    afterAll(() => database.close())

    const run = (sql: string, limits: Partial<QueryLimits> = LIMITS) => database.run(sql, limits)

    test('returns columns and rows in order', async () => {
      expect(await run('select name, weight from pet order by id')).toEqual({
        kind: 'rows',
        columns: ['name', 'weight'],
        rows: [
          ['dog', 9.5],
          ['cat', 4],
          ['hamster', null],
        ],
        truncated: false,
      })
    })

    test('keeps columns of the same name apart', async () => {
      const outcome = await run('select 1 as a, 2 as a')
      expect(outcome).toMatchObject({ columns: ['a', 'a'], rows: [[1, 2]] })
    })

    test('names the columns of a result without rows', async () => {
      const outcome = await run('select id, name from pet where id = 99')
      expect(outcome).toMatchObject({ columns: ['id', 'name'], rows: [], truncated: false })
    })

    test('whole numbers are numbers where they are safe, and bigint beyond', async () => {
      const outcome = await run('select 9007199254740991, 9007199254740992, -9223372036854775807')
      expect(rowsOf(outcome)).toEqual([[9007199254740991, 9007199254740992n, -9223372036854775807n]])
    })

    test('runs many queries in order, each with its own limits and outcome', async () => {
      const outcomes: QueryOutcome[] = []
      const sqls = [
        'select 1',
        'select',
        endlessQuery,
        'select name from owner order by id',
        'delete from pet',
      ]
      await database.runEach(sqls, { timeoutMs: 700, maxRows: 1 }, (outcome) => outcomes.push(outcome))
      expect(outcomes).toMatchObject([
        { kind: 'rows', rows: [[1]] },
        { kind: 'rejected', reason: 'syntax' },
        { kind: 'rejected', reason: 'timeout' },
        { kind: 'rows', rows: [['Ann']], truncated: true },
        { kind: 'rejected', reason: 'not-read-only' },
      ])
      const abort = new AbortController()
      const seen: string[] = []
      const cancelled = database.runEach(
        ['select 1', endlessQuery, 'select 2'],
        { ...LIMITS, signal: abort.signal },
        (outcome) => {
          seen.push(outcome.kind === 'rejected' ? outcome.reason : outcome.kind)
          if (seen.length === 1) setTimeout(() => abort.abort(), 50)
        },
      )
      await cancelled
      expect(seen).toEqual(['rows', 'cancelled', 'cancelled'])
    })

    test('tells whole numbers from floats only where that is asked for', async () => {
      const sql = 'select id, id * 1.0 from owner where id = 1'
      expect(await run(sql)).toMatchObject({ rows: [[1, 1]] })
      expect(await run(sql, { ...LIMITS, exactIntegers: true })).toMatchObject({ rows: [[1n, 1]] })
    })

    describe.each([
      [0, 0, true],
      [1, 1, true],
      [2, 2, true],
      [3, 3, false],
      [4, 3, false],
    ])('with at most %i rows of 3', (maxRows, count, truncated) => {
      test('reports truncation exactly', async () => {
        const outcome = await run('select id from pet', { ...LIMITS, maxRows })
        expect(rowsOf(outcome)).toHaveLength(count)
        expect(outcome).toMatchObject({ truncated })
      })
    })

    describe.each([
      ['select * from owners', 'unknown-table'],
      ['select age from pet', 'unknown-column'],
      ['select pet.age from pet', 'unknown-column'],
      ['selec 1', 'syntax'],
      ['select (1', 'syntax'],
      ['', 'syntax'],
      ['-- nothing', 'syntax'],
      ['delete from pet', 'not-read-only'],
      ["insert into owner values (4, 'x', null)", 'not-read-only'],
      ["update pet set name = 'x'", 'not-read-only'],
      ['create table x (a integer)', 'not-read-only'],
      ['drop table pet', 'not-read-only'],
      ['select 1; delete from pet', 'not-read-only'],
      ['begin', 'not-read-only'],
    ] as const)('rejects %j', (sql, reason) => {
      test(`as ${reason}`, async () => {
        const outcome = await run(sql)
        expect(outcome).toMatchObject({ kind: 'rejected', reason })
        expect(outcome).toHaveProperty('message', expect.stringMatching(/\S/))
      })
    })

    test('still holds what it held', async () => {
      expect(rowsOf(await run('select count(*), min(name) from pet'))).toEqual([[3, 'cat']])
    })

    test('ends a query at its deadline, and answers the next', async () => {
      expect(await run(endlessQuery, { ...LIMITS, timeoutMs: 300 })).toMatchObject({ reason: 'timeout' })
      expect(rowsOf(await run('select 1'))).toEqual([[1]])
    })

    test('ends a query when its signal fires, and answers the next', async () => {
      const controller = new AbortController()
      const pending = run(endlessQuery, { ...LIMITS, signal: controller.signal })
      setTimeout(() => controller.abort(), 100)
      expect(await pending).toMatchObject({ kind: 'rejected', reason: 'cancelled' })
      expect(rowsOf(await run('select 1'))).toEqual([[1]])
    })

    test('does not start a query whose signal has fired', async () => {
      const signal = AbortSignal.abort()
      expect(await run('select 1', { ...LIMITS, signal })).toMatchObject({ reason: 'cancelled' })
    })

    test('runs many queries at once, and gives each its own answer', async () => {
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => run(`select ${index}`)))
      expect(outcomes.map((outcome) => rowsOf(outcome)[0]![0])).toEqual(outcomes.map((_, index) => index))
    })

    test('streams in batches', async () => {
      const sizes: number[] = []
      let sum = 0
      for await (const rows of database.stream(numbers(2_500), { batchRows: 1_000 })) {
        sizes.push(rows.length)
        for (const [value] of rows) sum += Number(value)
      }
      expect(sizes).toEqual([1_000, 1_000, 500])
      expect(sum).toBe((2_500 * 2_501) / 2)
    })

    test('answers queries while a stream is open', async () => {
      let answers = 0
      for await (const _ of database.stream(numbers(500), { batchRows: 100 })) {
        answers += rowsOf(await run('select 1')).length
      }
      expect(answers).toBe(5)
    })

    test('a stream that is left early ends', async () => {
      for await (const rows of database.stream(numbers(100_000), { batchRows: 10 })) {
        expect(rows).toHaveLength(10)
        break
      }
      expect(rowsOf(await run('select 1'))).toEqual([[1]])
    })

    describe.each([
      ['a refused query', () => database.stream('select * from owners'), 'database-failed'],
      ['a syntax error', () => database.stream('selec'), 'sql-syntax'],
      ['a write', () => database.stream('delete from pet'), 'database-failed'],
      ['a deadline', () => database.stream(endlessQuery, { timeoutMs: 300 }), 'database-failed'],
      ['a fired signal', () => database.stream(numbers(5), { signal: AbortSignal.abort() }), 'cancelled'],
    ] as const)('a stream throws for %s', (_, stream, code) => {
      test(`with code ${code}`, async () => {
        await expect(readAll(stream())).rejects.toMatchObject({ name: 'SondeError', code })
      })
    })

    test('measures queries, each as often as there are rounds', async () => {
      const sqls = [numbers(1), numbers(20_000), 'select id from pet where id = 99']
      const times = timesOf(await database.measure(sqls, { rounds: 5 }))
      expect(times.map((runs) => runs.length)).toEqual([5, 5, 5])
      for (const { firstRowMs, totalMs } of times.flat()) {
        expect(firstRowMs).toBeGreaterThan(0)
        expect(totalMs).toBeGreaterThanOrEqual(firstRowMs)
      }
      const [short, long] = times.map((runs) => Math.min(...runs.map(({ totalMs }) => totalMs)))
      expect(long).toBeGreaterThan(short!)
    })

    describe.each([
      ['selec 1', 'syntax'],
      ['select age from pet', 'unknown-column'],
      ['delete from pet', 'not-read-only'],
      ['select 1; delete from pet', 'not-read-only'],
    ] as const)('measures nothing beside %j', (sql, reason) => {
      test(`rejects it as ${reason}`, async () => {
        const outcome = await database.measure(['select 1', sql], { rounds: 3 })
        expect(outcome).toMatchObject({ kind: 'rejected', reason })
        expect(rowsOf(await run('select count(*) from pet'))).toEqual([[3]])
      })
    })

    test('ends a measurement at its deadline, and answers the next query', async () => {
      const outcome = await database.measure(['select 1', endlessQuery], { rounds: 1, timeoutMs: 300 })
      expect(outcome).toMatchObject({ kind: 'rejected', reason: 'timeout' })
      expect(rowsOf(await run('select 1'))).toEqual([[1]])
    })

    test('ends a measurement when its signal fires', async () => {
      const controller = new AbortController()
      const pending = database.measure([endlessQuery], { rounds: 1, signal: controller.signal })
      setTimeout(() => controller.abort(), 100)
      expect(await pending).toMatchObject({ kind: 'rejected', reason: 'cancelled' })
    })

    test('reads the schema', async () => {
      expectPets(await database.readSchema())
    })

    test('a fingerprint stays while nothing changes, and differs after a change', async () => {
      const before = await database.readFingerprint()
      await run('select * from pet')
      expect(await database.readFingerprint()).toBe(before)
      await change()
      expect(await database.readFingerprint()).not.toBe(before)
    })

    test('sees what others wrote', async () => {
      const sql = 'select max(weight) from pet'
      const before = rowsOf(await run(sql))
      await change()
      expect(rowsOf(await run(sql))).not.toEqual(before)
    })

    test('refuses limits that make no sense', async () => {
      await expect(run('select 1', { timeoutMs: 0 })).rejects.toMatchObject({ code: 'usage' })
      await expect(run('select 1', { maxRows: -1 })).rejects.toMatchObject({ code: 'usage' })
      await expect(database.measure(['select 1'], { rounds: 0 })).rejects.toMatchObject({ code: 'usage' })
    })

    test('says so when it is used after it was closed', async () => {
      const closed = await open()
      await closed.close()
      await closed.close()
      await expect(closed.run('select 1')).rejects.toMatchObject({ code: 'usage' })
    })
  })
}

function expectPets(schema: Schema): void {
  expect(findTable(schema, 'pet')).toMatchObject({
    kind: 'table',
    primaryKey: ['id'],
    foreignKeys: [{ columns: ['owner_id'], toTable: 'owner', toColumns: ['id'] }],
    uniqueKeys: [['owner_id', 'name']],
  })
  const types = findTable(schema, 'pet')?.columns.map(({ name, type, nullable }) => [name, type, nullable])
  expect(types).toEqual([
    ['id', 'integer', false],
    ['owner_id', 'integer', true],
    ['name', 'text', false],
    ['weight', 'real', true],
    ['is_tame', 'boolean', true],
  ])
  expect(findTable(schema, 'owner')?.columns[2]).toMatchObject({ type: 'date', nullable: true })
  expect(findTable(schema, 'tame_pet')).toMatchObject({ kind: 'view', primaryKey: [], foreignKeys: [] })
  const odd = findTable(schema, 'odd "table"')
  expect(odd?.columns.map(({ name }) => name)).toEqual(['select', 'two words', '😀'])
}

/** The rows of an outcome that must have some; fails with the engine's words otherwise. */
function rowsOf(outcome: QueryOutcome): readonly Row[] {
  if (outcome.kind === 'rejected') throw new Error(`${outcome.reason}: ${outcome.message}`)
  return outcome.rows
}

function timesOf(outcome: MeasureOutcome): readonly (readonly QueryTime[])[] {
  if (outcome.kind === 'rejected') throw new Error(`${outcome.reason}: ${outcome.message}`)
  return outcome.times
}

async function readAll(stream: AsyncIterable<readonly Row[]>): Promise<void> {
  for await (const _ of stream);
}
