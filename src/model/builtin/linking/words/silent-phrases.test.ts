import { expect, it } from 'vitest'
import { tokenizeQuestion } from './question-tokens.ts'
import { withoutSilentPhrases } from './silent-phrases.ts'

it.each([
  ['orders of 2024, whatever their status, with the name', 'orders of 2024 , , with the name'],
  ['payments regardless of payment method per month', 'payments per month'],
  ['goals, no matter for which club? Leave out own goals', 'goals , Leave out own goals'],
  ['visits per doctor irrespective of the status', 'visits per doctor'],
  ['whatever happened in 2024', 'whatever happened in 2024'],
])('%s: %s', (question, rest) => {
  const words = withoutSilentPhrases(tokenizeQuestion(question)).map(({ text }) => text)
  expect(words.join(' ')).toBe(rest)
})
