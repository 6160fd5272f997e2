import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { stemWord } from '../../../base/text.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { findKeyedTrees } from './choose-keys.ts'

const { survey, graph, close } = await exploreScript(`
  CREATE TABLE nations (code TEXT PRIMARY KEY, name TEXT, capital INTEGER REFERENCES towns (id));
  CREATE TABLE towns (id INTEGER PRIMARY KEY, name TEXT, nation_code TEXT REFERENCES nations (code));
  CREATE TABLE departments (department_id INTEGER PRIMARY KEY, name TEXT, manager_id INTEGER REFERENCES employees);
  CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, name TEXT, department_id INTEGER REFERENCES departments);
`)
afterAll(close)
const lexicon = schemaLexiconOf(survey)

function keyFor(question: string, tables: readonly string[]): string | undefined {
  const stems = new Set(question.split(' ').map(stemWord))
  return findKeyedTrees({ graph, lexicon, stems }, tables, 1)[0]?.keys[0]?.from.columns[0]
}

describe('two tables that refer to each other', () => {
  it.each([
    ['how many towns does each nation have', 'nation_code'],
    ['which town is the capital of a nation', 'capital'],
  ])('%s: %s', (question, key) => {
    expect(keyFor(question, ['towns', 'nations'])).toBe(key)
    expect(keyFor(question, ['nations', 'towns'])).toBe(key)
  })

  it.each([
    ['employees in the sales department', 'department_id'],
    ['which employees managed a department', 'manager_id'],
    ['the boss of the sales department', 'manager_id'],
  ])('%s: %s', (question, key) => {
    expect(keyFor(question, ['employees', 'departments'])).toBe(key)
  })
})
