import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSpiderTables } from './read-spider-tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-tables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SHOP = {
  db_id: 'shop',
  table_names: ['order', 'customer'],
  table_names_original: ['orders', 'customers'],
  column_names: [
    [-1, '*'],
    [0, 'customer id'],
    [1, 'id'],
  ],
  column_names_original: [
    [-1, '*'],
    [0, 'cust_id'],
    [1, 'id'],
  ],
  column_types: ['text', 'number', 'number'],
  foreign_keys: [[1, 2]],
  primary_keys: [2],
}

function read(content: unknown) {
  const file = join(folder, 'tables.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readSpiderTables(file)
}

describe('readSpiderTables', () => {
  it('reads schemas by db_id, and what is not used is left out', async () => {
    const { column_types, primary_keys, ...used } = SHOP
    const schemas = await read([SHOP, { ...SHOP, db_id: 'other' }])
    expect([...schemas.keys()]).toEqual(['shop', 'other'])
    expect(schemas.get('shop')).toEqual(used)
  })

  it('reads a schema without readable names', async () => {
    const { table_names, column_names, ...rest } = SHOP
    expect((await read([rest])).get('shop')).not.toHaveProperty('column_names')
    expect((await read([{ ...SHOP, column_names: [] }])).get('shop')).not.toHaveProperty('column_names')
  })

  it.each<[string, unknown, RegExp]>([
    ['no list', { shop: SHOP }, /no JSON list/],
    ['text', 'CREATE TABLE a (b)', /no JSON list/],
    ['an entry that is no object', ['shop'], /entry 1: it is no object/],
    ['no db_id', [SHOP, { ...SHOP, db_id: 1 }], /entry 2: db_id is missing/],
    ['no tables', [{ ...SHOP, table_names_original: undefined }], /table_names_original of shop/],
    [
      'columns of another shape',
      [{ ...SHOP, column_names_original: ['id'] }],
      /column_names_original of shop/,
    ],
    [
      'a key that points nowhere',
      [{ ...SHOP, foreign_keys: [[1, 3]] }],
      /foreign_keys of shop.*its 3 columns/,
    ],
  ])('refuses %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'benchmark-invalid' })
    await expect(read(content)).rejects.toThrow(message)
  })
})
