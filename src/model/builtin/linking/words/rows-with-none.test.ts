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
    ['orders per customer, including those with none, highest first', ', including those with none'],
    ['orders per customer including those with none highest first', 'including those with none'],
    ['orders per customer, even those that have none', ', even those that have none'],
    [
      'doctors in each department; departments without one should be listed too',
      '; departments without one should be listed too',
    ],
    [
      'how many schools in each district? include districts with no schools',
      'include districts with no schools',
    ],
    ['for each team: the head count - include teams without players', '- include teams without players'],
    [
      'categories and how many films each has, including categories with none',
      ', including categories with none',
    ],
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
    'include the city. Customers without orders',
    'customers, orders without items',
    'Number of orders per customer. Do not include those with none.',
    "orders per customer, but don't include zeros",
    'orders per customer, not including those with none',
    'orders per customer. Include no more than 10 rows',
    'orders per customer. Include only customers with no orders',
    'customers. Include no duplicates',
    'Include the city. No sorting.',
    'How many of those without a city are listed as customers?',
    'include',
    '',
  ])('is not said by "%s"', (question) => {
    expect(phraseOf(question)).toBeNull()
  })
})
