import { expect, it } from 'vitest'
import { columnTypeOf } from './column-type.ts'

it.each([
  ['INTEGER', 'integer'],
  ['int', 'integer'],
  ['BIGINT UNSIGNED', 'integer'],
  ['tinyint(1)', 'boolean'],
  ['BOOLEAN', 'boolean'],
  ['bit', 'boolean'],
  ['serial', 'integer'],
  ['year(4)', 'integer'],
  ['DECIMAL(10,0)', 'integer'],
  ['NUMERIC(10)', 'integer'],
  ['DECIMAL(10, 2)', 'real'],
  ['NUMBER', 'real'],
  ['double precision', 'real'],
  ['FLOAT', 'real'],
  ['money', 'real'],
  ['VARCHAR(40)', 'text'],
  ['NVARCHAR2(10)', 'text'],
  ['text', 'text'],
  ['jsonb', 'text'],
  ['uuid', 'text'],
  ["enum('a','b')", 'text'],
  ['interval', 'text'],
  ['point', 'text'],
  ['time', 'text'],
  ['DATE', 'date'],
  ['datetime', 'datetime'],
  ['timestamp with time zone', 'datetime'],
  ['BLOB', 'blob'],
  ['varbinary(16)', 'blob'],
  ['bytea', 'blob'],
  ['', 'unknown'],
  ['thing', 'unknown'],
] as const)('a column declared %j promises %s', (declared, type) => {
  expect(columnTypeOf(declared)).toBe(type)
})
