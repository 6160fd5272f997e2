import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from './open-database.ts'
import { type SqliteContent, writeSqliteFile } from './write-sqlite-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-write-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SHOP: SqliteContent = {
  definitions: [
    `CREATE TABLE kinds (name TEXT PRIMARY KEY, "order" INTEGER UNIQUE);
     CREATE TABLE goods (id INTEGER PRIMARY KEY, kind TEXT REFERENCES kinds, price REAL CHECK (price >= 0), any)`,
  ],
  tables: [
    {
      table: 'kinds',
      rows: [
        ['tea', 1n],
        ['cake', 2n],
      ],
    },
    {
      table: 'goods',
      columns: ['any', 'id', 'kind', 'price'],
      rows: [
        [1n, 1n, 'tea', 2.5],
        [1.5, 2n, 'cake', null],
        ['1', 3n, null, 1],
      ],
    },
  ],
  finishing: ['CREATE VIEW teas AS SELECT * FROM goods', 'CREATE VIEW broken AS SELEC'],
}

async function rowsOf(path: string, sql: string): Promise<unknown> {
  const database = await openDatabase(path, { processes: 1 })
  try {
    const outcome = await database.run(sql)
    return outcome.kind === 'rows' ? outcome.rows : outcome
  } finally {
    await database.close()
  }
}

it('writes tables, rows as they are given, indexes and views; what cannot be finished is left out', async () => {
  const path = join(folder, 'shop.sqlite')
  expect(await writeSqliteFile(path, SHOP)).toEqual([2, 3])
  expect(await rowsOf(path, 'SELECT id, kind, price, typeof("any") FROM teas ORDER BY id')).toEqual([
    [1, 'tea', 2.5, 'integer'],
    [2, 'cake', null, 'real'],
    [3, null, 1, 'text'],
  ])
  expect(await rowsOf(path, "SELECT name FROM sqlite_schema WHERE type = 'view'")).toEqual([['teas']])
})

it('gives the same bytes for the same content, replaces what is there, and leaves nothing else behind', async () => {
  const place = join(folder, 'twice')
  const path = join(place, 'one.sqlite')
  await writeSqliteFile(path, SHOP)
  writeFileSync(join(place, 'two.sqlite'), 'an older file')
  await writeSqliteFile(join(place, 'two.sqlite'), SHOP)
  expect(readFileSync(join(place, 'two.sqlite')).equals(readFileSync(path))).toBe(true)
  expect(readdirSync(place).sort()).toEqual(['one.sqlite', 'two.sqlite'])
})

describe('rows that the schema refuses', () => {
  const goods = (...rows: (readonly [bigint | string, string | null, number | null])[]): SqliteContent => ({
    ...SHOP,
    tables: [
      {
        table: 'kinds',
        rows: [
          ['tea', 1n],
          ['cake', 1n],
        ],
      },
      { table: 'goods', columns: ['id', 'kind', 'price'], rows },
    ],
  })

  it.each([
    ['a repeated key', goods([1n, 'tea', 1], [1n, 'tea', 1]), [1, 1]],
    ['a CHECK', goods([1n, 'tea', 1], [2n, 'tea', -1]), [1, 1]],
    ['a text for a whole number', goods([1n, 'tea', 1], ['x', 'tea', 1]), [1, 1]],
    ['a key that leads nowhere', goods([1n, 'tea', 1], [2n, 'soup', 1], [3n, null, 1]), [1, 2]],
    ['a key that leads to a row left out', goods([1n, 'cake', 1], [2n, 'tea', 1]), [1, 1]],
  ])('%s: left out when asked to, else an error and no file', async (name, content, counts) => {
    const path = join(folder, `${name}.sqlite`)
    await expect(writeSqliteFile(path, content)).rejects.toMatchObject({ code: 'database-failed' })
    expect(readdirSync(folder).filter((file) => file.startsWith(name))).toEqual([])
    expect(await writeSqliteFile(path, content, { refusedRows: 'leave-out' })).toEqual(counts)
  })

  it('takes rows that refer to what was left out in turn', async () => {
    const path = join(folder, 'chain.sqlite')
    const chain: SqliteContent = {
      definitions: ['CREATE TABLE links (id INTEGER PRIMARY KEY, next INTEGER REFERENCES links)'],
      tables: [
        {
          table: 'links',
          rows: [
            [1n, 2n],
            [2n, 3n],
            [3n, 4n],
            [5n, 5n],
          ],
        },
      ],
    }
    expect(await writeSqliteFile(path, chain, { refusedRows: 'leave-out' })).toEqual([1])
  })
})

it('says where a file could not be written', async () => {
  writeFileSync(join(folder, 'file'), '')
  const failure = writeSqliteFile(join(folder, 'file', 'x.sqlite'), SHOP)
  await expect(failure).rejects.toMatchObject({ name: 'SondeError', code: 'database-failed' })
})
