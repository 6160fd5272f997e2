import { describe, expect, it } from 'vitest'
import { namesColumn } from './column-mention.ts'
import { questionText } from './question-text.ts'

describe('namesColumn', () => {
  it.each<[question: string, column: readonly string[], table: string, isNamed: boolean]>([
    ['singers whose country is France', ['country'], 'singer', true],
    ['singers from France', ['country'], 'singer', false],
    ['their home towns', ['Home_Town'], 'people', true],
    ['their hometown', ['Home_Town'], 'people', true],
    ['the oldest', ['age'], 'people', false],
    ['the ages', ['age'], 'people', true],
    ['pets of that type', ['PetType'], 'Pets', true],
    ['pets of that type', ['pettype'], 'pets', true],
    ['pets that are dogs', ['pettype', 'pet type'], 'pets', false],
    ['students of that department', ['dept_name', 'department name'], 'student', true],
    ['the song Flash', ['title'], 'song', true],
    ['who sang Flash', ['title'], 'song', false],
    ['singers by name', ['name'], 'concert', true],
    ['the id of the airport', ['airport_code', 'airport code'], 'flight', true],
    ['what is the code', ['airport_code'], 'airport', true],
  ])('%j names %j of %s: %s', (question, column, table, isNamed) => {
    expect(
      namesColumn(
        questionText(question, () => []),
        { column, table: [table] },
      ),
    ).toBe(isNamed)
  })

  it('is not named by the value itself', () => {
    const question = questionText('flights of United Airlines', () => [])
    const names = { column: ['airlines'], table: ['flight'] }
    expect(namesColumn(question, names)).toBe(true)
    expect(namesColumn(question, names, { start: 11, end: 26 })).toBe(false)
  })
})
