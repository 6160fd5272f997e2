import { describe, expect, it } from 'vitest'
import { tokenizeQuestion } from './question-tokens.ts'
import { findRowsWithNone } from './rows-with-none.ts'

function phraseOf(question: string): string | null {
  const tokens = tokenizeQuestion(question)
  const found = findRowsWithNone(tokens)
  return found === null ? null : question.slice(tokens[found.start]!.start, tokens[found.end - 1]!.end)
}

describe('that rows with nothing are wanted', () => {
  it.each([
    [
      'How many users does each account have? Include accounts with no users.',
      'Include accounts with no users',
    ],
    ['number of orders per customer, including those with none', ', including those with none'],
    ['orders per customer including the ones without any, most first', 'including the ones without any'],
    [
      'orders per customer and also include customers without orders',
      'and also include customers without orders',
    ],
    ['count orders by customer, including zeros', ', including zeros'],
    ['orders per customer, even those that have none', ', even those that have none'],
    [
      'Show each employee and their boss; those without one should be included too.',
      '; those without one should be included too',
    ],
  ])('%s', (question, phrase) => {
    expect(phraseOf(question)).toBe(phrase)
  })

  it.each([
    'customers without orders',
    'orders including items with no discount',
    'counting only those that have been returned',
    'which of those have no orders',
    'include the city',
    'include',
    '',
  ])('is not said by "%s"', (question) => {
    expect(phraseOf(question)).toBeNull()
  })
})
