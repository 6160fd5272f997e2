import { describe, expect, it } from 'vitest'
import type { NameLink, SqlCandidate } from '../model/model.ts'
import { askBack } from './ask-back.ts'

const link = (words: string, table: string, column: string | null): NameLink => ({
  words,
  table,
  column,
  score: 0.7,
})
const reading = (sql: string, confidence: number, ...links: NameLink[]): SqlCandidate => ({
  sql,
  score: 0,
  confidence,
  unusedWords: [],
  links,
})
const capacity = reading('a', 0.4, link('size', 'halls', 'capacity'))

describe('askBack', () => {
  it.each<[string, SqlCandidate, SqlCandidate[], string | null]>([
    [
      'names the columns that the same words may mean',
      capacity,
      [reading('b', 0.3, link('Size', 'halls', 'area')), reading('c', 0.2, link('size', 'halls', 'height'))],
      'By "size" do you mean capacity, area or height?',
    ],
    [
      'names their tables where the columns are called the same',
      reading('a', 0.4, link('city', 'customers', 'city')),
      [reading('b', 0.4, link('city', 'branches', 'city'))],
      'By "city" do you mean customers.city or branches.city?',
    ],
    [
      'names tables',
      reading('a', 0.4, link('places', 'halls', null)),
      [reading('b', 0.4, link('places', 'seats', null))],
      'By "places" do you mean the halls or the seats?',
    ],
    ['offers nothing unlikely', capacity, [reading('b', 0.05, link('size', 'halls', 'area'))], null],
    ['asks nothing where all agree', capacity, [reading('b', 0.4, link('size', 'halls', 'capacity'))], null],
    ['asks nothing of a reading that names nothing', reading('a', 0.4), [capacity], null],
  ])('%s', (_, chosen, drafts, question) => {
    expect(askBack(chosen, drafts)).toBe(question)
  })
})
