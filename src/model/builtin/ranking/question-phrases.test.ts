import { describe, expect, it } from 'vitest'
import type { Mention } from '../linking/mention.ts'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { questionPhrases } from './question-phrases.ts'

const table = (start: number, end: number, score: number) =>
  ({ kind: 'table', table: { table: 'singers' }, start, end, score }) as unknown as Mention

describe('the phrases of a question', () => {
  const tokens = tokenizeQuestion('How many singers are older than 20?')

  it('say of names and numbers only that they are such', () => {
    const { phrases } = questionPhrases(tokens, [table(2, 3, 1)])
    expect([...phrases]).toEqual(expect.arrayContaining(['< how mani', 'how mani TABLE', 'than NUMBER >']))
    expect([...phrases].filter((phrase) => !phrase.startsWith('w ') && phrase.includes('singer'))).toEqual([])
  })

  it('leave words as they are that are hardly a name', () => {
    expect(questionPhrases(tokens, [table(2, 3, 0.5)]).phrases).toContain('how mani singer')
  })

  it('keep every word by its stem', () => {
    expect([...questionPhrases(tokens, []).words]).toEqual(['how', 'mani', 'singer', 'ar', 'older', 'than'])
  })
})
