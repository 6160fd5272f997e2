import { describe, expect, it } from 'vitest'
import { locatePhrase } from './locate-phrase.ts'

describe('where a phrase stands in the question', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['Which orders went to Paris?', 'Paris', 'Paris'],
    ['Which orders went to Paris?', 'paris', 'Paris'],
    ['Which orders went to Paris?', '  Paris ', 'Paris'],
    ['Which iced teas are sold?', 'iced tea', 'iced teas'],
    ['Which iced teas are sold?', 'Iced Teas', 'iced teas'],
    ['Who is in the art department, not in Artland?', 'art', 'art'],
    ['Show artists.', 'art', undefined],
    ['Orders of Ann Lee', 'customer Ann Lee', 'Ann Lee'],
    ['Orders of Ann Lee', 'Robert', undefined],
    ['Orders of Ann Lee', '', undefined],
    ['东京的订单有多少？', '东京', '东京'],
    ['İstanbul orders in Paris', 'Paris', 'Paris'],
  ]
  it.each(cases)('%s: %s', (question, phrase, found) => {
    const place = locatePhrase(question, phrase)
    expect(place && question.slice(place.start, place.end)).toBe(found)
  })

  it('finds the next one where the words stand there twice', () => {
    const question = 'From Paris to Paris'
    expect(locatePhrase(question, 'Paris', 10)).toEqual({ start: 14, end: 19 })
    expect(locatePhrase(question, 'Paris', 19)).toEqual({ start: 5, end: 10 })
  })
})
