import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import type { Schema } from '../database/schema.ts'
import type { ColumnProfile, JoinKey, Survey } from '../exploration/survey.ts'
import { suggestLookupTables } from './find-lookup-columns.ts'
import { importLookupTable } from './import-lookup-table.ts'

const database = openInMemoryDatabase(`
  CREATE TABLE order_status(id INTEGER, label TEXT, remark TEXT);
  INSERT INTO order_status VALUES (1, 'open', 'x'), (2, 'shipped', 'x'), (3, 'delivered', 'x'), (4, 'lost', 'y'), (5, 'lost', 'y');
  CREATE TABLE orders(id INTEGER, status INTEGER, former_status INTEGER, note TEXT);
  CREATE TABLE indicators(indexname TEXT, roworder INTEGER, cumulative REAL);
  INSERT INTO indicators VALUES ('GDP growth(%)', 5, 1.5), ('GDP growth rate', 5, 2.5), ('Population', 6, 10), ('Population', 6, 11)`)

function column(
  table: string,
  name: string,
  content: ColumnProfile['content'],
  distinctCount: number,
  rowCount: number,
): ColumnProfile {
  return {
    table,
    column: name,
    content,
    rowCount,
    nullCount: 0,
    distinctCount,
    minimum: null,
    maximum: null,
    frequentValues: [],
    averageLength: content === 'text' ? 10 : 0,
  }
}

function join(from: string, to = 'id'): JoinKey {
  return {
    from: { table: 'orders', columns: [from] },
    to: { table: 'order_status', columns: [to] },
    origin: 'declared',
    confidence: 1,
  }
}

async function makeSurvey(joins: readonly JoinKey[]): Promise<Survey> {
  const schema: Schema = await database.readSchema()
  const profile = (table: string, rowCount: number, columns: readonly ColumnProfile[]) => ({
    table,
    rowCount,
    columns,
    sampleRows: [],
  })
  return {
    database: { name: 'test', location: ':memory:', dialect: 'sqlite' },
    fingerprint: '1',
    schema,
    joins,
    tables: [
      profile('order_status', 5, [
        column('order_status', 'id', 'integer', 5, 5),
        column('order_status', 'label', 'text', 4, 5),
        column('order_status', 'remark', 'text', 2, 5),
      ]),
      profile('orders', 9_000, [
        column('orders', 'id', 'integer', 9_000, 9_000),
        column('orders', 'status', 'integer', 3, 9_000),
        column('orders', 'note', 'text', 8_000, 9_000),
      ]),
      profile('indicators', 4, [
        column('indicators', 'indexname', 'text', 3, 4),
        column('indicators', 'roworder', 'integer', 2, 4),
        column('indicators', 'cumulative', 'real', 4, 4),
      ]),
    ],
  }
}

describe('importLookupTable', () => {
  it('makes an entry for every column that refers to the code', async () => {
    const survey = await makeSurvey([join('status'), join('former_status')])
    const { entries, warnings, valueColumn } = await importLookupTable(database, survey, 'ORDER_STATUS', {
      keywordColumns: ['label'],
    })
    expect(valueColumn).toBe('id')
    expect(entries).toHaveLength(3 * 2)
    expect(entries).toContainEqual({
      kind: 'value',
      keyword: 'delivered',
      table: 'orders',
      column: 'status',
      value: 3,
      origin: 'lookup',
      note: 'from order_status.label',
    })
    expect(entries).toContainEqual(
      expect.objectContaining({ keyword: 'delivered', column: 'former_status', value: 3 }),
    )
    expect(warnings).toEqual([expect.stringContaining('"lost" stands for 2 values')])
  })

  it('maps the synonyms of an indicator table to its order number', async () => {
    const { entries } = await importLookupTable(database, await makeSurvey([]), 'indicators')
    expect(entries.map(({ keyword, table, column: name, value }) => [keyword, table, name, value])).toEqual([
      ['GDP growth rate', 'indicators', 'roworder', 5],
      ['GDP growth(%)', 'indicators', 'roworder', 5],
      ['Population', 'indicators', 'roworder', 6],
    ])
  })

  it('takes the columns that are named', async () => {
    const options = { valueColumn: 'remark', keywordColumns: ['label'] }
    const { entries } = await importLookupTable(database, await makeSurvey([]), 'order_status', options)
    expect(entries).toContainEqual(
      expect.objectContaining({ keyword: 'lost', table: 'order_status', column: 'remark', value: 'y' }),
    )
  })

  it.each([
    ['nowhere', {}, /There is no table nowhere\. There are: order_status/],
    ['orders', { valueColumn: 'state' }, /has no column state\. It has: id, status/],
    ['indicators', { maxEntries: 1 }, /more than 1 names/],
    ['order_status', { keywordColumns: [] }, /does not look like a lookup table/],
  ])('refuses %s with %j', async (table, options, message) => {
    const refusal = expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) })
    await expect(importLookupTable(database, await makeSurvey([]), table, options)).rejects.toEqual(refusal)
  })
})

describe('suggestLookupTables', () => {
  it('finds tables of codes that others refer to, then those that explain themselves', async () => {
    const suggestions = suggestLookupTables(await makeSurvey([join('status')]))
    expect(
      suggestions.map(({ table, valueColumn, keywordColumns }) => [table, valueColumn, keywordColumns]),
    ).toEqual([
      ['order_status', 'id', ['label', 'remark']],
      ['indicators', 'roworder', ['indexname']],
    ])
  })
})
