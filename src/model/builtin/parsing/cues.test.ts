import { describe, expect, it } from 'vitest'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { type Cue, cuesAt } from './cues.ts'

const longestCue = (phrase: string) => cuesAt(tokenizeQuestion(phrase), 0)[0]

describe('what a phrase says of the query', () => {
  it.each<[string, Cue, number]>([
    ['how many customers', { kind: 'count' }, 2],
    ['number of orders', { kind: 'count' }, 2],
    ['average price', { kind: 'aggregate', aggregate: 'avg' }, 1],
    ['more than 5', { kind: 'comparison', operator: '>' }, 2],
    ['cheapest tea', { kind: 'superlative', direction: 'asc', concept: 'price' }, 1],
    ['most expensive products', { kind: 'superlative', direction: 'desc', concept: 'price' }, 2],
    ['most of the', { kind: 'superlative', direction: 'desc' }, 1],
    ['deepest lakes', { kind: 'superlative', direction: 'desc', concept: 'depth' }, 1],
    ['highest-rated films', { kind: 'superlative', direction: 'desc', concept: 'rating' }, 2],
    ['warmer than 20', { kind: 'comparison', operator: '>', concept: 'temperature' }, 2],
    ['how far away is it', { kind: 'how-degree', concept: 'distance' }, 3],
    ['oldest employee', { kind: 'superlative', direction: 'desc', concept: 'age' }, 1],
    ['for each country', { kind: 'each' }, 2],
    ['monthly revenue', { kind: 'calendar', unit: 'month', isGroup: true }, 1],
  ])('%s', (phrase, cue, end) => {
    expect(longestCue(phrase)).toMatchObject({ start: 0, end, cue })
  })

  it('passes over an article within a phrase', () => {
    expect(longestCue('count the number of tracks')).toMatchObject({ end: 4, cue: { kind: 'count' } })
  })

  it.each(['first name of the staff', 'last name', 'customers', '"how many"', '5 more', ''])(
    'finds none at the start of %s',
    (phrase) => {
      expect(longestCue(phrase)).toBeUndefined()
    },
  )
})
