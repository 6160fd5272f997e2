import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from './sample-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-sample-'))
const path = join(folder, 'harbor-tea.sqlite')
let database: InstanceType<typeof DatabaseSync>

beforeAll(async () => {
  await writeSampleDatabase(path)
  database = new DatabaseSync(path, { readOnly: true })
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const rows = (sql: string): unknown[][] => {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return statement.all() as unknown as unknown[][]
}
const count = (from: string): number => rows(`SELECT count(*) FROM ${from}`)[0]![0] as number

describe('writeSampleDatabase', () => {
  it('writes the same bytes for the same seed, other data for another, and leaves no other file', async () => {
    await writeSampleDatabase(join(folder, 'again.sqlite'))
    await writeSampleDatabase(join(folder, 'other.sqlite'), { seed: 8 })
    const original = readFileSync(path)
    expect(readFileSync(join(folder, 'again.sqlite')).equals(original)).toBe(true)
    expect(readFileSync(join(folder, 'other.sqlite')).equals(original)).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['again.sqlite', 'harbor-tea.sqlite', 'other.sqlite'])
  })

  it('is sound: integrity and every declared key hold', () => {
    expect(rows('PRAGMA integrity_check')).toEqual([['ok']])
    expect(rows('PRAGMA foreign_key_check')).toEqual([])
  })

  it.each([
    ['customers', 420, 420],
    ['products', 60, 60],
    ['orders', 2000, 3000],
    ['order_items', 5000, 10000],
    ['deliveries', 1500, 2500],
    ['payments', 1500, 2500],
    ['economic_indicators', 500, 1000],
    ['order_totals', 2000, 3000],
  ])('%s has between %i and %i rows', (table, least, most) => {
    expect(count(table)).toBeGreaterThanOrEqual(least)
    expect(count(table)).toBeLessThanOrEqual(most)
  })

  it.each([
    ['status codes that a lookup table explains', 'orders JOIN order_status ON status = order_status.id'],
    ['a table without keys that refers to orders', 'deliveries JOIN orders ON order_no = orders.id'],
    ['dates as dd/mm/yyyy', "deliveries WHERE delivered_on GLOB '[0-3][0-9]/[0-1][0-9]/20[0-9][0-9]'"],
    ['dates in ISO notation', "orders WHERE ordered_on GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]'"],
    ['deliveries in March 2024', "deliveries WHERE delivered_on LIKE '%/03/2024'"],
    ['names in several cases', "products WHERE name IN ('iced tea', 'Earl Grey', 'EARL GREY DLX')"],
    ['abbreviations', "staff WHERE position = 'Jr. Barista'"],
    ['indicators with nearly the same name', "economic_indicators WHERE indicator = 'GDP growth(%)'"],
    ['Chinese customers', "customers WHERE name LIKE '%茶%'"],
    ['German customers', "customers WHERE name LIKE '%Müller%'"],
    ['values that are missing', 'customers WHERE email IS NULL'],
    [
      'customers who never ordered Earl Grey',
      `customers WHERE id NOT IN (SELECT customer_id FROM orders JOIN order_items ON order_id = orders.id
         JOIN products ON products.id = product_id WHERE products.name = 'Earl Grey')`,
    ],
  ])('has %s', (_, from) => {
    expect(count(from)).toBeGreaterThan(0)
  })
})
