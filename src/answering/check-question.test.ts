import { describe, expect, it } from 'vitest'
import { SondeError } from '../base/errors.ts'
import { checkQuestion } from './check-question.ts'

describe('a question that can be asked', () => {
  it.each([
    ['  How many\n customers\tare there? ', 'How many customers are there?'],
    ['select the best customers', 'select the best customers'],
    ['with which carrier do we deliver from Berlin?', 'with which carrier do we deliver from Berlin?'],
    ['北京的客户', '北京的客户'],
    ['a'.repeat(2000), 'a'.repeat(2000)],
  ])('%j', (question, text) => {
    expect(checkQuestion(question)).toBe(text)
  })
})

describe('what is no question', () => {
  it.each([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['a'.repeat(2001), '2,001 characters'],
    ['?!?', 'has no words'],
    ['🎉🎉', 'has no words'],
    ['SELECT count(*) FROM customers', 'sonde sql'],
    ['with t as (select 1) select * from t', 'sonde sql'],
  ])('%j is refused, and the message says why', (question, part) => {
    expect(() => checkQuestion(question)).toThrow(SondeError)
    expect(() => checkQuestion(question)).toThrow(part)
  })
})
