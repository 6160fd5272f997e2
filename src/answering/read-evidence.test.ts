import { describe, expect, it } from 'vitest'
import type { Schema } from '../database/schema.ts'
import { readEvidence } from './read-evidence.ts'

const SCHEMA: Schema = {
  tables: [
    table('driver', ['driverId', 'driverRef', 'gender']),
    table('qualifying', ['raceId', 'driverId', 'q1', 'position']),
    table('order items', ['price', 'quantity', 'is sold']),
  ],
}

describe('evidence as knowledge', () => {
  it.each([
    [
      `female refers to gender = 'F'`,
      { kind: 'value', keyword: 'female', table: 'driver', column: 'gender', value: 'F' },
    ],
    [
      'female means gender = "F".',
      { kind: 'value', keyword: 'female', table: 'driver', column: 'gender', value: 'F' },
    ],
    [
      'race number 20 refers to RACEID = 20',
      { kind: 'value', keyword: 'race number 20', table: 'qualifying', column: 'raceId', value: 20 },
    ],
    [
      'reference name refers to driverRef',
      { kind: 'expression', keyword: 'reference name', table: 'driver', expression: 'driverRef' },
    ],
    [
      'net sales = price * quantity',
      { kind: 'expression', keyword: 'net sales', table: 'order items', expression: 'price * quantity' },
    ],
    [
      'finished refers to position IS NOT NULL',
      { kind: 'filter', keyword: 'finished', table: 'qualifying', condition: 'position IS NOT NULL' },
    ],
  ])('%s', (evidence, entry) => {
    expect(readEvidence(evidence, SCHEMA)).toEqual([{ origin: 'person', ...entry }])
  })

  it('reads several statements', () => {
    const evidence = `female refers to gender = 'F'; first period refers to q1;`
    expect(readEvidence(evidence, SCHEMA).map(({ keyword }) => keyword)).toEqual(['female', 'first period'])
  })

  it.each([
    'This database is about races.',
    'eliminated refers to 5 drivers with MAX(q1)',
    'best refers to MIN(q1)',
    'drivers refers to driverId',
    'fast refers to speed > 3',
    '',
  ])('leaves out what it cannot tie to one table: %s', (evidence) => {
    expect(readEvidence(evidence, SCHEMA)).toEqual([])
  })
})

function table(name: string, columns: readonly string[]): Schema['tables'][number] {
  return {
    name,
    kind: 'table',
    columns: columns.map((column) => ({ name: column, declaredType: '', type: 'unknown', nullable: true })),
    primaryKey: [],
    foreignKeys: [],
    uniqueKeys: [],
  }
}
