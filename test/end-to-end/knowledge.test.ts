import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const database = join(folder, 'harbor-tea.sqlite')
const sonde = sondeIn(join(folder, 'home'))
const team = join(folder, 'team.yaml')

beforeAll(async () => {
  await writeSampleDatabase(database)
})

describe('sonde knowledge', () => {
  it('suggests lookup tables', async () => {
    const run = await sonde(['knowledge', 'import', database, '--json'])
    expect(readDocument('knowledge', run.stdout).candidates).toContainEqual({
      table: 'order_status',
      keywordColumns: ['label'],
      valueColumn: 'id',
      referredBy: [{ table: 'orders', column: 'status' }],
    })
  })

  it('imports a lookup table into a file that a team keeps, once', async () => {
    const words = ['knowledge', 'import', database, 'order_status', '--knowledge', team, '--json']
    const first = readDocument('knowledge', (await sonde(words)).stdout)
    const second = readDocument('knowledge', (await sonde(words)).stdout)
    expect(first.entries).toHaveLength(5)
    expect(first.entries).toContainEqual(
      expect.objectContaining({
        kind: 'value',
        keyword: 'delivered',
        table: 'orders',
        column: 'status',
        value: 4,
      }),
    )
    expect(second.entries).toEqual([])
    expect(existsSync(team)).toBe(true)
  })

  it.each([
    [
      'a value',
      ['--keyword', 'done', '--table', 'orders', '--column', 'status', '--value', '4'],
      { value: 4 },
    ],
    [
      'an expression',
      ['--keyword', 'turnover', '--table', 'order_items', '--expression', 'quantity * unit_price'],
      {},
    ],
    ['a filter', ['--keyword', 'active', '--table', 'customers', '--filter', 'closed_on IS NULL'], {}],
  ])('adds %s', async (_, words, expected) => {
    const run = await sonde([
      'knowledge',
      'add',
      database,
      ...words,
      '--knowledge',
      team,
      '--json',
      '--quiet',
    ])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(readDocument('knowledge', run.stdout).entries).toMatchObject([
      { keyword: words[1], origin: 'person', ...expected },
    ])
  })

  it.each([
    ['an unknown table', ['--table', 'nowhere', '--filter', '1'], 1],
    ['an unknown column', ['--table', 'orders', '--column', 'state', '--value', '1'], 1],
    ['bad SQL', ['--table', 'orders', '--filter', 'status ='], 1],
    ['nothing to mean', ['--table', 'orders'], 2],
  ])('refuses %s', async (_, words, code) => {
    const before = readFileSync(team, 'utf8')
    const run = await sonde([
      'knowledge',
      'add',
      database,
      '--keyword',
      'x',
      ...words,
      '--knowledge',
      team,
      '--quiet',
    ])
    expect(run).toMatchObject({ code, stdout: '' })
    expect(run.stderr).toMatch(/^sonde: .+\n$/)
    expect(readFileSync(team, 'utf8')).toBe(before)
  })

  it('lists, removes and checks', async () => {
    const list = () => sonde(['knowledge', 'list', database, '--knowledge', team, '--json'])
    const before = readDocument('knowledge', (await list()).stdout).entries.length
    const removed = await sonde(['knowledge', 'remove', database, 'DONE', '--knowledge', team, '--json'])
    expect(readDocument('knowledge', removed.stdout).entries).toHaveLength(1)
    expect(readDocument('knowledge', (await list()).stdout).entries).toHaveLength(before - 1)
    expect((await sonde(['knowledge', 'remove', database, 'done', '--knowledge', team])).code).toBe(1)
    expect((await sonde(['knowledge', 'check', database, '--knowledge', team])).code).toBe(0)
  })

  it('leaves a damaged file as it is, and says which line is wrong', async () => {
    const broken = join(folder, 'broken.yaml')
    const text = 'sonde: knowledge\nversion: 1\nentries:\n  - kind: wish\n'
    writeFileSync(broken, text)
    const run = await sonde(['knowledge', 'list', database, '--knowledge', broken, '--quiet'])
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(/line 4/)
    expect(readFileSync(broken, 'utf8')).toBe(text)
  })
})
