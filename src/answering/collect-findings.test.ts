import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../test/support/explored-shop.ts'
import { collectFindings } from './collect-findings.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values, database } = explored
afterAll(explored.close)

const findingsAgainst = async (sql: string) =>
  collectFindings(sql, await database.run(sql), { survey, graph, values })

describe('what speaks against a query', () => {
  it.each([
    "SELECT name FROM customers WHERE city = 'Berlin'",
    'SELECT count(*) FROM customers WHERE id > 100',
    "SELECT name FROM customers WHERE city LIKE '%erli%'",
    "SELECT name FROM customers WHERE city <> 'Atlantis'",
    "SELECT name FROM products WHERE name IN ('iced tea', 'Espresso')",
  ])('nothing against %s', async (sql) => {
    expect(await findingsAgainst(sql)).toEqual([])
  })

  it('a literal that its column does not hold, with the stored ones near it', async () => {
    const findings = await findingsAgainst("SELECT price FROM products WHERE name = 'Iced Tea'")
    expect(findings).toContainEqual(
      expect.objectContaining({
        kind: 'unknown-value',
        column: { table: 'products', column: 'name' },
        value: 'Iced Tea',
        near: [expect.objectContaining({ value: 'iced tea' })],
      }),
    )
    expect(findings).toContainEqual({ kind: 'empty' })
  })

  it('each unknown literal of a list', async () => {
    const findings = await findingsAgainst(
      "SELECT id FROM customers WHERE city IN ('Berlin', 'Pariss', 'Rom')",
    )
    const unknown = findings.flatMap((one) => (one.kind === 'unknown-value' ? [one.value] : []))
    expect(unknown).toEqual(['Pariss', 'Rom'])
  })

  it('a literal under an alias and in a subquery', async () => {
    const findings = await findingsAgainst(
      "SELECT total FROM orders WHERE customer_id IN (SELECT c.id FROM customers c WHERE c.city = 'Berln')",
    )
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'unknown-value', column: { table: 'customers', column: 'city' } }),
    )
  })

  it('a name that is not there, with the nearest ones', async () => {
    const findings = await findingsAgainst('SELECT nmae FROM customers')
    expect(findings[0]).toMatchObject({
      kind: 'unknown-name',
      name: 'nmae',
      near: expect.arrayContaining(['name']),
    })
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'rejected' }))
  })

  it('that it is no SQL at all', async () => {
    expect(await findingsAgainst('SELEC name')).toEqual([expect.objectContaining({ kind: 'rejected' })])
  })

  it('an empty result of known values', async () => {
    expect(await findingsAgainst("SELECT id FROM orders WHERE status = 'open' AND total > 100")).toEqual([
      { kind: 'empty' },
    ])
  })
})
