import { beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../../../../test/support/explored-shop.ts'
import { LIBRARY } from '../../../../test/support/library-script.ts'
import { surveyedContext } from '../../../../test/support/surveyed-context.ts'
import { seededRandom } from '../../../base/random.ts'
import { printQuery } from '../../../sql/print.ts'
import { startGrowth } from '../../grammar/growth.ts'
import type { SynthesisContext } from '../../grammar/synthesis-context.ts'
import { tryFilling } from '../fill-template.ts'
import { TEMPLATES } from '../templates.ts'
import { sayWordings } from '../wording/say-wording.ts'

/** Template, database, one of its questions, and what that means. */
const CASES: readonly (readonly [template: string, database: string, question: string, sql: string])[] = [
  ['how many rows', 'library', 'Count the prizes.', 'SELECT count(*) FROM prizes'],
  ['how many rows that', 'library', 'Count the branches in Brest.', "SELECT count(*) FROM branches WHERE city = 'Brest'"],
  ['how many rows that, and that', 'library', 'Count the members from Lyon who joined in 2019.', "SELECT count(*) FROM members WHERE city = 'Lyon' AND strftime('%Y', joined_on) = '2019'"],
  ['how many rows within a range', 'library', 'How many loans have a fine between 2 and 2.5?', 'SELECT count(*) FROM loans WHERE fine BETWEEN 2 AND 2.5'],
  ['how many rows of either kind', 'library', 'Count the branches in Lyon or Brest.', "SELECT count(*) FROM branches WHERE city IN ('Lyon', 'Brest')"],
  ['how many rows without a value', 'library', 'How many books have no subtitle?', 'SELECT count(*) FROM books WHERE subtitle IS NULL'],
  ['how many different values', 'library', 'Count the distinct cities of the branches.', 'SELECT count(DISTINCT city) FROM branches'],
  ['how many rows are above the average', 'library', 'How many books have an above-average number of pages?', 'SELECT count(*) FROM books WHERE pages > (SELECT avg(pages) FROM books)'],
  ['what percentage of rows', 'library', 'What percentage of all books are lost?', 'SELECT 100.0 * sum(CASE WHEN is_lost = 1 THEN 1 ELSE 0 END) / count(*) FROM books'],
  ['how many rows, and their average', 'library', 'Show the number of books that are not lost and their average number of pages.', 'SELECT count(*), avg(pages) FROM books WHERE is_lost = 0'],
  ['names of all rows', 'library', 'List the labels of all prizes.', 'SELECT label FROM prizes'],
  ['names with something beside them', 'library', 'For each member, show the first name, last name and gender.', 'SELECT first_name, last_name, gender FROM members'],
  ['names with something, of some rows', 'library', 'List the first names, last names and genders of all members who joined in 2021.', "SELECT first_name, last_name, gender FROM members WHERE strftime('%Y', joined_on) = '2021'"],
  ['rows that', 'library', 'Which members are male?', "SELECT first_name, last_name FROM members WHERE gender = 'M'"],
  ['rows that, and that', 'library', 'Which members are male and joined in 2021?', "SELECT first_name, last_name FROM members WHERE gender = 'M' AND strftime('%Y', joined_on) = '2021'"],
  ['rows within a range', 'library', 'Which authors have a fee between 80 and 90?', 'SELECT name FROM authors WHERE fee BETWEEN 80 AND 90'],
  ['rows of either kind', 'library', 'Which members are from Nice or Metz?', "SELECT first_name, last_name FROM members WHERE city IN ('Nice', 'Metz')"],
  ['rows not of a kind', 'library', 'Which members are not from Lyon?', "SELECT first_name, last_name FROM members WHERE city <> 'Lyon'"],
  ['rows without a value', 'library', 'Which books have no subtitle?', 'SELECT title FROM books WHERE subtitle IS NULL'],
  ['rows called so', 'library', 'Which books have a title that starts with "O"?', "SELECT title FROM books WHERE title LIKE 'O%'"],
  ['a value of some rows', 'library', 'Find the genders of the members who joined in 2021.', "SELECT gender FROM members WHERE strftime('%Y', joined_on) = '2021'"],
  ['a value of the row of that name', 'library', 'Find the gender of member Dan Eco.', "SELECT gender FROM members WHERE first_name = 'Dan' AND last_name = 'Eco'"],
  ['rows in the order of a number', 'library', 'Show the names of all authors in descending order of fee.', 'SELECT name FROM authors ORDER BY fee DESC'],
  ['rows in alphabetical order', 'library', 'List the titles of all books with a price over 20 in alphabetical order.', 'SELECT title FROM books WHERE price > 20 ORDER BY title'],
  ['the different values', 'library', 'List the distinct genders of all members.', 'SELECT DISTINCT gender FROM members'],
  ['the different values of some rows', 'library', 'List the distinct genders of all members who joined in 2021.', "SELECT DISTINCT gender FROM members WHERE strftime('%Y', joined_on) = '2021'"],
  ['the row with the highest number', 'library', 'Which author has the highest fee?', 'SELECT name FROM authors ORDER BY fee DESC LIMIT 1'],
  ['the row with the lowest number', 'library', 'Which author has the lowest fee?', 'SELECT name FROM authors ORDER BY fee LIMIT 1'],
  ['the row with the highest number among some', 'library', 'Which of the authors with a year born after 1980 has the highest fee?', 'SELECT name FROM authors WHERE born > 1980 ORDER BY fee DESC LIMIT 1'],
  ['the rows with the highest numbers', 'library', 'Which three books have the highest prices?', 'SELECT title FROM books ORDER BY price DESC LIMIT 3'],
  ['the rows with the lowest numbers', 'library', 'Which three books have the lowest prices?', 'SELECT title FROM books ORDER BY price LIMIT 3'],
  ['the row with the second-highest number', 'library', 'Which author has the second-highest fee?', 'SELECT name FROM authors ORDER BY fee DESC LIMIT 1 OFFSET 1'],
  ['a value of the row with the highest number', 'library', 'What is the year born of the author with the highest fee?', 'SELECT born FROM authors ORDER BY fee DESC LIMIT 1'],
  ['rows above the average', 'library', 'Which authors have an above-average fee?', 'SELECT name FROM authors WHERE fee > (SELECT avg(fee) FROM authors)'],
  ['rows below the average', 'library', 'Which authors have a below-average fee?', 'SELECT name FROM authors WHERE fee < (SELECT avg(fee) FROM authors)'],
  ['rows above that of a named row', 'library', 'Which authors have a higher fee than author Ann Ley?', "SELECT name FROM authors WHERE fee > (SELECT fee FROM authors WHERE name = 'Ann Ley')"],
  ['rows below that of a named row', 'library', 'Which authors have a lower fee than author Ann Ley?', "SELECT name FROM authors WHERE fee < (SELECT fee FROM authors WHERE name = 'Ann Ley')"],
  ['the average', 'library', 'On average, how many pages do the books have?', 'SELECT avg(pages) FROM books'],
  ['the average of some rows', 'library', 'Find the average number of pages of all books with a price over 20.', 'SELECT avg(pages) FROM books WHERE price > 20'],
  ['the total', 'library', 'Find the total number of pages of the books.', 'SELECT sum(pages) FROM books'],
  ['the total of some rows', 'library', 'Find the total number of pages of all books with a price over 20.', 'SELECT sum(pages) FROM books WHERE price > 20'],
  ['the highest', 'library', 'Find the maximum number of pages of the books.', 'SELECT max(pages) FROM books'],
  ['the lowest of some rows', 'library', 'Find the minimum number of pages of the books with a price over 20.', 'SELECT min(pages) FROM books WHERE price > 20'],
  ['the lowest and the highest', 'library', 'Show the minimum and the maximum number of pages of all books.', 'SELECT min(pages), max(pages) FROM books'],
  ['the average, the lowest and the highest', 'library', 'Show the average, minimum and maximum number of pages of the books with a price over 20.', 'SELECT avg(pages), min(pages), max(pages) FROM books WHERE price > 20'],
  ['the difference between the highest and the lowest', 'library', 'By how much does the highest number of pages of the books exceed the lowest one?', 'SELECT max(pages) - min(pages) FROM books'],
  ['how many rows for each category', 'library', 'How many members come from each city?', 'SELECT city, count(*) FROM members GROUP BY city'],
  ['how many of some rows for each category', 'library', 'Show the number of male members by city.', "SELECT city, count(*) FROM members WHERE gender = 'M' GROUP BY city"],
  ['categories by their number of rows', 'library', 'Show the number of members per city, from most to fewest.', 'SELECT city, count(*) FROM members GROUP BY city ORDER BY count(*) DESC'],
  ['the most common category', 'library', 'Which city has the most members?', 'SELECT city FROM members GROUP BY city ORDER BY count(*) DESC LIMIT 1'],
  ['the least common category', 'library', 'Which city has the fewest members?', 'SELECT city FROM members GROUP BY city ORDER BY count(*) LIMIT 1'],
  ['the most common category, and how common', 'library', 'Which city has the most members, and how many are there?', 'SELECT city, count(*) FROM members GROUP BY city ORDER BY count(*) DESC LIMIT 1'],
  ['the most common category of some rows', 'library', 'Which city has the most male members?', "SELECT city FROM members WHERE gender = 'M' GROUP BY city ORDER BY count(*) DESC LIMIT 1"],
  ['how many rows for each pair of categories', 'library', 'Show the number of members by city and gender.', 'SELECT city, gender, count(*) FROM members GROUP BY city, gender'],
  ['different values for each category', 'library', 'Show the number of different genders among the members for each city.', 'SELECT city, count(DISTINCT gender) FROM members GROUP BY city'],
  ['categories with as many rows as another', 'library', 'Which cities have more members than Nice?', "SELECT city FROM members GROUP BY city HAVING count(*) > (SELECT count(*) FROM members WHERE city = 'Nice')"],
  ['categories that have rows of both kinds', 'library', 'Which cities have both female members and male members?', "SELECT city FROM members WHERE gender = 'F' INTERSECT SELECT city FROM members WHERE gender = 'M'"],
  ['categories that have rows of one kind and not of the other', 'library', 'Which cities have female members but no male members?', "SELECT city FROM members WHERE gender = 'F' EXCEPT SELECT city FROM members WHERE gender = 'M'"],
  ['how many children each parent has', 'library', 'How many books does each genre have?', 'SELECT genres.name, count(*) FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id'],
  ['the parent with the most children', 'library', 'Which genre has the most books?', 'SELECT genres.name FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id ORDER BY count(*) DESC LIMIT 1'],
  ['the parent with the most children, and how many', 'library', 'Which genre has the most books, and how many are there?', 'SELECT genres.name, count(*) FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id ORDER BY count(*) DESC LIMIT 1'],
  ['the parents with the most children', 'library', 'Which three books have the most loans?', 'SELECT books.title FROM loans JOIN books ON loans.book_id = books.id GROUP BY books.id ORDER BY count(*) DESC LIMIT 3'],
  ['parents with at least so many children', 'library', 'Which members have at least two loans?', 'SELECT members.first_name, members.last_name FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.id HAVING count(*) >= 2'],
  ['parents with more children than that', 'library', 'Which members have more than two loans?', 'SELECT members.first_name, members.last_name FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.id HAVING count(*) > 2'],
  ['parents with exactly so many children', 'library', 'Which genres have exactly one book?', 'SELECT genres.name FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id HAVING count(*) = 1'],
  ['parents with so many children, and how many', 'library', 'Which members have more than two loans, and how many does each of them have?', 'SELECT members.first_name, members.last_name, count(*) FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.id HAVING count(*) > 2'],
  ['the average number of children', 'library', 'On average, how many books does a genre have?', 'SELECT avg(number) FROM (SELECT count(*) AS number FROM books GROUP BY genre_id) AS counts'],
  ['parents without children', 'library', 'Which authors have no prizes?', 'SELECT authors.name FROM authors WHERE authors.id NOT IN (SELECT author_id FROM prizes)'],
  ['parents without children, by an outer join', 'library', 'Which authors have no prizes?', 'SELECT authors.name FROM authors LEFT JOIN prizes ON prizes.author_id = authors.id WHERE prizes.id IS NULL'],
  ['how many parents have no children', 'library', 'How many authors have no prizes?', 'SELECT count(*) FROM authors WHERE authors.id NOT IN (SELECT author_id FROM prizes)'],
  ['how many parents have children', 'library', 'How many authors have at least one prize?', 'SELECT count(DISTINCT author_id) FROM prizes'],
  ['parents that have such children', 'library', 'Which members have at least one loan loaned on or after January 1, 2022?', "SELECT first_name, last_name FROM members WHERE id IN (SELECT member_id FROM loans WHERE loaned_at >= '2022-01-01')"],
  ['parents that have children, but none such', 'library', 'Which members have no loans loaned on or after January 1, 2022?', "SELECT first_name, last_name FROM members WHERE id NOT IN (SELECT member_id FROM loans WHERE loaned_at >= '2022-01-01')"],
  ['the average of the children of each parent', 'library', 'What is the average number of pages of the books of each author with at least one book?', 'SELECT authors.name, avg(books.pages) FROM books JOIN authors ON books.author_id = authors.id GROUP BY authors.id'],
  ['the total of the children of each parent', 'library', 'What is the total number of pages of the books of each author with at least one book?', 'SELECT authors.name, sum(books.pages) FROM books JOIN authors ON books.author_id = authors.id GROUP BY authors.id'],
  ['the highest of the children of each parent', 'library', 'For each author with at least one book, what is the highest number of pages of any of the books?', 'SELECT authors.name, max(books.pages) FROM books JOIN authors ON books.author_id = authors.id GROUP BY authors.id'],
  ['the parent whose children have the highest average', 'library', 'Which author has books with the highest average number of pages?', 'SELECT authors.name FROM books JOIN authors ON books.author_id = authors.id GROUP BY authors.id ORDER BY avg(books.pages) DESC LIMIT 1'],
  ['the parent whose children have the highest total', 'library', 'For which author is the total number of pages of the books the highest?', 'SELECT authors.name FROM books JOIN authors ON books.author_id = authors.id GROUP BY authors.id ORDER BY sum(books.pages) DESC LIMIT 1'],
  ['parents whose children have an average above that', 'library', 'For which genres is the average number of pages of the books above 300?', 'SELECT genres.name FROM books JOIN genres ON books.genre_id = genres.id GROUP BY genres.id HAVING avg(books.pages) > 300'],
  ['the parent of the child with the highest number', 'library', 'Which author has the book with the highest number of pages?', 'SELECT authors.name FROM books JOIN authors ON books.author_id = authors.id ORDER BY books.pages DESC LIMIT 1'],
  ['the child with the highest number of each parent', 'library', 'For each author with at least one book, which book has the highest number of pages?', 'SELECT authors.name, books.title FROM books JOIN authors ON books.author_id = authors.id WHERE books.pages = (SELECT max(other.pages) FROM books AS other WHERE other.author_id = books.author_id)'],
  ['children of a named parent', 'library', 'Which books are in the genre Poetry?', "SELECT books.title FROM books JOIN genres ON books.genre_id = genres.id WHERE genres.name = 'Poetry'"],
  ['how many children a named parent has', 'library', 'Count the books in the genre Poetry.', "SELECT count(*) FROM books JOIN genres ON books.genre_id = genres.id WHERE genres.name = 'Poetry'"],
  ['the average of the children of a named parent', 'library', 'Find the average number of pages of all books in the genre Crime.', "SELECT avg(books.pages) FROM books JOIN genres ON books.genre_id = genres.id WHERE genres.name = 'Crime'"],
  ['the total of the children of a named parent', 'library', 'Find the total number of pages of all books in the genre Crime.', "SELECT sum(books.pages) FROM books JOIN genres ON books.genre_id = genres.id WHERE genres.name = 'Crime'"],
  ['the child of a named parent with the highest number', 'library', 'Which of the books by Ann Ley has the highest number of pages?', "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE authors.name = 'Ann Ley' ORDER BY books.pages DESC LIMIT 1"],
  ['the parent of a named child', 'library', 'Find the genre of the book Two Doors.', "SELECT genres.name FROM books JOIN genres ON books.genre_id = genres.id WHERE books.title = 'Two Doors'"],
  ['a value of the parent of a named child', 'library', 'Find the fee of the author of the prize City Prize.', "SELECT authors.fee FROM prizes JOIN authors ON prizes.author_id = authors.id WHERE prizes.label = 'City Prize'"],
  ['children with their parents', 'library', 'For each book, show the title and the name of the genre.', 'SELECT books.title, genres.name FROM books JOIN genres ON books.genre_id = genres.id'],
  ['children whose parent is so', 'library', 'List the labels of all prizes by authors with a year born after 1980.', 'SELECT prizes.label FROM prizes JOIN authors ON prizes.author_id = authors.id WHERE authors.born > 1980'],
  ['how many children have a parent that is so', 'library', "Count the prizes whose author's fee is less than 90.", 'SELECT count(*) FROM prizes JOIN authors ON prizes.author_id = authors.id WHERE authors.fee < 90'],
  ['the average of the children whose parent is so', 'library', 'Find the average fine of all loans of members who joined in 2021.', "SELECT avg(loans.fine) FROM loans JOIN members ON loans.member_id = members.id WHERE strftime('%Y', members.joined_on) = '2021'"],
  ['the total of the children whose parent is so', 'library', 'Find the total fine of all loans of members who joined in 2021.', "SELECT sum(loans.fine) FROM loans JOIN members ON loans.member_id = members.id WHERE strftime('%Y', members.joined_on) = '2021'"],
  ['how many children for each kind of parent', 'library', 'Show the number of loans per member city.', 'SELECT members.city, count(*) FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.city'],
  ['the kind of parent with the most children', 'library', 'Which member city has the most loans?', 'SELECT members.city FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.city ORDER BY count(*) DESC LIMIT 1'],
  ['the average of the children for each kind of parent', 'library', 'Show the average fine of the loans per member city.', 'SELECT members.city, avg(loans.fine) FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.city'],
  ['the total of the children for each kind of parent', 'library', 'Show the total fine of the loans per member city.', 'SELECT members.city, sum(loans.fine) FROM loans JOIN members ON loans.member_id = members.id GROUP BY members.city'],
  ['grandchildren of a named grandparent', 'library', 'Count the loans of books in the genre Crime.', "SELECT count(*) FROM loans JOIN books ON loans.book_id = books.id JOIN genres ON books.genre_id = genres.id WHERE genres.name = 'Crime'"],
  ['the grandparent with the most grandchildren', 'library', 'Which genre has the most loans?', 'SELECT genres.name FROM loans JOIN books ON loans.book_id = books.id JOIN genres ON books.genre_id = genres.id GROUP BY genres.id ORDER BY count(*) DESC LIMIT 1'],
  ['how many grandchildren for each grandparent', 'library', 'For each genre with at least one loan, how many loans are there?', 'SELECT genres.name, count(*) FROM loans JOIN books ON loans.book_id = books.id JOIN genres ON books.genre_id = genres.id GROUP BY genres.id'],
  ['rows linked to a named one', 'library', 'Which tags belong to the book Old Maps?', "SELECT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id JOIN books ON book_tags.book_id = books.id WHERE books.title = 'Old Maps'"],
  ['how many rows are linked to a named one', 'library', 'How many tags belong to the book Old Maps?', "SELECT count(*) FROM book_tags JOIN books ON book_tags.book_id = books.id WHERE books.title = 'Old Maps'"],
  ['how many each is linked to', 'library', 'How many books does each tag belong to?', 'SELECT tags.name, count(*) FROM book_tags JOIN tags ON book_tags.tag_id = tags.id GROUP BY tags.id'],
  ['the one with the most links', 'library', 'Which tag belongs to the most books?', 'SELECT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id GROUP BY tags.id ORDER BY count(*) DESC LIMIT 1'],
  ['those linked to both', 'library', 'Which tags belong to both the book Old Maps and the book Two Doors?', "SELECT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id JOIN books ON book_tags.book_id = books.id WHERE books.title = 'Old Maps' INTERSECT SELECT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id JOIN books ON book_tags.book_id = books.id WHERE books.title = 'Two Doors'"],
  ['those linked to one but not the other', 'library', 'Which tags belong to the book Old Maps but not the book Two Doors?', "SELECT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id JOIN books ON book_tags.book_id = books.id WHERE books.title = 'Old Maps' EXCEPT SELECT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id JOIN books ON book_tags.book_id = books.id WHERE books.title = 'Two Doors'"],
  ['those linked to none', 'library', 'Which books do not have any tags?', 'SELECT books.title FROM books WHERE NOT EXISTS (SELECT 1 FROM book_tags WHERE book_tags.book_id = books.id)'],
  ['those linked to such rows', 'library', 'Which tags belong to at least one book with a price above 20?', 'SELECT DISTINCT tags.name FROM book_tags JOIN tags ON book_tags.tag_id = tags.id JOIN books ON book_tags.book_id = books.id WHERE books.price > 20'],
  ['parents by the other parent of their children', 'library', 'Which genres have at least one book by Ann Ley?', "SELECT DISTINCT genres.name FROM books JOIN genres ON books.genre_id = genres.id JOIN authors ON books.author_id = authors.id WHERE authors.name = 'Ann Ley'"],
  ['places that both tables have', 'library', 'Which cities have both members and branches?', 'SELECT city FROM members INTERSECT SELECT city FROM branches'],
  ['places that the one table has and the other has not', 'library', 'Which cities have members but no branches?', 'SELECT city FROM members EXCEPT SELECT city FROM branches'],
  ['places that either table has', 'library', 'Which cities have members or branches?', 'SELECT city FROM members UNION SELECT city FROM branches'],
  ['rows above the row that they refer to', 'library', 'Which authors have a higher fee than their mentor?', 'SELECT authors.name FROM authors JOIN authors AS mentor ON authors.mentor_id = mentor.id WHERE authors.fee > mentor.fee'],
  ['rows with the row of the same table that they refer to', 'library', 'For each author with a mentor, show the name and the name of the mentor.', 'SELECT authors.name, mentor.name FROM authors JOIN authors AS mentor ON authors.mentor_id = mentor.id'],
  ['categories with at least so many rows', 'shop', 'Which statuses have two or more orders?', 'SELECT status FROM orders GROUP BY status HAVING count(*) >= 2'],
  ['categories with more rows than that', 'shop', 'Which statuses have more than two orders?', 'SELECT status FROM orders GROUP BY status HAVING count(*) > 2'],
  ['the average for each category', 'shop', 'Show the average total of the orders per status.', 'SELECT status, avg(total) FROM orders GROUP BY status'],
  ['the total for each category', 'shop', 'Show the combined total of all orders per status.', 'SELECT status, sum(total) FROM orders GROUP BY status'],
  ['the highest for each category', 'shop', 'For each status, show the highest total of any order.', 'SELECT status, max(total) FROM orders GROUP BY status'],
  ['the lowest and the highest for each category', 'shop', 'Show the minimum and the maximum total of the orders for each status.', 'SELECT status, min(total), max(total) FROM orders GROUP BY status'],
  ['the number and the average for each category', 'shop', 'For each status, show the number of orders and their average total.', 'SELECT status, count(*), avg(total) FROM orders GROUP BY status'],
  ['the category with the highest average', 'shop', 'Which status has orders with the highest average total?', 'SELECT status FROM orders GROUP BY status ORDER BY avg(total) DESC LIMIT 1'],
  ['the category with the highest total', 'shop', 'Find the status whose orders have the highest combined total.', 'SELECT status FROM orders GROUP BY status ORDER BY sum(total) DESC LIMIT 1'],
  ['categories with an average above that', 'shop', 'For which statuses is the average total of the orders above 30?', 'SELECT status FROM orders GROUP BY status HAVING avg(total) > 30'],
] // biome-ignore format: one case a line

const contexts = new Map<string, SynthesisContext>()
beforeAll(async () => {
  contexts.set('shop', await surveyedContext(SHOP))
  contexts.set('library', await surveyedContext(LIBRARY))
})

/** SQL -> the questions that the template has for it. */
function fillingsOf(context: SynthesisContext, name: string): ReadonlyMap<string, ReadonlySet<string>> {
  const template = TEMPLATES.find((one) => one.name === name)!
  const fillings = new Map<string, Set<string>>()
  const tables = context.survey.schema.tables.map((table) => table.name)
  for (let seed = 0; seed < 60; seed++) {
    const random = seededRandom(seed)
    const growth = startGrowth({ tables, columns: [], keys: [] }, context, random)
    const filling = tryFilling(template, growth)
    if (filling === null) continue
    const sql = printQuery(filling.query)
    const known = fillings.get(sql) ?? new Set()
    for (const question of sayWordings(template, filling, random, 9)) known.add(question)
    fillings.set(sql, known)
  }
  return fillings
}

describe('the templates', () => {
  it.each(CASES)('%s (%s): %s', (name, database, question, sql) => {
    const fillings = fillingsOf(contexts.get(database)!, name)
    expect([...fillings.keys()]).toContain(sql)
    expect([...fillings.get(sql)!]).toContain(question)
  })

  it('have names and wordings of their own', () => {
    expect(new Set(TEMPLATES.map(({ name }) => name)).size).toBe(TEMPLATES.length)
    for (const { wordings } of TEMPLATES) expect(wordings.length).toBeGreaterThanOrEqual(2)
    expect(new Set(CASES.map(([name]) => name)).size).toBeGreaterThan(100)
  })
})
