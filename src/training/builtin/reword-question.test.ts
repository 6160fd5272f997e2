import { describe, expect, it } from 'vitest'
import { rewordQuestion } from './reword-question.ts'

describe('a question in other words', () => {
  const questions = [
    'How many singers are there in each country?',
    'What are the names of singers who are older than 20?',
    'Find the number of orders for each customer.',
    'Show the title of the album "The Best of" sorted by year.',
    'Which city has the most stores?',
    'List the average price of products in every category.',
  ]

  it('is the same each time', () => {
    for (const question of questions) expect(rewordQuestion(question)).toBe(rewordQuestion(question))
  })

  it('keeps what is quoted and every number', () => {
    for (const question of questions) {
      const kept = question.match(/"[^"]*"|\d+/g) ?? []
      for (const text of kept) expect(rewordQuestion(question) ?? question).toContain(text)
    }
  })

  it('loses no word that means something', () => {
    const form =
      /^(?:how|many|are|there|in|each|every|what|the|names?|of|find|for|show|list|which|has|who|number|than|more|with|does|have|is|all|me|give|i|need|can|you|get|a|an)$/
    const contents = (text: string) =>
      new Set((text.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => !form.test(word)))
    for (const question of questions) {
      const left = contents(rewordQuestion(question) ?? question)
      for (const word of contents(question))
        expect([...left].some((other) => other.startsWith(word.slice(0, -1)))).toBe(true)
    }
  })

  it('says nothing where only the marks would change', () => {
    const same = Array.from({ length: 40 }, (_, index) => `singers from town${index}?`)
    for (const question of same) expect(rewordQuestion(question)).toBeNull()
  })
})
