import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript } from '../../../test/support/explored-shop.ts'
import { LIBRARY } from '../../../test/support/library-script.ts'
import { seededRandom } from '../../base/random.ts'
import { parseQuery } from '../../sql/parse.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import { createSynthesisContext, type SynthesisContext } from '../grammar/synthesis-context.ts'
import { verbalizeQuery } from './verbalize-query.ts'

const KNOWLEDGE: readonly KnowledgeEntry[] = [
  { kind: 'value', keyword: 'overdue', table: 'loans', column: 'status', value: 2, origin: 'person' },
]
let library: Explored
let context: SynthesisContext

beforeAll(async () => {
  library = await exploreScript(LIBRARY)
  context = createSynthesisContext({ ...library, knowledge: KNOWLEDGE })
})

afterAll(() => library.close())

function phrasingsOf(sql: string): readonly string[] {
  return verbalizeQuery(parseQuery(sql), context, seededRandom(1), 80)
}

describe('verbalizeQuery says', () => {
  it.each([
    ['SELECT title FROM books', 'List the titles of all books.'],
    ['SELECT title, pages FROM books', 'For each book, show the title and number of pages.'],
    ["SELECT first_name, last_name FROM members WHERE city = 'Lyon'", 'Which members are from Lyon?'],
    [
      "SELECT email FROM members WHERE first_name = 'Ada' AND last_name = 'Byron'",
      'What is the email of member Ada Byron?',
    ],
    ['SELECT title FROM books WHERE price > 10', 'Which books have a price above 10?'],
    ['SELECT title FROM books WHERE pages >= 300', 'Which books have at least 300 pages?'],
    [
      'SELECT title FROM books WHERE pages BETWEEN 100 AND 200',
      'What are the titles of books whose number of pages is between 100 and 200?',
    ],
    [
      "SELECT title FROM books WHERE title LIKE 'T%'",
      'What are the titles of books whose title starts with "T"?',
    ],
    ['SELECT title FROM books WHERE is_lost = 1', 'List the titles of lost books.'],
    ['SELECT title FROM books WHERE is_lost = 0', 'Which books are not lost?'],
    ['SELECT title FROM books WHERE subtitle IS NULL', 'Which books have no subtitle?'],
    ["SELECT first_name, last_name FROM members WHERE gender = 'F'", 'Which members are female?'],
    ["SELECT first_name, last_name FROM members WHERE city <> 'Lyon'", 'Which members are not from Lyon?'],
    [
      "SELECT first_name, last_name FROM members WHERE strftime('%Y', joined_on) = '2020'",
      'Which members joined in 2020?',
    ],
    ['SELECT id FROM loans WHERE status = 2', 'Show the IDs of loans whose status is overdue.'],
    ['SELECT DISTINCT city FROM members', 'What are the different cities of all members?'],
    ['SELECT title FROM books ORDER BY price DESC LIMIT 1', 'What is the title of the most expensive book?'],
    ['SELECT title FROM books ORDER BY price DESC LIMIT 3', 'Which three books have the highest prices?'],
    [
      'SELECT title FROM books ORDER BY pages DESC LIMIT 1 OFFSET 1',
      'What is the title of the book with the second-highest number of pages?',
    ],
    [
      'SELECT title FROM books ORDER BY title',
      'List the titles of all books, sorted by title alphabetically.',
    ],
  ])('rows of one table: %s', (sql, question) => expect(phrasingsOf(sql)).toContain(question))

  it.each([
    [
      "SELECT books.title FROM books JOIN genres ON books.genre_id = genres.id WHERE genres.name = 'Poetry'",
      'Which books are in the genre Poetry?',
    ],
    [
      'SELECT books.title, authors.name FROM books JOIN authors ON books.author_id = authors.id',
      'What are the titles and authors of all books?',
    ],
    [
      "SELECT count(*) FROM loans JOIN members ON loans.member_id = members.id WHERE members.city = 'Lyon'",
      'How many loans of members from Lyon are there?',
    ],
    [
      'SELECT DISTINCT authors.name FROM books JOIN authors ON books.author_id = authors.id WHERE books.price > 20',
      'Which authors have at least one book whose price is above 20?',
    ],
    [
      'SELECT authors.name, mentor.name FROM authors JOIN authors AS mentor ON authors.mentor_id = mentor.id',
      'What are the names and mentors of authors with a mentor?',
    ],
    [
      'SELECT authors.name FROM authors JOIN authors AS mentor ON authors.mentor_id = mentor.id WHERE authors.born < mentor.born',
      'What are the names of authors whose year born is before that of their mentor?',
    ],
    [
      "SELECT title FROM books WHERE id IN (SELECT book_tags.book_id FROM book_tags JOIN tags ON book_tags.tag_id = tags.id WHERE tags.name = 'classic')",
      'Which books have at least one tag named "classic"?',
    ],
  ])('what rows refer to: %s', (sql, question) => expect(phrasingsOf(sql)).toContain(question))

  it.each([
    [
      'SELECT name FROM authors WHERE id NOT IN (SELECT author_id FROM books)',
      'Which authors have no books?',
    ],
    [
      'SELECT authors.name FROM authors LEFT JOIN books ON books.author_id = authors.id WHERE books.id IS NULL',
      'Which authors have no books?',
    ],
    [
      'SELECT name FROM authors WHERE NOT EXISTS (SELECT 1 FROM books WHERE books.author_id = authors.id)',
      'Which authors have no books?',
    ],
    [
      'SELECT first_name, last_name FROM members WHERE id IN (SELECT member_id FROM loans GROUP BY member_id HAVING count(*) > 2)',
      'Which members have more than two loans?',
    ],
    [
      'SELECT members.first_name, members.last_name FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.id HAVING count(*) > 2',
      'Which members have more than two loans?',
    ],
    [
      'SELECT title FROM books WHERE price > (SELECT avg(price) FROM books)',
      'List the titles of books with an above-average price.',
    ],
    [
      'SELECT title FROM books WHERE price = (SELECT max(price) FROM books)',
      'Which books have the highest price of all books?',
    ],
    [
      'SELECT title FROM books WHERE price > (SELECT avg(other.price) FROM books AS other WHERE other.genre_id = books.genre_id)',
      'What are the titles of books whose price is above the average price of books in the same genre?',
    ],
    [
      "SELECT title FROM books WHERE author_id = (SELECT id FROM authors WHERE name = 'Ann Ley')",
      'Which books are by "Ann Ley"?',
    ],
  ])('queries within: %s', (sql, question) => {
    expect(phrasingsOf(sql).map((phrasing) => phrasing.replace('by Ann Ley', 'by "Ann Ley"'))).toContain(
      question,
    )
  })

  it.each([
    ['SELECT avg(price) FROM books', 'What is the average price of all books?'],
    ['SELECT count(DISTINCT city) FROM members', 'How many different cities are there among all members?'],
    [
      'SELECT count(DISTINCT author_id) FROM books WHERE price > 20',
      'How many authors have at least one book whose price is above 20?',
    ],
    ['SELECT city, count(*) FROM members GROUP BY city', 'How many members are there for each city?'],
    [
      'SELECT genres.name, avg(books.price) FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id',
      'What is the average price of books for each genre?',
    ],
    [
      'SELECT authors.name, count(*) FROM books JOIN authors ON books.author_id = authors.id GROUP BY authors.id',
      'For each author with at least one book, find the number of books.',
    ],
    [
      'SELECT authors.name, count(books.id) FROM authors LEFT JOIN books ON books.author_id = authors.id GROUP BY authors.id',
      'How many books does each author have, including those without any books?',
    ],
    [
      'SELECT genres.name FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id ORDER BY count(*) DESC LIMIT 1',
      'Which genre has the most books?',
    ],
    [
      'SELECT city FROM members GROUP BY city HAVING count(*) >= 2',
      'Which cities have at least two members?',
    ],
    [
      'SELECT genres.name FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id HAVING avg(books.price) > 12',
      'For which genres is the average price of books above 12?',
    ],
    [
      'SELECT 100.0 * sum(CASE WHEN is_lost = 1 THEN 1 ELSE 0 END) / count(*) FROM books',
      'What percentage of books are lost?',
    ],
    [
      "SELECT CASE WHEN price > 15 THEN 'dear' ELSE 'cheap' END AS label, count(*) FROM books GROUP BY label",
      'Split books into "dear" (price is above 15) and "cheap" (all others), and show how many are in each group.',
    ],
    [
      'SELECT avg(amount) FROM (SELECT genre_id, count(*) AS amount FROM books GROUP BY genre_id) AS grouped',
      'What is the average number of books per genre?',
    ],
    [
      'SELECT genre, title FROM (SELECT genres.name AS genre, books.title, row_number() OVER (PARTITION BY genres.id ORDER BY books.pages DESC) AS place FROM books JOIN genres ON books.genre_id = genres.id) AS ranked WHERE place <= 2',
      'For each genre, show the titles of the two books with the highest number of pages.',
    ],
  ])('numbers: %s', (sql, question) => expect(phrasingsOf(sql)).toContain(question))

  it.each([
    [
      'SELECT title FROM books WHERE price > 20 EXCEPT SELECT title FROM books WHERE is_lost = 1',
      'What are the titles of books with a price above 20, leaving out the lost ones?',
    ],
    [
      'SELECT title FROM books WHERE price > 20 EXCEPT SELECT title FROM books WHERE pages > 300',
      'What are the titles of books with a price above 20, leaving out those with more than 300 pages?',
    ],
    [
      'SELECT title FROM books WHERE price > 20 INTERSECT SELECT title FROM books WHERE is_lost = 1',
      'What are the titles of books that have a price above 20 and also are lost?',
    ],
    [
      'SELECT city FROM members INTERSECT SELECT city FROM branches',
      'Find the cities that members and branches have in common.',
    ],
    [
      'SELECT city FROM members EXCEPT SELECT city FROM branches',
      'Which cities appear among all members but not among all branches?',
    ],
    [
      "SELECT city FROM members UNION SELECT city FROM branches WHERE name = 'East'",
      'List all cities that appear among all members or among branches called East, without duplicates.',
    ],
  ])('set operations: %s', (sql, question) => expect(phrasingsOf(sql)).toContain(question))
})

