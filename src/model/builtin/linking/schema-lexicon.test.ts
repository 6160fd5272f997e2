import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from './schema-lexicon.ts'

const { survey, close } = await exploreScript(`
  CREATE TABLE customers (id INTEGER PRIMARY KEY, customer_name TEXT, birthdate TEXT, qty INTEGER);
  INSERT INTO customers VALUES (1, 'Ann', '1990-01-02', 3), (2, 'Bob', '1991-02-03', 4);
  CREATE TABLE Student (StuID INTEGER PRIMARY KEY, Fname TEXT, Lname TEXT, Age INTEGER);
  INSERT INTO Student VALUES (1, 'Linda', 'Smith', 18), (2, 'Tracy', 'Kim', 19);
  CREATE TABLE albums (AlbumId INTEGER PRIMARY KEY, Title TEXT, released INTEGER);
  INSERT INTO albums VALUES (1, 'Facelift', 1990), (2, 'Jagged Little Pill', 1995), (3, 'Audioslave', 2002);
  CREATE TABLE readings (reading_no INTEGER PRIMARY KEY, sensor TEXT, value REAL);
  INSERT INTO readings VALUES (1, 'north', 2.5), (2, 'south', 3.5);
  CREATE TABLE visits (student_id INTEGER REFERENCES Student (StuID), minutes INTEGER);
  INSERT INTO visits VALUES (1, 20), (2, 30);
`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

describe('the words of names', () => {
  it.each([
    ['customers', 'birthdate', ['birth', 'date']],
    ['customers', 'qty', ['quantiti']],
    ['Student', 'StuID', ['student', 'id']],
    ['Student', 'Fname', ['first', 'name']],
    ['Student', 'Lname', ['last', 'name']],
    ['albums', 'AlbumId', ['album', 'id']],
    ['visits', 'student_id', ['student', 'id']],
  ])('%s.%s', (table, column, stems) => {
    expect(lexicon.findColumn({ table, column })?.stems).toEqual(stems)
  })

  it('leaves out of a column what only repeats its table', () => {
    expect(lexicon.findColumn({ table: 'customers', column: 'customer_name' })?.ownStems).toEqual(['name'])
  })

  it('finds tables and columns whatever their case', () => {
    expect(lexicon.findTable('STUDENT').table).toBe('Student')
    expect(lexicon.findColumn({ table: 'student', column: 'AGE' })?.column).toBe('Age')
    expect(lexicon.findColumn({ table: 'student', column: 'nothing' })).toBeUndefined()
  })
})

describe('what stands for a row', () => {
  it.each([
    ['customers', ['customer_name']],
    ['Student', ['Fname', 'Lname']],
    ['albums', ['Title']],
    ['readings', ['sensor']],
  ])('%s', (table, columns) => {
    expect(lexicon.findTable(table).displayColumns.map(({ column }) => column)).toEqual(columns)
  })
})

it('knows keys and moments', () => {
  expect(lexicon.findColumn({ table: 'visits', column: 'student_id' })).toMatchObject({ isForeignKey: true })
  expect(lexicon.findColumn({ table: 'customers', column: 'id' })).toMatchObject({ isKey: true })
  expect(lexicon.findColumn({ table: 'customers', column: 'birthdate' })).toMatchObject({ isMoment: true })
  expect(lexicon.findColumn({ table: 'Student', column: 'Age' })).toMatchObject({
    isMoment: false,
    isNumeric: true,
  })
})
