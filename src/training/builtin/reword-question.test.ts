import { describe, expect, it } from 'vitest'
import { rewordQuestion } from './reword-question.ts'
import { groupsAtTheEnd, shorterOrders, topByMeasure } from './reword-shapes.ts'

describe('a question in other words', () => {
  const pairs = [
    ['How many singers are there in each country?', 'SELECT country, count(*) FROM singer GROUP BY country'],
    ['What are the names of singers who are older than 20?', 'SELECT name FROM singer WHERE age > 20'],
    ['Find the number of orders for each customer.', 'SELECT customer_id, count(*) FROM orders GROUP BY 1'],
    ['Show the title of the album "The Best of" sorted by year.', 'SELECT title FROM album ORDER BY year'],
    ['Which city has the most stores?', 'SELECT city FROM store GROUP BY city ORDER BY count(*) DESC LIMIT 1'],
    ['List the average price of products in every category.', 'SELECT category, avg(price) FROM product GROUP BY category'],
    ['Show the name of each singer.', 'SELECT name FROM singer'],
  ] as readonly (readonly [string, string])[] // biome-ignore format: a pair a line

  it('is the same each time', () => {
    for (const pair of pairs) expect(rewordQuestion(...pair)).toBe(rewordQuestion(...pair))
  })

  it('keeps what is quoted and every number', () => {
    for (const pair of pairs) {
      const kept = pair[0].match(/"[^"]*"|\d+/g) ?? []
      for (const text of kept) expect(rewordQuestion(...pair) ?? pair[0]).toContain(text)
    }
  })

  it('loses no word that means something', () => {
    const form =
      /^(?:how|many|are|there|in|each|every|what|the|names?|of|find|for|show|list|which|has|who|number|than|more|with|does|have|is|all|me|give|i|need|can|you|get|a|an)$/
    const contents = (text: string) =>
      new Set((text.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => !form.test(word)))
    for (const pair of pairs) {
      const left = contents(rewordQuestion(...pair) ?? pair[0])
      for (const word of contents(pair[0]))
        expect([...left].some((other) => other.startsWith(word.slice(0, -1)))).toBe(true)
    }
  })

  it('promises groups only where the query has some', () => {
    const grouped = 'SELECT x FROM y GROUP BY x'
    for (let index = 0; index < 40; index++) {
      const question = `Show the name and age of each singer ${index}.`
      expect(rewordQuestion(question, 'SELECT name, age FROM singer') ?? '').not.toMatch(/\b(?:per|by)\b/)
      expect(rewordQuestion(`Find the number of songs for each singer ${index}.`, grouped)).not.toBeNull()
    }
  })

  it('says nothing where only the marks would change', () => {
    const same = Array.from({ length: 40 }, (_, index) => `singers from town${index}?`)
    for (const question of same) expect(rewordQuestion(question, 'SELECT name FROM singer')).toBeNull()
  })
})

describe('shapes of telegrams', () => {
  it.each([
    [
      groupsAtTheEnd,
      'For each country, what is the average age of singers',
      'average age of singers by country',
    ],
    [groupsAtTheEnd, 'for each country, how many singers are there', 'number of singers by country'],
    [groupsAtTheEnd, 'countries and the number of singers in each country', 'number of singers by country'],
    [topByMeasure, 'names of the three singers that have the most songs', 'top three singers by songs'],
    [topByMeasure, 'singer with the most songs', 'singer with most songs'],
    [shorterOrders, 'names sorted by age in descending order', 'names, highest age first'],
    [shorterOrders, 'names in descending order of age', 'names by descending age'],
  ] as const)('%o: %s', (rule, question, reworded) => {
    expect(rule(question)).toBe(reworded)
  })
})