describe('verbalizeQuery leaves no doubt', () => {
  it('says of which rows a price is the highest, where other conditions narrow them', () => {
    const phrasings = phrasingsOf(
      'SELECT title FROM books WHERE pages < 300 AND price = (SELECT max(price) FROM books)',
    )
    expect(phrasings.length).toBeGreaterThan(5)
    for (const phrasing of phrasings) expect(phrasing).toContain('of all books')
  })

  it('says whose city it is, where members and branches both have one', () => {
    const phrasings = phrasingsOf(
      "SELECT name FROM authors WHERE id NOT IN (SELECT author_id FROM books WHERE title LIKE 'T%' AND price > 20)",
    )
    expect(phrasings).toContain(
      'Which authors have no books with a price above 20 whose title starts with "T"?',
    )
    const own = phrasingsOf(
      "SELECT name FROM authors WHERE id IN (SELECT mentor_id FROM authors WHERE name LIKE 'B%')",
    )
    expect(own.length).toBeGreaterThan(0)
    for (const phrasing of own) expect(phrasing).not.toContain('whose')
  })

  it.each([
    // "or" beside "and": only where one of them stands in front.
    [
      "SELECT title FROM books WHERE pages < 300 AND (price > 20 OR genre_id IN (SELECT id FROM genres WHERE name = 'Crime'))",
      /and whose .* or whose|or whose .* and whose/,
    ],
    // A clause after a clause.
    [
      'SELECT title FROM books WHERE author_id IN (SELECT id FROM authors WHERE born > 1960 AND fee > 75) AND subtitle IS NOT NULL',
      /whose .* and .* whose .* and/,
    ],
  ])('%s', (sql, never) => {
    for (const phrasing of phrasingsOf(sql)) expect(phrasing).not.toMatch(never)
  })
})

