import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Connection, openConnection } from './connection.ts'
import { executeQuery, streamQuery } from './execute-query.ts'

const root = mkdtempSync(join(tmpdir(), 'sonde-connection-'))
const writers: DatabaseSyncInstance[] = []
afterAll(() => {
  for (const writer of writers) writer.close()
  rmSync(root, { recursive: true, force: true })
})

/** A database in a folder of its own, written by `write`, which may leave it open. */
function makeDatabase(write: (handle: DatabaseSyncInstance) => void, isLeftOpen = false): string {
  const folder = mkdtempSync(join(root, 'db-'))
  const path = join(folder, 'a?b#c%41 😀.db')
  const handle = new DatabaseSync(path)
  write(handle)
  if (isLeftOpen) writers.push(handle)
  else handle.close()
  return path
}

const threeRows = (mode: string) => (handle: DatabaseSyncInstance) =>
  handle.exec(
    `pragma journal_mode = ${mode}; pragma wal_autocheckpoint = 0; create table t (a); insert into t values (1), (2), (3)`,
  )

const LIVE_WRITER = `
  import { DatabaseSync } from '@photostructure/sqlite'
  globalThis.handle = new DatabaseSync(process.argv[1])
  handle.exec('pragma journal_mode = wal; create table t (a); insert into t values (1), (2), (3)')
  console.log('written')
  setInterval(() => {}, 1000)`

/** A copy without its writer, as a crash or a careless backup leaves it. */
function copyWithout(path: string, ...suffixes: string[]): string {
  const folder = mkdtempSync(join(root, 'copy-'))
  mkdirSync(folder, { recursive: true })
  const copy = join(folder, 'copy.db')
  for (const suffix of ['', '-wal', '-shm']) {
    if (!suffixes.includes(suffix)) copyFileSync(path + suffix, copy + suffix)
  }
  return copy
}

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

const contentOf = (path: string) =>
  readdirSync(join(path, '..')).map((name) => [name, digest(join(path, '..', name))])

function run(open: Connection, sql: string, maxRows = 100): unknown {
  const outcome = executeQuery(open, { sql, maxRows, exactIntegers: false })
  return outcome.kind === 'rows' ? outcome.rows : `${outcome.reason}: ${outcome.message}`
}

// Within one process the engine shares its view of a log among connections, so the live writer must be another one.
const livePath = makeDatabase(() => {})
const liveWriter = spawn(process.execPath, ['--input-type=module', '--eval', LIVE_WRITER, livePath], {
  env: {},
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(liveWriter.stdout, 'data')
afterAll(() => void liveWriter.kill())

describe('opening and reading leaves every file as it is', () => {
  it.each([
    ['a rollback journal', makeDatabase(threeRows('delete'))],
    ['a log that was checkpointed', makeDatabase(threeRows('wal'))],
    ['a log with a live writer', livePath],
    ['a log left by a crash', copyWithout(livePath)],
    ['a log without its index', copyWithout(livePath, '-shm')],
  ])('%s', (_, path) => {
    const before = contentOf(path)
    const open = openConnection(path)
    expect(run(open, 'select a from t')).toEqual([[1], [2], [3]])
    expect(contentOf(path)).toEqual(before)
    open.close()
    expect(contentOf(path)).toEqual(before)
  })
})

describe('a connection', () => {
  it('to a checkpointed log is stale once someone writes, and a new one sees it', () => {
    const path = makeDatabase(threeRows('wal'))
    const open = openConnection(path)
    expect(open.isStale()).toBe(false)
    const writer = new DatabaseSync(path)
    writers.push(writer)
    writer.exec('insert into t values (4)')
    expect(open.isStale()).toBe(true)
    open.close()
    expect(run(openConnection(path), 'select count(*) from t')).toEqual([[4]])
  })

  it('to a shared log sees what a writer commits, and is not stale', () => {
    const path = makeDatabase(threeRows('wal'), true)
    const open = openConnection(path)
    writers.at(-1)?.exec('insert into t values (4)')
    expect(run(open, 'select count(*) from t')).toEqual([[4]])
    expect(open.isStale()).toBe(false)
  })

  it('reads full-text and R-tree tables', () => {
    const open = openConnection(
      makeDatabase((handle) =>
        handle.exec(`create virtual table words using fts5(body); insert into words values ('iced tea');
          create virtual table boxes using rtree(id, low, high); insert into boxes values (1, 2, 3)`),
      ),
    )
    expect(run(open, "select body from words where words match 'tea'")).toEqual([['iced tea']])
    expect(run(open, 'select id, low from boxes where high > 2')).toEqual([[1, 2]])
    expect(run(open, "insert into words values ('x')")).toMatch(/^not-read-only/)
  })

  it('reads views, whose functions are harmless', () => {
    const open = openConnection(
      makeDatabase((handle) => handle.exec('create table t (a); create view v as select upper(a) from t')),
    )
    expect(run(open, 'select * from v')).toEqual([])
  })
})

describe('values', () => {
  const open = openConnection(makeDatabase(threeRows('delete')))

  it.each([
    ["cast(x'ff41c3' as text)", '\ufffdA\ufffd'],
    ["'naïve 😀'", 'naïve 😀'],
    ['"no such column"', 'no such column'],
    ["x'00ff'", new Uint8Array([0, 255])],
    ["x''", new Uint8Array()],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740991', -9007199254740991],
    ['1e999', Number.POSITIVE_INFINITY],
    ['null', null],
  ])('%s', (expression, value) => {
    expect(run(open, `select ${expression}`)).toEqual([[value]])
  })

  it.each([
    ['select a from t order by a collate nosuch', /^other: no such collation sequence/],
    ['select nosuch(a) from t', /^other: no such function/],
    ['select zeroblob(70000000)', /^too-large/],
    ['select a, zeroblob(30000000) from t', /^too-large: the result is larger than 64 MiB/],
    ['select * from t where a = 1 a', /^syntax: near "a"/],
    ["select 'open", /^syntax: unrecognized token/],
    ['select t.b from t', /^unknown-column: no such column: t.b/],
    ['select * from t join t u using (b)', /^unknown-column/],
    ['select * from x.t', /^unknown-table/],
  ])('%s is rejected as %s', (sql, message) => {
    expect(run(open, sql)).toMatch(message)
  })

  it('that are large come in small batches of a stream', () => {
    const stream = streamQuery(open, 'select zeroblob(5000000) from t, t u', 1_000)
    if (stream.kind !== 'stream') throw new Error(stream.message)
    const sizes: number[] = []
    for (let batch = stream.next(); batch.kind === 'batch'; batch = stream.next()) {
      sizes.push(batch.rows.length)
      if (batch.isLast) break
    }
    expect(sizes).toEqual([2, 2, 2, 2, 1])
  })
})
