import { describe, expect, it } from 'vitest'
import type { RevisionFinding, RevisionRequest } from '../model.ts'
import { repairQuery } from './repair-query.ts'

const repair = (draft: string, ...findings: RevisionFinding[]): string | undefined =>
  repairQuery({ draft, findings } as unknown as RevisionRequest)[0]?.sql
const city = { table: 'customers', column: 'city' }
const near = (value: string) => [{ ...city, value, score: 0.8, rowCount: 2 }]

describe('a draft put right', () => {
  it('takes the nearest stored value', () => {
    const sql = "SELECT name FROM customers WHERE city = 'Berln' OR name = 'Berlin'"
    expect(repair(sql, { kind: 'unknown-value', column: city, value: 'Berln', near: near('Berlin') })).toBe(
      "SELECT name FROM customers WHERE city = 'Berlin' OR name = 'Berlin'",
    )
  })

  it('takes the nearest name of a column, wherever it stands', () => {
    const sql = 'SELECT c.nam FROM customers AS c WHERE c.nam > 3 ORDER BY c.nam'
    expect(repair(sql, { kind: 'unknown-name', name: 'c.nam', near: ['customers.name'] })).toBe(
      'SELECT c.name FROM customers AS c WHERE c.name > 3 ORDER BY c.name',
    )
  })

  it('takes the nearest name of a table', () => {
    const sql = 'SELECT count(*) FROM custommers'
    expect(repair(sql, { kind: 'unknown-name', name: 'custommers', near: ['customers'] })).toBe(
      'SELECT count(*) FROM customers',
    )
  })

  it('puts several things right at once', () => {
    const sql = "SELECT nam FROM customers WHERE city = 'Berln'"
    expect(
      repair(
        sql,
        { kind: 'unknown-name', name: 'nam', near: ['name'] },
        { kind: 'unknown-value', column: city, value: 'Berln', near: near('Berlin') },
      ),
    ).toBe("SELECT name FROM customers WHERE city = 'Berlin'")
  })

  it.each<[string, string, RevisionFinding]>([
    [
      'nothing near is known',
      "SELECT 1 FROM t WHERE a = 'x'",
      { kind: 'unknown-value', column: city, value: 'x', near: [] },
    ],
    ['the result is only empty', 'SELECT 1 FROM t', { kind: 'empty' }],
    ['the draft is no SQL', 'SELEC 1', { kind: 'empty' }],
  ])('proposes nothing when %s', (_, sql, finding) => {
    expect(repair(sql, finding)).toBeUndefined()
  })
})
