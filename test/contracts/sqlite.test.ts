import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { describeDatabase, PETS } from './database.ts'
import { makeFolder, writeSqlite } from './sqlite-file.ts'

const { folder, remove } = makeFolder()
afterAll(remove)

const numbers = (n: number | string) =>
  `with recursive number(x) as (select 1 union all select x + 1 from number limit ${n}) select x from number`

for (const journalMode of ['delete', 'wal']) {
  const path = join(folder, `${journalMode}.db`)
  writeSqlite(path, [`pragma journal_mode = ${journalMode}`, ...PETS])
  describeDatabase({
    name: `a SQLite file in ${journalMode} mode`,
    open: () => openDatabase(path),
    endlessQuery: `select count(*) from (${numbers(-1)})`,
    numbers,
    change: async () => writeSqlite(path, ['update pet set weight = weight + 1 where id = 1']),
  })
}
