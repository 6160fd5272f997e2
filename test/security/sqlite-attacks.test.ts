import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { PETS } from '../contracts/database.ts'
import { makeFolder, writeSqlite } from '../contracts/sqlite-file.ts'
import { FORBIDDEN, HARMLESS, RUNAWAY, UNKNOWN } from './attacks.ts'
import { childrenOf } from './child-processes.ts'

const { folder, remove } = makeFolder()
const path = join(folder, 'pets.db')
let database: Database
let before: Readonly<Record<string, string>>

beforeAll(async () => {
  writeSqlite(path, PETS)
  before = contentOf(folder)
  database = await openDatabase(path)
})

afterAll(async () => {
  await database.close()
  remove()
})

const attack = (sql: string, timeoutMs: number) =>
  database.run(sql.replaceAll('FOLDER', folder), { timeoutMs, maxRows: 1_000_000 })

const named = (attacks: readonly string[]) => attacks.map((sql) => [shorten(sql), sql] as const)

describe('an attack that writes or reaches out is refused', () => {
  it.each(named(FORBIDDEN))('%s', async (_, sql) => {
    expect(await attack(sql, 10_000)).toMatchObject({ kind: 'rejected', reason: 'not-read-only' })
  })

  it.each(named(UNKNOWN))('%s', async (_, sql) => {
    const outcome = await attack(sql, 10_000)
    expect(outcome).toMatchObject({
      reason: expect.stringMatching(/^(syntax|unknown-table|not-read-only|other)$/),
    })
  })
})

describe('a runaway query ends, and the next is answered', () => {
  it.each(named(RUNAWAY))('%s', async (_, sql) => {
    const outcome = await attack(sql, 400)
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/^(timeout|too-large|syntax|other)$/) })
    expect(outcome).not.toMatchObject({
      message: expect.stringContaining('process that ran the query ended'),
    })
    expect(await database.run('select 1')).toMatchObject({ rows: [[1]] })
  })
})

describe('what only looks like an attack is answered', () => {
  it.each(named(HARMLESS))('%s', async (_, sql) => {
    expect(await attack(sql, 10_000)).toMatchObject({ kind: 'rows' })
  })
})

describe('after all attacks', () => {
  it('the folder holds what it held, byte for byte', () => {
    expect(contentOf(folder)).toEqual(before)
  })

  it('closing leaves no process behind', async () => {
    await database.close()
    expect(childrenOf(process.pid)).toEqual([])
  })
})

function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').replaceAll('\0', '\\0')
  return line.length > 100 ? `${line.slice(0, 100)}…` : line
}

function contentOf(directory: string): Record<string, string> {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(directory, name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(directory).map((name) => [name, digest(name)]))
}