describe('verbalizeQuery refuses', () => {
  it.each([
    [
      'a count that leaves out those with none',
      'SELECT name FROM authors WHERE id IN (SELECT author_id FROM books GROUP BY author_id HAVING count(*) < 3)',
    ],
    [
      'NOT IN over a column with NULLs, which finds nothing',
      'SELECT name FROM authors WHERE id NOT IN (SELECT mentor_id FROM authors)',
    ],
    [
      'rows shown once for each child',
      'SELECT authors.name FROM authors JOIN books ON books.author_id = authors.id JOIN prizes ON prizes.author_id = authors.id',
    ],
    [
      'a sum over repeated rows',
      'SELECT sum(authors.fee) FROM books JOIN authors ON books.author_id = authors.id',
    ],
    ['a join along no key', 'SELECT books.title FROM books JOIN members ON books.id = members.id'],
    [
      'the first of an order that missing values begin',
      'SELECT name FROM authors ORDER BY mentor_id LIMIT 1',
    ],
    ['a limit without an order', 'SELECT title FROM books LIMIT 5'],
    ['what it has no words for', 'SELECT substr(title, 1, 3) FROM books'],
    ['not equal where NULLs are left out', "SELECT title FROM books WHERE subtitle <> 'A Life'"],
    ['a day against a moment', "SELECT id FROM loans WHERE loaned_at > '2021-03-01'"],
    ['two columns without their group', 'SELECT title, count(*) FROM books GROUP BY genre_id'],
  ])('%s', (_why, sql) => expect(phrasingsOf(sql)).toEqual([]))
})

it('says the same from the same random state, and other words from another', () => {
  const query = parseQuery('SELECT title FROM books WHERE price > 10 AND pages < 300')
  const say = (seed: number) => verbalizeQuery(query, context, seededRandom(seed), 3)
  expect(say(4)).toEqual(say(4))
  expect(new Set([1, 2, 3, 4, 5].flatMap(say)).size).toBeGreaterThan(4)
})
