import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import { seededRandom } from '../../base/random.ts'
import { type TableRows, writeSqliteFile } from '../../database/write-sqlite-file.ts'
import { generateNeighbourDatabase } from './generate-neighbour-database.ts'
import { planGeneration } from './plan-generation.ts'
import { readGoldHints } from './read-gold-hints.ts'
import { readSourceDatabase } from './read-source-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-neighbours-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SCRIPT = `
  CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT NOT NULL, boss INTEGER REFERENCES staff (id), home TEXT REFERENCES shops (code));
  CREATE TABLE shops (code TEXT PRIMARY KEY, lead INTEGER NOT NULL REFERENCES staff (id), opened DATE, badge INTEGER UNIQUE);
  CREATE TABLE goods (maker TEXT, number INTEGER, price REAL CHECK (price BETWEEN 0 AND 100), kind TEXT, PRIMARY KEY (maker, number));
  CREATE TABLE sales (id INTEGER PRIMARY KEY, maker TEXT, number INTEGER, shop TEXT, amount INTEGER NOT NULL,
    FOREIGN KEY (maker, number) REFERENCES goods (maker, number));
  CREATE TABLE empty (id INTEGER PRIMARY KEY, day DATE, word TEXT, share REAL, is_on BOOLEAN);
  CREATE UNIQUE INDEX one_kind ON goods (kind, number);
  CREATE VIEW dear AS SELECT * FROM goods WHERE price > 50;
  CREATE TRIGGER guard BEFORE INSERT ON sales BEGIN SELECT raise(ABORT, 'never'); END;
  INSERT INTO staff VALUES (1, 'Ann', NULL, NULL), (2, 'Bo', 1, NULL);
  INSERT INTO shops VALUES ('N', 1, '2020-02-28', 7), ('S', 2, '2021-03-01', NULL);
  INSERT INTO goods VALUES ('acme', 1, 9.5, 'tea'), ('acme', 2, 20, 'cake');
`
const GOLDS = [
  "SELECT count(*) FROM sales WHERE amount > 40 AND shop = 'N'",
  'SELECT shops.opened FROM shops JOIN sales ON sales.shop = shops.code ORDER BY sales.amount DESC LIMIT 1',
]
const original = openInMemoryDatabase(SCRIPT)
const source = await readSourceDatabase(original, { timeoutMs: 1_000 })
const hints = GOLDS.map((gold) => readGoldHints(gold, source.schema))
const plan = planGeneration(source, hints)
const generate = (seed: number): TableRows[] =>
  generateNeighbourDatabase(plan, [hints[0]!], seededRandom(seed))
const { definitions, finishing } = source

async function written(seed: number): Promise<{ file: DatabaseSyncInstance; counts: number[] }> {
  const path = join(folder, `${seed}.sqlite`)
  const counts = await writeSqliteFile(
    path,
    { definitions, finishing, tables: generate(seed) },
    { refusedRows: 'leave-out' },
  )
  return { file: new DatabaseSync(path, { readOnly: true }), counts }
}

function column(file: DatabaseSyncInstance, sql: string): unknown[] {
  return file
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0])
}

describe('a neighbour of a database', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generate(1)).toEqual(generate(1))
    expect(generate(2)).not.toEqual(generate(1))
  })

  it('obeys every key, CHECK and NOT NULL, whatever the seed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { file, counts } = await written(seed)
        expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
        expect(file.prepare('PRAGMA foreign_key_check').all()).toEqual([])
        expect(Math.max(...counts)).toBeLessThanOrEqual(300)
        file.close()
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  it('has rows in every table, cycles of keys and empty originals among them', async () => {
    const totals = [0, 0, 0, 0, 0]
    for (let seed = 0; seed < 6; seed++) {
      const { file, counts } = await written(seed)
      counts.forEach((count, index) => {
        totals[index]! += count
      })
      file.close()
    }
    expect(totals.filter((total) => total === 0)).toEqual([])
  })

  it('keeps the schema, views and unique indexes, and leaves triggers out', async () => {
    const { file } = await written(4)
    const names = column(file, "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    expect(names).toEqual(['dear', 'empty', 'goods', 'one_kind', 'sales', 'shops', 'staff'])
    file.close()
  })

  it('puts values on and beside the literals, NULLs, repetitions, and values that join', async () => {
    const found = { literal: 0, below: 0, above: 0, nothing: 0, repeated: 0, joined: 0, alone: 0 }
    for (let seed = 0; seed < 20; seed++) {
      const { file } = await written(seed)
      const count = (sql: string): number => Number(column(file, `SELECT count(*) FROM ${sql}`)[0])
      found.literal += count("sales WHERE amount = 40 AND shop = 'N'")
      found.below += count('sales WHERE amount = 39')
      found.above += count('sales WHERE amount = 41')
      found.nothing += count('sales WHERE shop IS NULL')
      found.repeated += count('(SELECT 1 FROM sales GROUP BY shop, amount HAVING count(*) > 1)')
      found.joined += count('sales JOIN shops ON code = shop')
      found.alone += count('shops WHERE code NOT IN (SELECT shop FROM sales WHERE shop IS NOT NULL)')
      file.close()
    }
    expect(Object.entries(found).filter(([, number]) => number === 0)).toEqual([])
  })

  it('leaves no foreign key NULL that never is in the original', async () => {
    const found = { sales: 0, bosses: 0 }
    for (let seed = 0; seed < 20; seed++) {
      const { file } = await written(seed)
      found.sales += Number(
        column(file, 'SELECT count(*) FROM sales WHERE maker IS NULL OR number IS NULL')[0],
      )
      found.bosses += Number(column(file, 'SELECT count(*) FROM staff WHERE boss IS NULL')[0])
      file.close()
    }
    expect(found.sales).toBe(0)
    expect(found.bosses).toBeGreaterThan(0)
  })

  it('lists rows in the order of their key', () => {
    for (const { table, rows } of generate(5)) {
      if (table !== 'staff' && table !== 'sales') continue
      const ids = rows.map((row) => Number(row[0]))
      expect(ids).toEqual([...ids].sort((left, right) => left - right))
    }
  })
})
