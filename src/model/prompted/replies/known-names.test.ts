import { describe, expect, it } from 'vitest'
import type { Column, Schema, Table } from '../../../database/schema.ts'
import { knownColumns } from './known-names.ts'

const table = (name: string, columns: readonly string[]): Table => ({
  name,
  kind: 'table',
  columns: columns.map(
    (column): Column => ({ name: column, declaredType: '', type: 'text', nullable: true }),
  ),
  primaryKey: [],
  foreignKeys: [],
  uniqueKeys: [],
})
const SCHEMA: Schema = {
  tables: [
    table('Orders', ['order_id', 'status', 'shipCity']),
    table('customers', ['customer_id', 'name', 'city']),
  ],
}

describe('names of a reply', () => {
  const cases: readonly (readonly [string | null, readonly string[], string | null, readonly string[]])[] = [
    ['Orders', ['status'], 'Orders', ['status']],
    ['orders', ['STATUS'], 'Orders', ['status']],
    ['"orders"', ['`status`'], 'Orders', ['status']],
    ['main.orders', ['orders.status'], 'Orders', ['status']],
    ['orders', ['customers.name', 'status'], 'Orders', ['status']],
    ['order', ['ship_city', 'stauts'], 'Orders', ['shipCity', 'status']],
    ['orders', ['status', 'Status'], 'Orders', ['status']],
    ['orders', ['*'], 'Orders', ['order_id', 'status', 'shipCity']],
    ['orders', ['colour', 'id', 'zip'], 'Orders', []],
    [null, ['customers.city'], 'customers', ['city']],
    [null, ['shipCity'], 'Orders', ['shipCity']],
    ['invoices', ['name'], 'customers', ['name']],
    ['invoices', ['amount'], null, []],
    ['', [], null, []],
  ]
  it.each(cases)('%s %j is %s %j', (named, columns, wanted, kept) => {
    const known = knownColumns(SCHEMA, { table: named, columns })
    expect(known?.table.name ?? null).toBe(wanted)
    expect(known?.columns ?? []).toEqual(kept)
  })
})
