import { describe, expect, it } from 'vitest'
import { addSpending } from './add-spending.ts'

const run = (more: object) => ({ run: { status: 'answered', confidence: 1, ms: 1, ...more } })

describe('what a run took of language models', () => {
  it('is nothing when none was asked', () => {
    expect(addSpending([run({}), { run: null }])).toBeNull()
  })

  it('is counted over the questions for which one was asked', () => {
    const questions = [
      run({ promptTokens: 100, replyTokens: 10, cost: 0.25 }),
      run({ promptTokens: 300, replyTokens: 30, cost: 0.5 }),
      run({}),
    ]
    expect(addSpending(questions)).toEqual({
      questions: 2,
      meanPromptTokens: 200,
      meanReplyTokens: 20,
      cost: 0.75,
    })
  })

  it('has no cost where one price is not known', () => {
    const questions = [
      run({ promptTokens: 100, replyTokens: 10, cost: 0.25 }),
      run({ promptTokens: 300, replyTokens: 30 }),
    ]
    expect(addSpending(questions)?.cost).toBeNull()
  })
})
