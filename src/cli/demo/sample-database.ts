import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from '@photostructure/sqlite'
import { seededRandom } from '../../base/random.ts'
import type { Row } from '../../database/database.ts'
import { indicatorRows } from './sample-economy.ts'
import { goodsRows } from './sample-goods.ts'
import { BRANCHES, COUNTRIES, customerRows, staffRows } from './sample-people.ts'
import { ORDER_STATUS, salesRows } from './sample-sales.ts'
import { SAMPLE_SCHEMA } from './sample-schema.ts'

const SAMPLE_SEED = 7

/** Writes the sample database whole or not at all. The same seed gives the same bytes. */
export async function writeSampleDatabase(
  path: string,
  options: { readonly seed?: number } = {},
): Promise<void> {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const database = new DatabaseSync(temporary)
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
    database.exec(SAMPLE_SCHEMA)
    for (const [table, rows] of sampleRows(options.seed ?? SAMPLE_SEED)) insertRows(database, table, rows)
    database.exec('COMMIT')
    database.close()
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Each table has random numbers of its own, so that a change to one leaves the others as they are. */
function sampleRows(seed: number): readonly (readonly [table: string, rows: readonly Row[]])[] {
  const goods = goodsRows(seededRandom(`${seed}/goods`))
  const staff = staffRows(seededRandom(`${seed}/staff`))
  const sales = salesRows(seededRandom(`${seed}/sales`), goods.assortment, staff.length)
  return [
    ['countries', COUNTRIES],
    ['branches', BRANCHES],
    ['staff', staff],
    ['customers', customerRows(seededRandom(`${seed}/customers`))],
    ['categories', goods.categories],
    ['suppliers', goods.suppliers],
    ['products', goods.products],
    ['order_status', ORDER_STATUS],
    ['orders', sales.orders],
    ['order_items', sales.items],
    ['deliveries', sales.deliveries],
    ['payments', sales.payments],
    ['economic_indicators', indicatorRows(seededRandom(`${seed}/economy`))],
  ]
}

function insertRows(database: InstanceType<typeof DatabaseSync>, table: string, rows: readonly Row[]): void {
  const places = rows[0]!.map(() => '?').join(', ')
  const insert = database.prepare(`INSERT INTO ${table} VALUES (${places})`)
  for (const row of rows) insert.run(...row)
}
