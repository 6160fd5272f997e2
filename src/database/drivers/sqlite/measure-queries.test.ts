import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeFolder, writeSqlite } from '../../../../test/contracts/sqlite-file.ts'
import { openConnection } from './connection.ts'
import { measureQueries } from './measure-queries.ts'

const { folder, remove } = makeFolder()
afterAll(remove)

const VIRTUAL = [
  'create virtual table words using fts5(body)',
  "insert into words values ('iced tea')",
  'create virtual table boxes using rtree(id, low, high)',
  'insert into boxes values (1, 2, 3)',
]

describe.each([
  ['delete', 'tables', ['create table t (a)', 'insert into t values (1), (2)'], 'select a from t'],
  ['wal', 'tables', ['create table t (a)', 'insert into t values (1), (2)'], 'select a from t'],
  ['delete', 'virtual tables', VIRTUAL, "select body, low from words, boxes where words match 'tea'"],
] as const)('a file in %s mode with %s', (mode, _, statements, sql) => {
  const path = join(folder, `${mode}-${statements.length}.db`)
  writeSqlite(path, [`pragma journal_mode = ${mode}`, ...statements])

  it('is measured without a change, in the order of the queries', () => {
    const before = readdirSync(folder)
    const connection = openConnection(path)
    const outcome = measureQueries(connection, path, { sqls: [sql, 'select 1'], rounds: 2 })
    connection.close()
    expect(outcome).toEqual({
      kind: 'measured',
      times: Array.from({ length: 2 }, () =>
        Array.from({ length: 2 }, () => ({ firstRowMs: expect.any(Number), totalMs: expect.any(Number) })),
      ),
    })
    expect(readdirSync(folder)).toEqual(before)
  })
})
