import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { childrenOf } from '../../test/security/child-processes.ts'
import { openDatabase, openDatabaseGroup } from './open-database.ts'
import { emptyDatabaseError } from './refusal-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = join(folder, 'my shop.sqlite')
new DatabaseSync(file).exec('create table t (a)')

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('a location may be', () => {
  it.each([
    ['a path', file],
    ['a file URL', pathToFileURL(file).href],
    ['a file URL with parameters', `${pathToFileURL(file).href}?mode=rwc`],
    ['a sqlite URL', `sqlite:${file}`],
    ['a sqlite URL with slashes', `sqlite://${file}`],
    ['a sqlite URL as SQLAlchemy writes it', `sqlite:///${file}`],
    ['a file: location without slashes', `file:${file.replace(' ', '%20')}`],
  ])('%s', async (_, location) => {
    const database = await openDatabase(location)
    expect(database).toMatchObject({ name: 'my shop', location: file })
    await database.close()
  })

  it('a link, which is named by itself and located by what it leads to', async () => {
    const link = join(folder, 'current.sqlite')
    symlinkSync(file, link)
    const database = await openDatabase(link)
    expect(database).toMatchObject({ name: 'current', location: file })
    await database.close()
  })
})

describe('an error says what is wrong and what to do', () => {
  it.each([
    [
      'no such file',
      () => join(folder, 'nothing-here.txt'),
      'database-not-found',
      /there is no file .*nothing-here/,
    ],
    [
      'a misspelt file',
      () => join(folder, 'my shup.sqlite'),
      'database-not-found',
      /there is my shop\.sqlite/,
    ],
    ['another extension', () => join(folder, 'my shop.db'), 'database-not-found', /there is my shop\.sqlite/],
    ['a folder', () => folder, 'not-a-database', /is a folder.*my shop\.sqlite/],
    ['a text', () => write('notes.txt', 'Dear diary'), 'not-a-database', /looks like plain text/],
    ['SQL', () => write('dump.sql', 'CREATE TABLE t (a);'), 'not-a-database', /looks like SQL text/],
    ['a ZIP', () => write('data.zip', 'PK\u0003\u0004....'), 'not-a-database', /ZIP/],
    ['random bytes', () => write('secret.db', scrambled(4096)), 'not-a-database', /encrypted/],
    ['an unknown kind', () => 'oracle://host/db', 'usage', /oracle/],
    ['nothing', () => ' ', 'usage', /no database was named/],
    ['memory', () => ':memory:', 'usage', /path of a file/],
    [
      'PostgreSQL',
      () => 'postgres://me:secret@host/db',
      'driver-missing',
      /PostgreSQL .*not supported yet in this version/,
    ],
    ['MySQL', () => 'mysql://host/db', 'driver-missing', /MySQL/],
    ['DuckDB', () => 'duckdb:some.duckdb', 'driver-missing', /DuckDB/],
  ] as [string, () => string, string, RegExp][])('for %s', async (_, location, code, message) => {
    const failure = await openDatabase(location()).then(
      () => new Error('it opened'),
      (error: Error) => error,
    )
    expect(failure).toMatchObject({ name: 'SondeError', code })
    expect(failure.message).toMatch(message)
    expect(failure.message).not.toContain('secret@')
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'for a file without permission',
    async () => {
      const path = write('private.db', '')
      chmodSync(path, 0)
      await expect(openDatabase(path)).rejects.toMatchObject({ code: 'file-unreadable' })
    },
  )
})

describe('a file that opens', () => {
  it('may be empty: it has no tables, and there is an error to say so', async () => {
    const database = await openDatabase(write('empty.db', ''))
    expect(await database.readSchema()).toEqual({ tables: [] })
    expect(emptyDatabaseError(database)).toMatchObject({ code: 'database-empty' })
    await database.close()
  })

  it('may be damaged: reading says so', async () => {
    const path = write(
      'damaged.db',
      Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.from(scrambled(8000))]),
    )
    const database = await openDatabase(path)
    await expect(database.readSchema()).rejects.toMatchObject({
      code: expect.stringMatching(/^(not-a-database|database-failed)$/),
    })
    expect(await database.run('select * from t')).toMatchObject({ kind: 'rejected', reason: 'other' })
    await database.close()
  })

  it('may be locked: queries are busy, reading the schema throws, and both work afterwards', async () => {
    const path = join(folder, 'locked.db')
    new DatabaseSync(path).exec('create table t (a)')
    const writer = await lockFromAnotherProcess(path)
    const database = await openDatabase(path)
    expect(await database.run('select * from t')).toMatchObject({ kind: 'rejected', reason: 'busy' })
    await expect(database.readSchema()).rejects.toMatchObject({ code: 'database-busy' })
    writer.kill()
    await once(writer, 'exit')
    expect(await database.run('select * from t')).toMatchObject({ kind: 'rows' })
    await database.close()
  })

  it('may vanish: the next query says so', async () => {
    const path = join(folder, 'vanishing.db')
    new DatabaseSync(path).exec('create table t (a)')
    const database = await openDatabase(path)
    rmSync(path)
    expect(await database.run('select * from t')).toMatchObject({ kind: 'rejected' })
    await database.close()
  })
})

async function lockFromAnotherProcess(path: string): Promise<ChildProcess> {
  const program = `
    import { DatabaseSync } from '@photostructure/sqlite'
    globalThis.handle = new DatabaseSync(process.argv[1])
    handle.exec('begin exclusive')
    console.log('locked')
    setInterval(() => {}, 1000)`
  const writer = spawn(process.execPath, ['--input-type=module', '--eval', program, path], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(writer.stdout!, 'data')
  return writer
}

/** Bytes without a pattern, the same each time. */
function scrambled(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state, 1103515245) + 12345
    return state >>> 16
  })
}

describe('a group of databases', () => {
  it('serves many files with few processes, and sees a file that took the name of a closed one', async () => {
    const group = await openDatabaseGroup({ processes: 1 })
    const path = join(folder, 'turns.db')
    for (let round = 0; round < 7; round++) {
      rmSync(path, { force: true })
      new DatabaseSync(path).exec(`create table t (a); insert into t values (${round})`)
      const other = join(folder, `other-${round}.db`)
      new DatabaseSync(other).exec(`create table t (a); insert into t values (${-round})`)
      const [first, second] = [await group.open(path), await group.open(other)]
      for (const [database, value] of [
        [first, round],
        [second, 0 - round],
      ] as const) {
        expect(await database.run('select a + 0 from t')).toMatchObject({ rows: [[value]] })
      }
      await first.close()
      await expect(first.run('select 1')).rejects.toMatchObject({ code: 'usage' })
    }
    expect(childrenOf(process.pid).length).toBeLessThanOrEqual(2)
    await group.close()
    expect(childrenOf(process.pid)).toEqual([])
  })
})
