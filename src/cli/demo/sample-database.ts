import { seededRandom } from '../../base/random.ts'
import type { Row } from '../../database/database.ts'
import { writeSqliteFile } from '../../database/write-sqlite-file.ts'
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
  const tables = sampleRows(options.seed ?? SAMPLE_SEED).map(([table, rows]) => ({ table, rows }))
  await writeSqliteFile(path, { definitions: [SAMPLE_SCHEMA], tables })
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
