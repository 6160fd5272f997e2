import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const database = join(folder, 'harbor tea.sqlite')
const sonde = sondeIn(join(folder, 'home'))

beforeAll(async () => {
  await writeSampleDatabase(database)
})

describe('sonde sql', () => {
  it('prints a table', async () => {
    const run = await sonde([
      'sql',
      database,
      "SELECT id, name, price FROM products WHERE name LIKE '%Zürich%'",
    ])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout.split('\n')).toEqual([
      'id  name               price',
      '──  ─────────────────  ─────',
      '39  Café Zürich Blend   22.4',
      '1 row',
      '',
    ])
  })

  it('prints JSON by its schema, with every kind of value', async () => {
    const query =
      "SELECT 1 AS one, 9007199254740993 AS big, 9e999 AS much, x'00ff' AS bytes, NULL AS none, '茶' AS text, 1 AS one"
    const run = await sonde(['sql', database, query, '--json'])
    const document = readDocument('sql', run.stdout)
    expect(document).toMatchObject({ format: 'sonde-sql/1', sql: query, truncated: false })
    expect(document.columns).toEqual(['one', 'big', 'much', 'bytes', 'none', 'text', 'one'])
    expect(document.rows).toEqual([[1, '9007199254740993', 'Infinity', { blob: '00ff' }, null, '茶', 1]])
    expect(run).toMatchObject({ code: 0, stderr: '' })
  })

  it('prints CSV, from SQL on standard input', async () => {
    const run = await sonde(['sql', database, '-', '--csv'], {
      input: "SELECT 'a,b' AS x, NULL AS y, '' AS z\n",
    })
    expect(run).toEqual({ code: 0, stdout: 'x,y,z\n"a,b",,""\n', stderr: '' })
  })

  it('says exactly whether there are more rows', async () => {
    const limited = await sonde(['sql', database, 'SELECT id FROM order_status', '--limit', '4', '--json'])
    const whole = await sonde(['sql', database, 'SELECT id FROM order_status', '--limit', '5', '--json'])
    expect(readDocument('sql', limited.stdout)).toMatchObject({ truncated: true, rows: [[1], [2], [3], [4]] })
    expect(readDocument('sql', whole.stdout).truncated).toBe(false)
  })

  it.each([
    ['a write', 'DELETE FROM orders'],
    ['two statements', 'SELECT 1; SELECT 2'],
    ['a write behind a SELECT', 'SELECT 1; DROP TABLE orders'],
    ['another database', "ATTACH 'other.sqlite' AS other"],
    ['bad SQL', 'SELEC 1'],
    ['an unknown table', 'SELECT * FROM nowhere'],
    ['an unknown column', 'SELECT nothing FROM orders'],
  ])('refuses %s with a message and exit code 1', async (_, query) => {
    const before = readFileSync(database)
    const run = await sonde(['sql', database, query, '--json'])
    expect(run.code).toBe(1)
    expect(readDocument('error', run.stdout).error.message).not.toBe('')
    expect(run.stderr).toMatch(/^sonde: .+\n$/)
    expect(readFileSync(database).equals(before)).toBe(true)
  })

  it('ends a query at its deadline', async () => {
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n'
    const run = await sonde(['sql', database, endless, '--timeout', '200'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain('200 ms')
  })

  it('ends at once with exit code 130 on Ctrl-C', async () => {
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n'
    const run = await sonde(['sql', database, endless, '--timeout', '60000'], { interruptAfterMs: 3_000 })
    expect(run).toEqual({ code: 130, stdout: '', stderr: 'sonde: Interrupted.\n' })
  })

  it('keeps quiet when its reader goes', () => {
    const main = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js')
    const query =
      'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000) SELECT x FROM n'
    const command = `"${process.execPath}" "${main}" sql "${database}" "${query}" --csv --limit 200000 | head -n 1`
    const run = spawnSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH: process.env.PATH } })
    expect(run).toMatchObject({ stdout: 'x\n', stderr: '' })
  })
})

describe('bad databases', () => {
  const textFile = join(folder, 'text.sqlite')
  const emptyFile = join(folder, 'empty.sqlite')
  const oddFile = join(folder, 'odd "names" 🫖.sqlite')
  beforeAll(() => {
    writeFileSync(
      textFile,
      'This is no database, but a text that is long enough to be taken for one.\n'.repeat(20),
    )
    writeFileSync(emptyFile, '')
    const odd = new DatabaseSync(oddFile)
    odd.exec('CREATE TABLE "select ""all"" 🫖" ("order" TEXT, "a b" TEXT)')
    odd.exec(`INSERT INTO "select ""all"" 🫖" VALUES ('x', 'y')`)
    odd.close()
  })

  it.each([
    ['no file', join(folder, 'nothing.sqlite')],
    ['a folder', folder],
    ['a text file', textFile],
    ['an engine without a driver', 'postgres://localhost/shop'],
  ])('%s: one message that says so, exit code 1, no stack trace', async (_, location) => {
    const run = await sonde(['sql', location, 'SELECT 1'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(/^sonde: .+\n$/)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })

  it('shows the stack trace with --debug', async () => {
    const run = await sonde(['sql', join(folder, 'nothing.sqlite'), 'SELECT 1', '--debug'])
    expect(run.stderr).toMatch(/\n\s+at /)
  })

  it('takes an empty file as a database without tables', async () => {
    const run = await sonde(['sql', emptyFile, 'SELECT 1 AS one'])
    expect(run).toMatchObject({ code: 0, stdout: 'one\n───\n  1\n1 row\n' })
  })

  it('reads odd names', async () => {
    const run = await sonde(['sql', oddFile, 'SELECT "order", "a b" FROM "select ""all"" 🫖"', '--csv'])
    expect(run).toMatchObject({ code: 0, stdout: 'order,a b\nx,y\n' })
  })
})
