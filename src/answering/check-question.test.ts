import { describe, expect, it } from 'vitest'
import { checkQuestion } from './check-question.ts'

describe('checkQuestion', () => {
  it.each([
    ['how many\n customers? ', 'how many customers?'],
    ['select the customers from Oslo', 'select the customers from Oslo'],
    ['Select all orders from 2023', 'Select all orders from 2023'],
    ['with whom did Ada work, from 2020 on', 'with whom did Ada work, from 2020 on'],
    ['有多少个客户？', '有多少个客户？'],
  ])('takes %j', (question, text) => {
    expect(checkQuestion(question)).toBe(text)
  })

  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['?!', 'no words'],
    ['x'.repeat(2_001), '2,001 characters'],
    ['SELECT * FROM t', 'SQL'],
    ['select name from customers', 'SQL'],
    ['WITH x AS (SELECT 1) SELECT * FROM x', 'SQL'],
  ])('refuses %j', (question, message) => {
    expect(() => checkQuestion(question)).toThrow(
      expect.objectContaining({ code: 'question-invalid', message: expect.stringContaining(message) }),
    )
  })
})
