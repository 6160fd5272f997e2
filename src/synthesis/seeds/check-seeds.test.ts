import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../test/support/explored-shop.ts'
import { checkSeeds } from './check-seeds.ts'
import { readQueryLog } from './read-query-log.ts'

let shop: Explored

beforeAll(async () => {
  shop = await exploreScript(SHOP)
})

afterAll(() => shop.close())

const given = (sql: string, database: string | null = null) => ({ place: sql, database, question: 'Q?', sql })

describe('checkSeeds', () => {
  it('lets in what runs, once, and says of the rest why not', async () => {
    const { seeds, ofOthers, refused } = await checkSeeds(
      [
        given('SELECT name FROM customers'),
        given('select NAME from customers', 'test'),
        given('SELECT name FROM pilots', 'airport'),
        given('SELEC name'),
        given('SELECT age FROM customers'),
        given('SELECT abs() FROM customers'),
      ],
      shop,
    )
    expect(seeds.map(({ sql }) => sql)).toEqual(['SELECT name FROM customers', 'SELECT NAME FROM customers'])
    expect(seeds[0]!.facts.columns).toEqual([{ table: 'customers', column: 'name' }])
    expect(ofOthers).toHaveLength(1)
    expect(refused.map(({ place, reason }) => [place, reason.split(':')[0]])).toEqual([
      ['SELEC name', 'its SQL cannot be read'],
      ['SELECT age FROM customers', 'there is no age in test'],
      ['SELECT abs() FROM customers', 'it does not run'],
    ])
  })
})

describe('readQueryLog', () => {
  it.each([
    [
      'SELECT 1;\nUPDATE a SET b = 1;\n-- SELECT 2;\nWITH x AS (SELECT 3)\nSELECT * FROM x;',
      ['SELECT 1', 'WITH x AS (SELECT 3)\nSELECT * FROM x'],
    ],
    ['SELECT 1\nnonsense\nselect 2\n', ['SELECT 1', 'select 2']],
    ['', []],
  ])('finds the queries of %j', (text, sqls) => {
    expect(readQueryLog('log', text).map(({ sql }) => sql)).toEqual(sqls)
  })
})
