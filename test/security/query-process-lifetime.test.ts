import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { makeFolder, writeSqlite } from '../contracts/sqlite-file.ts'
import { queryProcessesFor } from './child-processes.ts'

const OPEN_DATABASE = pathToFileURL(join(import.meta.dirname, '../../src/database/open-database.ts')).href
const ENDLESS = 'with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n'

const { folder, remove } = makeFolder()
afterAll(remove)

/** A program that opens a database, runs `body` and says `ready` in it. */
function startProgram(path: string, body: string): ChildProcess {
  const program = `
    import { openDatabase } from ${JSON.stringify(OPEN_DATABASE)}
    const database = await openDatabase(${JSON.stringify(path)})
    const endless = () => void database.run(${JSON.stringify(ENDLESS)}, { timeoutMs: 600_000 })
    const say = () => setTimeout(() => console.log('ready'), 300)
    await database.run('select 1')
    ${body}`
  return spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function untilGone(path: string): Promise<number[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (queryProcessesFor(path).length === 0) return []
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return queryProcessesFor(path)
}

describe('no query process outlives the program that started it', () => {
  it.each([
    ['ends by itself, without closing the database', '', undefined],
    [
      'calls process.exit() while a query runs',
      'endless(); setTimeout(() => process.exit(0), 300)',
      undefined,
    ],
    ['throws while a query runs', "endless(); setTimeout(() => { throw 'on purpose' }, 300)", undefined],
    ['is killed while a query runs', 'endless(); say()', 'SIGKILL'],
    ['is killed while its process is idle', 'say(); setInterval(() => {}, 1000)', 'SIGKILL'],
    ['is terminated while two queries run', 'endless(); endless(); say()', 'SIGTERM'],
    ['leaves a stream open', 'for await (const _ of database.stream("select 1")) process.exit(0)', undefined],
  ] as const)('that %s', async (title, body, signal) => {
    const path = join(folder, `${title.replaceAll(/\W+/g, '-')}.db`)
    writeSqlite(path, ['create table t (a)'])
    const isOnPurpose = title.startsWith('throws')
    const program = startProgram(
      path,
      isOnPurpose ? `process.on('uncaughtException', () => process.exit(1)); ${body}` : body,
    )
    const exited = once(program, 'exit')
    if (signal !== undefined) {
      await once(program.stdout!, 'data')
      expect(queryProcessesFor(path)).not.toEqual([])
      program.kill(signal)
    }
    await exited
    expect(await untilGone(path)).toEqual([])
  })
})

beforeAll(() => {
  if (process.platform === 'win32') throw new Error('these tests read the process list with ps')
})

describe('a query that takes a while', () => {
  it('has a spare process started once, not a new one each time', async () => {
    const path = join(folder, 'slow.db')
    writeSqlite(path, ['create table t (a)'])
    const database = await openDatabase(path, { processes: 1 })
    const slow =
      'with recursive n(x) as (select 1 union all select x + 1 from n limit 4000000) select count(*) from n'
    const seen = new Set<number>()
    for (let round = 0; round < 5; round++) {
      await database.run(slow, { timeoutMs: 60_000 })
      for (const id of queryProcessesFor(path)) seen.add(id)
    }
    await database.close()
    expect(seen.size).toBe(2)
  })
})
