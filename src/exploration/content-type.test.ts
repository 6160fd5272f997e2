import { describe, expect, it } from 'vitest'
import type { SqlValue } from '../database/database.ts'
import type { Column, ColumnType } from '../database/schema.ts'
import { type ContentEvidence, inferContentType } from './content-type.ts'
import { readDateFormat } from './date-format.ts'
import type { ContentType } from './survey.ts'

describe('readDateFormat', () => {
  it.each([
    '2024-01-31',
    '2024/1/31',
    '2024.01.31',
    '31/01/2024',
    '1/31/2024',
    '31.1.2024',
    '31-01-24',
    '20240131',
    'Jan 31, 2024',
    'January 31 2024',
    'Jan. 31, 2024',
    'Sept 1, 1999',
    '31 Jan 2024',
    '31-Jan-24',
    '1st of May 1987',
    'Mon, 31 Jan 2024',
    'Wednesday, March 3, 2010',
    ' 2024-01-31 ',
  ])('reads %j as a date', (text) => expect(readDateFormat(text)).toBe('date'))

  it.each([
    '2024-01-31 12:30:00',
    '2024-01-31T12:30:00.123Z',
    '2024-01-31T12:30+02:00',
    '1/31/2024 9:05 PM',
    'Jan 31, 2024 23:59',
  ])('reads %j as a date and time', (text) => expect(readDateFormat(text)).toBe('datetime'))

  it.each([
    '',
    '2024',
    '2024-13-01',
    '2024-01-32',
    '20241301',
    '12345678',
    '1.2.3',
    '12:30:00',
    'May',
    'May 2024 was warm',
    '555-1234',
    '2024-01/31',
    'Monday',
    '1-800-555',
    `2024-01-31${' '.repeat(100)}x`,
  ])('reads %j as no date', (text) => expect(readDateFormat(text)).toBeUndefined())
})

describe('inferContentType', () => {
  it.each<[ContentType, string, ColumnType, SqlValue[], Partial<ContentEvidence>?]>([
    ['integer', 'amount', 'integer', [1, 2, 3]],
    ['integer', 'amount', 'integer', [0, 1, 7]],
    ['integer', 'big', 'integer', [12345678901234567890n, 1]],
    ['real', 'price', 'real', [1, 2, 3]],
    ['real', 'price', 'unknown', [1, 2.5], { hasFractions: true }],
    ['boolean', 'active', 'integer', [0, 1]],
    ['integer', 'active', 'integer', [1]],
    ['boolean', 'active', 'boolean', [1]],
    ['boolean', 'active', 'text', ['T', 'F']],
    ['boolean', 'active', 'text', ['Yes', 'no']],
    ['boolean', 'active', 'text', ['yes']],
    ['boolean', 'active', 'text', ['TRUE', 'FALSE', '']],
    ['boolean', 'active', 'text', ['y', 'N']],
    ['text', 'grade', 'text', ['F', 'A', 'B']],
    ['text', 'sex', 'text', ['F', 'M']],
    ['text', 'sex', 'text', ['F']],
    ['year', 'Year', 'integer', [1998, 2004]],
    ['year', 'birth_year', 'text', ['1998', '2004']],
    ['year', 'founded', 'integer', [1871, 1901]],
    ['integer', 'price', 'integer', [1998, 2004]],
    ['integer', 'years_of_service', 'integer', [3, 12]],
    ['date', 'joined', 'text', ['2024-01-31', '2024-02-01']],
    ['date', 'joined', 'date', ['31/01/2024', '']],
    ['date', 'joined', 'text', ['Jan 31, 2024', 'N/A']],
    ['date', 'order_date', 'integer', [20240131, 20240201]],
    ['integer', 'order_number', 'integer', [20240131, 20240201]],
    ['date', 'order_date', 'text', ['20240131']],
    ['integer', 'order_number', 'text', ['20240131']],
    ['datetime', 'at', 'text', ['2024-01-31 10:00:00', '2024-02-01']],
    ['text', 'joined', 'text', ['2024-01-31', 'later']],
    ['integer', 'horsepower', 'text', ['130', '165']],
    ['real', 'mpg', 'text', ['18', '15.5', 'null']],
    ['text', 'zip_code', 'text', ['80331', '10115']],
    ['text', 'serial', 'text', ['0012', '1200']],
    ['text', 'serial', 'text', ['12345678901234567890']],
    ['text', 'name', 'text', ['Ada', 'Grace']],
    ['text', 'mixed', 'unknown', [1, 'one']],
    ['text', 'note', 'text', ['', '']],
    ['blob', 'picture', 'blob', [new Uint8Array([1])]],
    ['empty', 'nothing', 'text', []],
  ])('%s: %s (%s) holding %o', (expected, name, type, values, more = {}) => {
    const column: Column = { name, type, declaredType: '', nullable: true }
    const evidence = { values, distinctCount: new Set(values).size, hasFractions: false, ...more }
    expect(inferContentType(column, evidence)).toBe(expected)
  })
})
