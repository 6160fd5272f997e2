import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from './parse.ts'
import { restateQuery } from './restate.ts'
import type { SchemaShape } from './schema-shape.ts'

const SCHEMA: SchemaShape = {
  tables: Object.entries({
    Artist: ['ArtistId', 'Name'],
    Album: ['AlbumId', 'Title', 'ArtistId'],
    Genre: ['GenreId', 'Name'],
    Track: ['TrackId', 'Name', 'AlbumId', 'GenreId', 'Composer', 'Milliseconds', 'UnitPrice'],
    Customer: ['CustomerId', 'FirstName', 'LastName', 'City', 'Country'],
    Invoice: ['InvoiceId', 'CustomerId', 'InvoiceDate', 'BillingCountry', 'Total'],
    InvoiceLine: ['InvoiceLineId', 'InvoiceId', 'TrackId', 'UnitPrice', 'Quantity'],
    Employee: ['EmployeeId', 'FirstName', 'ReportsTo', 'HireDate'],
    Playlist: ['PlaylistId', 'Name'],
    PlaylistTrack: ['PlaylistId', 'TrackId'],
  }).map(([name, columns]) => ({ name, columns: columns.map((column) => ({ name: column })) })),
}
const restate = (sql: string): string => restateQuery(parseQuery(sql), SCHEMA)

describe('a query said back', () => {
  it.each([
    ['SELECT count(*) FROM Track', 'The number of tracks.'],
    [
      'SELECT Country, LastName FROM (SELECT c.Country AS Country, c.LastName AS LastName, rank() OVER (PARTITION BY c.Country ORDER BY count(*) DESC) AS place FROM Customer c JOIN Invoice i ON i.CustomerId = c.CustomerId GROUP BY c.Country, c.CustomerId) AS r WHERE place <= 2',
      'The countries and last names of the 2 customers with the most invoices, within each country.',
    ],
    [
      'SELECT Genre, Track FROM (SELECT Genre.Name AS Genre, Track.Name AS Track, rank() OVER (PARTITION BY Genre.GenreId ORDER BY sum(l.Quantity) DESC) AS place FROM Track JOIN Genre ON Track.GenreId = Genre.GenreId JOIN InvoiceLine l ON l.TrackId = Track.TrackId GROUP BY Genre.GenreId, Track.TrackId) AS r WHERE place <= 1',
      'The genre and track of the first row of each genre by `sum(l.Quantity)`, highest first.',
    ],
    [
      'SELECT T1.Name FROM Artist T1 JOIN Album T2 ON T1.ArtistId=T2.ArtistId GROUP BY T1.ArtistId ORDER BY count(*) DESC LIMIT 1',
      'The name of the artist with the most albums.',
    ],
    [
      'SELECT T1.Name FROM Artist T1 JOIN Album T2 ON T1.ArtistId=T2.ArtistId GROUP BY T2.ArtistId ORDER BY count(*) DESC LIMIT 1',
      'The name of the artist with the most albums.',
    ],
    [
      "SELECT FirstName, LastName FROM Customer WHERE Country = 'Brazil'",
      "The first name and last name of each customer whose country is 'Brazil'.",
    ],
    [
      'SELECT BillingCountry, sum(Total) FROM Invoice GROUP BY BillingCountry ORDER BY sum(Total) DESC',
      'The total of invoice total for each billing country, highest first.',
    ],
    [
      'SELECT c.Country, sum(i.Total) AS t FROM Invoice i JOIN Customer c ON i.CustomerId = c.CustomerId GROUP BY 1 ORDER BY t DESC',
      'The total of invoice total for each customer country, highest first.',
    ],
    [
      'SELECT g.Name FROM Genre g JOIN Track t ON g.GenreId=t.GenreId GROUP BY g.GenreId HAVING count(*) > 100',
      'The name of each genre that has more than 100 tracks.',
    ],
    [
      'SELECT g.Name FROM Genre g JOIN Track t ON g.GenreId=t.GenreId GROUP BY g.Name HAVING count(*) > 100',
      'The name of each genre that has more than 100 tracks.',
    ],
    [
      "SELECT FirstName FROM Customer WHERE CustomerId NOT IN (SELECT i.CustomerId FROM Invoice i JOIN InvoiceLine l ON i.InvoiceId=l.InvoiceId JOIN Track t ON l.TrackId=t.TrackId JOIN Genre g ON g.GenreId=t.GenreId WHERE g.Name='Jazz')",
      "The first name of each customer that is not among the customers of invoices whose genre name is 'Jazz'.",
    ],
    [
      "SELECT avg(Total) FROM Invoice WHERE strftime('%Y', InvoiceDate) = '2010'",
      'The average total of invoices whose invoice date is in 2010.',
    ],
    [
      'SELECT e.FirstName, m.FirstName FROM Employee e JOIN Employee m ON e.ReportsTo = m.EmployeeId',
      'The employee first name and other employee first name of each matching combination of employee and other employee whose employee "reports to" is the other employee employee id.',
    ],
    [
      'SELECT a.Name FROM Artist a LEFT JOIN Album b ON a.ArtistId=b.ArtistId WHERE b.AlbumId IS NULL',
      'The name of each artist that has no album.',
    ],
    [
      'SELECT a.Name, count(b.AlbumId) FROM Artist a LEFT JOIN Album b ON a.ArtistId=b.ArtistId GROUP BY a.ArtistId',
      'The name and number of albums of each artist, including artists without albums.',
    ],
    [
      'SELECT c.LastName, coalesce(sum(i.Total), 0) FROM Customer c LEFT JOIN Invoice i ON i.CustomerId=c.CustomerId GROUP BY c.CustomerId',
      'The last name and total of invoice total (0 where there is none) of each customer, including customers without invoices.',
    ],
    [
      "SELECT ifnull(FirstName, 'nobody'), coalesce(LastName, FirstName) FROM Customer",
      "The first name ('nobody' where there is none) and `coalesce(LastName, FirstName)` of each customer.",
    ],
    [
      'SELECT Name FROM Artist a WHERE NOT EXISTS (SELECT 1 FROM Album b WHERE b.ArtistId = a.ArtistId)',
      "The name of each artist for which there is no album whose artist id is that artist's artist id.",
    ],
    [
      'SELECT DISTINCT a.Name FROM Artist a JOIN Album b ON a.ArtistId=b.ArtistId',
      'The different names of artists that have an album.',
    ],
    [
      'SELECT max(Milliseconds), min(Milliseconds), count(*) FROM Track',
      'The maximum track milliseconds, the minimum track milliseconds and the number of tracks.',
    ],
    [
      'SELECT Name FROM Track ORDER BY Milliseconds DESC LIMIT 5',
      'The names of the 5 tracks with the highest milliseconds.',
    ],
    [
      'SELECT Name FROM Track WHERE Milliseconds = (SELECT max(Milliseconds) FROM Track)',
      'The name of each track whose milliseconds is the maximum milliseconds of tracks.',
    ],
    [
      "SELECT Name FROM Track WHERE Composer LIKE '%Bach%' OR UnitPrice > 1 AND GenreId IN (1,2)",
      "The name of each track whose composer contains 'Bach' or (unit price is more than 1 and genre id is one of 1 or 2).",
    ],
    [
      'SELECT Name FROM Track WHERE UnitPrice BETWEEN 1 AND 2 AND Composer IS NOT NULL AND (GenreId = 1 OR GenreId = 2)',
      'The name of each track whose unit price is between 1 and 2 and composer is known and either genre id is 1 or genre id is 2.',
    ],
    [
      'SELECT Country FROM Customer UNION SELECT BillingCountry FROM Invoice',
      'The country of each customer, together with the billing countries of invoices.',
    ],
    [
      'SELECT count(*) FROM (SELECT DISTINCT Country FROM Customer)',
      'The number of rows, where the rows are: the different countries of customers.',
    ],
    [
      'SELECT avg(n) FROM (SELECT count(*) AS n FROM Album GROUP BY ArtistId) AS t',
      'The average n of rows, where the rows are: the number of albums for each artist id.',
    ],
    [
      'WITH big AS (SELECT AlbumId FROM Track GROUP BY AlbumId HAVING count(*) > 20) SELECT Title FROM Album WHERE AlbumId IN (SELECT AlbumId FROM big)',
      'The title of each album that is among the albums of bigs, where "big" is each album id that has more than 20 tracks.',
    ],
    [
      'SELECT Name, row_number() OVER (ORDER BY Name) FROM Artist',
      'The name and `row_number() OVER (ORDER BY Name)` of each artist.',
    ],
    [
      "SELECT CASE WHEN Total > 5 THEN 'big' ELSE 'small' END, count(*) FROM Invoice GROUP BY 1",
      "The number of invoices for each `CASE WHEN Total > 5 THEN 'big' ELSE 'small' END`.",
    ],
    ['SELECT Quantity * UnitPrice FROM InvoiceLine', 'The quantity times unit price of each invoice line.'],
    [
      'SELECT sum(Quantity * UnitPrice) FROM InvoiceLine',
      'The total of invoice line quantity times unit price.',
    ],
    ['SELECT * FROM Artist LIMIT 3', 'All columns of each artist, only the first 3 rows.'],
    ['SELECT 1 + 1', 'The value of 1 plus 1.'],
    ['VALUES (1), (2)', 'The result of `VALUES (1), (2)`.'],
    [
      'SELECT a.Name, b.Title FROM Artist a, Album b',
      'The artist name and album title of each combination of artist and album.',
    ],
    [
      'SELECT Country, City, count(*) FROM Customer GROUP BY Country, City HAVING count(*) >= 2 ORDER BY 3 DESC LIMIT 5',
      'The 5 combinations of country and city with the most customers, among combinations of country and city that have at least 2 customers, with the number of customers.',
    ],
    ['SELECT count(DISTINCT Country) FROM Customer', 'The number of different countries of customers.'],
    [
      'SELECT Name FROM Playlist p JOIN PlaylistTrack pt ON p.PlaylistId=pt.PlaylistId GROUP BY p.PlaylistId ORDER BY count(*) LIMIT 1',
      'The name of the playlist with the fewest playlist tracks.',
    ],
    [
      'SELECT FirstName FROM Employee ORDER BY HireDate LIMIT 1',
      'The first name of the employee with the earliest hire date.',
    ],
    [
      "SELECT Title FROM Album WHERE ArtistId IN (SELECT ArtistId FROM Artist WHERE Name = 'AC/DC')",
      "The title of each album whose artist id is among the artist ids of artists whose name is 'AC/DC'.",
    ],
    [
      "SELECT a.Title FROM Album a JOIN Artist b ON a.ArtistId = b.ArtistId WHERE b.Name = 'AC/DC'",
      "The title of each album whose artist name is 'AC/DC'.",
    ],
    [
      'SELECT Name, max(Milliseconds) FROM Track',
      'The result of `SELECT Name, max(Milliseconds) FROM Track`.',
    ],
    [
      'SELECT a.Name FROM Artist a RIGHT JOIN Album b ON a.ArtistId = b.ArtistId',
      'The result of `SELECT a.Name FROM Artist AS a RIGHT JOIN Album AS b ON a.ArtistId = b.ArtistId`.',
    ],
    [
      "SELECT t.Name FROM Track t JOIN Album USING (AlbumId) WHERE Title = 'x'",
      "The name of each track whose album title is 'x'.",
    ],
    [
      "SELECT Name FROM Track WHERE Name LIKE 'A_c%'",
      "The name of each track whose name matches the pattern 'A_c%'.",
    ],
    [
      'SELECT FirstName FROM Customer c WHERE (SELECT count(*) FROM Invoice i WHERE i.CustomerId = c.CustomerId) > 5',
      'The first name of each customer for which `(SELECT count(*) FROM Invoice AS i WHERE i.CustomerId = c.CustomerId) > 5` holds.',
    ],
    [
      'SELECT Country FROM Customer EXCEPT SELECT BillingCountry FROM Invoice WHERE Total > 10',
      'The country of each customer, leaving out the billing countries of invoices whose total is more than 10.',
    ],
    [
      'SELECT Country FROM Customer INTERSECT SELECT BillingCountry FROM Invoice ORDER BY Country LIMIT 2',
      'The country of each customer, but only what is also among the billing countries of invoices; all sorted by "Country", only the first 2 rows.',
    ],
    [
      'SELECT sum(Total) / count(*) FROM Invoice',
      'The total of invoice total divided by the number of invoices.',
    ],
    [
      "SELECT FirstName || ' ' || LastName FROM Customer",
      "The value of `FirstName || ' ' || LastName` of each customer.",
    ],
    [
      "SELECT t.Name FROM Track t JOIN Genre g ON t.GenreId = g.GenreId WHERE g.Name IN ('Rock', 'Jazz') AND t.Milliseconds < 1000 ORDER BY t.Name LIMIT 10 OFFSET 5",
      "The name of each track whose genre name is one of 'Rock' or 'Jazz' and milliseconds is less than 1000, sorted by name, only the first 10 rows, after leaving out the first 5.",
    ],
    ['SELECT Name FROM Nowhere WHERE x = 1', 'The name of each nowhere whose x is 1.'],
    [
      'SELECT count(*), BillingCountry FROM Invoice WHERE Total > 5 GROUP BY BillingCountry',
      'The number of invoices for each billing country, considering only invoices whose total is more than 5.',
    ],
    [
      "SELECT Name FROM Track WHERE Composer NOT LIKE 'A%' AND UnitPrice NOT BETWEEN 1 AND 2",
      "The name of each track whose composer does not start with 'A' and unit price is not between 1 and 2.",
    ],
    [
      'SELECT Name FROM Track WHERE UnitPrice >= 1 OR Composer IS NULL',
      'The name of each track whose unit price is at least 1 or composer is missing.',
    ],
    [
      'SELECT Name FROM Track WHERE NOT (UnitPrice > 1)',
      'The name of each track for which `NOT UnitPrice > 1` holds.',
    ],
    [
      'SELECT DISTINCT City, Country FROM Customer',
      'The different combinations of city and country of customers.',
    ],
    [
      "SELECT FirstName FROM Employee WHERE HireDate > '2003-01-01' ORDER BY FirstName DESC",
      "The first name of each employee whose hire date is after '2003-01-01', sorted by first name in descending order.",
    ],
    [
      'SELECT sum(Total) FROM Invoice WHERE BillingCountry = "Brazil"',
      "The total of invoice total over invoices whose billing country is 'Brazil'.",
    ],
    [
      'SELECT Country, count(*) FROM Customer GROUP BY Country ORDER BY count(*) DESC LIMIT 1',
      'The country with the most customers, with the number of customers.',
    ],
    [
      'SELECT Country FROM Customer GROUP BY Country HAVING count(*) = 1',
      'Each country that has exactly 1 customer.',
    ],
    [
      'SELECT avg(Total), BillingCountry FROM Invoice GROUP BY BillingCountry HAVING avg(Total) > 5 ORDER BY BillingCountry',
      'The average total for each billing country whose average total is more than 5, sorted by billing country.',
    ],
    [
      'SELECT count(Composer) FROM Track',
      'The number of tracks, counting only those whose composer is known.',
    ],
    [
      'SELECT Name FROM Track WHERE UnitPrice > (SELECT avg(UnitPrice) FROM Track)',
      'The name of each track whose unit price is more than the average unit price of tracks.',
    ],
    [
      'SELECT Name FROM Track WHERE TrackId NOT IN (3, 4)',
      'The name of each track whose track id is none of 3 and 4.',
    ],
  ])('%s', (sql, sentence) => {
    expect(restate(sql)).toBe(sentence)
  })
})

const SHOP: SchemaShape = {
  tables: Object.entries({
    orders: ['id', 'customer_id', 'ordered_on', 'shipped_at', 'status', 'total'],
    customers: ['id', 'name', 'city', 'closed_on'],
    items: ['order_id', 'product_id', 'unit_price', 'quantity', 'discount'],
    products: ['id', 'name', 'units_in_stock', 'is_organic', 'discontinued'],
    staff: ['id', 'name', 'hired_on', 'manager_id'],
    deliveries: ['carrier', 'delivered_on'],
    laps: ['lap_time', 'year'],
    offices: ['id', 'located_at'],
    'Products Above Average Price': ['ProductName'],
    order_totals: ['order_id', 'total'],
  }).map(([name, columns]) => ({ name, columns: columns.map((column) => ({ name: column })) })),
}
const DAY_FIRST =
  "substr(delivered_on, 7, 4) || '-' || substr(delivered_on, 4, 2) || '-' || substr(delivered_on, 1, 2)"
const MONTH_FIRST =
  "substr(delivered_on, 7, 4) || '-' || substr(delivered_on, 1, 2) || '-' || substr(delivered_on, 4, 2)"

describe('dates said as people say them', () => {
  it.each([
    ["ordered_on >= '2024-01-01' AND ordered_on < '2025-01-01'", 'whose date ordered is in 2024'],
    ["ordered_on < '2025-01-01' AND ordered_on >= '2024-01-01'", 'whose date ordered is in 2024'],
    [
      "ordered_on >= '2024-01-01' AND status = 3 AND ordered_on < '2025-01-01'",
      'whose date ordered is in 2024 and status is 3',
    ],
    [
      "ordered_on >= '2022-01-01' AND ordered_on < '2025-01-01'",
      'whose date ordered is in the years 2022 to 2024',
    ],
    ["ordered_on >= '2024-03-01' AND ordered_on < '2024-04-01'", 'whose date ordered is in March 2024'],
    ["ordered_on >= '2024-12-01' AND ordered_on < '2025-01-01'", 'whose date ordered is in December 2024'],
    [
      "ordered_on >= '2024-10-01' AND ordered_on < '2025-01-01'",
      'whose date ordered is in the fourth quarter of 2024',
    ],
    [
      "ordered_on >= '2024-02-01' AND ordered_on < '2024-05-01'",
      'whose date ordered is on or after 2024-02-01 and before 2024-05-01',
    ],
    ["ordered_on >= '2024-02-29' AND ordered_on < '2024-03-01'", 'whose date ordered is on 2024-02-29'],
    [
      "ordered_on >= '2023-02-29' AND ordered_on < '2023-03-01'",
      "whose date ordered is at least '2023-02-29' and date ordered is before 2023-03-01",
    ],
    [
      "ordered_on >= '2025-01-01' AND ordered_on < '2024-01-01'",
      'whose date ordered is on or after 2025-01-01 and date ordered is before 2024-01-01',
    ],
    [
      "ordered_on >= '2024-01-01' AND shipped_at < '2025-01-01'",
      'whose date ordered is on or after 2024-01-01 and time shipped is before 2025-01-01',
    ],
    ["ordered_on < '2024-01-01' OR ordered_on >= '2025-01-01'", 'whose date ordered is not in 2024'],
    [
      "(ordered_on >= '2024-01-01' AND ordered_on < '2025-01-01') OR status = 3",
      'whose date ordered is in 2024 or status is 3',
    ],
    ["ordered_on >= '2024-03-05'", 'whose date ordered is on or after 2024-03-05'],
    ["ordered_on <= '2024-03-05'", 'whose date ordered is on or before 2024-03-05'],
    ["ordered_on > '2024-03-05'", 'whose date ordered is after 2024-03-05'],
    // '2024-03-05 10:00' is not at most '2024-03-05': the text stays as it is.
    ["shipped_at <= '2024-03-05'", "whose time shipped is at most '2024-03-05'"],
    ["ordered_on LIKE '2024-%'", 'whose date ordered is in 2024'],
    ["ordered_on NOT LIKE '2024-03%'", 'whose date ordered is not in March 2024'],
    ["status LIKE '2024-%'", "whose status starts with '2024-'"],
    ["strftime('%Y', ordered_on) = '2024'", 'whose date ordered is in 2024'],
    ["strftime('%Y-%m', ordered_on) <> '2024-03'", 'whose date ordered is not in March 2024'],
    ["strftime('%Y', ordered_on) >= '2024'", "whose year of date ordered is at least '2024'"],
    ["strftime('%m', ordered_on) = '03'", "whose month of the year of date ordered is '03'"],
    // Text never equals a number: what looks like 2024 finds nothing.
    ["strftime('%Y', ordered_on) = 2024", 'whose year of date ordered is 2024'],
  ])('%s', (condition, words) => {
    const sql = `SELECT count(*) FROM orders WHERE ${condition}`
    expect(restateQuery(parseQuery(sql), SHOP)).toBe(`The number of orders ${words}.`)
  })
})

describe('words for the tables of a shop', () => {
  it.each([
    [
      `SELECT count(*) FROM deliveries WHERE ${DAY_FIRST} >= '2024-03-01' AND ${DAY_FIRST} < '2024-04-01'`,
      'The number of deliveries whose date delivered is in March 2024.',
    ],
    [
      `SELECT count(*) FROM deliveries WHERE ${MONTH_FIRST} > '2024-03-01'`,
      'The number of deliveries whose date delivered is after 2024-03-01.',
    ],
    [
      `SELECT strftime('%Y-%m', ${DAY_FIRST}), count(*) FROM deliveries GROUP BY strftime('%Y-%m', ${DAY_FIRST})`,
      'The number of deliveries for each month of date delivered.',
    ],
    [
      `SELECT carrier FROM deliveries ORDER BY ${DAY_FIRST} DESC LIMIT 1`,
      'The carrier of the delivery with the latest date delivered.',
    ],
    [
      "SELECT substr(delivered_on, 7, 4) || '-' || substr(carrier, 4, 2) || '-' || substr(delivered_on, 1, 2) FROM deliveries",
      "The value of `substr(delivered_on, 7, 4) || '-' || substr(carrier, 4, 2) || '-' || substr(delivered_on, 1, 2)` of each delivery.",
    ],
    [
      "SELECT strftime('%Y', ordered_on), sum(total) FROM orders GROUP BY 1 ORDER BY 1",
      'The total of order total for each year of date ordered, sorted by the year of date ordered.',
    ],
    [
      'SELECT min(ordered_on), max(ordered_on) FROM orders',
      'The earliest date ordered and latest date ordered of orders.',
    ],
    ['SELECT name, closed_on FROM customers', 'The name and date closed of each customer.'],
    ['SELECT DISTINCT closed_on FROM customers', 'The different dates closed of customers.'],
    ['SELECT count(*) FROM offices WHERE located_at = 3', 'The number of offices whose "located at" is 3.'],
    ['SELECT count(*) FROM products WHERE is_organic = 1', 'The number of products whose "is organic" is 1.'],
    [
      'SELECT name FROM products WHERE discontinued = 1',
      'The name of each product whose "discontinued" is 1.',
    ],
    ['SELECT DISTINCT units_in_stock FROM products', 'The different units in stock of products.'],
    [
      'SELECT sum(unit_price) FROM items GROUP BY product_id HAVING count(*) > 1',
      'The total of item unit price for each product id that has more than 1 item.',
    ],
    ['SELECT name FROM staff', 'The name of each staff member.'],
    ['SELECT count(*) FROM staff', 'The number of staff members.'],
    [
      'SELECT ProductName FROM "Products Above Average Price"',
      'The product name of each product above average price.',
    ],
    ['SELECT sum(total) FROM order_totals', 'The total of order total.'],
    [
      'SELECT count(*) FROM laps WHERE lap_time > 95 AND year > 2000',
      'The number of laps whose lap time is more than 95 and year is after 2000.',
    ],
    ['SELECT sum(unit_price * quantity) FROM items', 'The total of item unit price times quantity.'],
    [
      'SELECT sum(unit_price * quantity * (1 - discount)) FROM items',
      'The total of item unit price times quantity times (1 minus discount).',
    ],
    [
      'SELECT avg(unit_price * quantity) FROM items WHERE quantity > 2',
      'The average of unit price times quantity of items whose quantity is more than 2.',
    ],
    [
      'SELECT sum(unit_price * quantity) / count(*) FROM items',
      'The total of item unit price times quantity, divided by the number of items.',
    ],
    [
      'SELECT round(sum(unit_price * quantity), 2) FROM items',
      'The total of item unit price times quantity, rounded to 2 decimals.',
    ],
    ['SELECT sum(round(unit_price, 2)) FROM items', 'The total of (item unit price, rounded to 2 decimals).'],
    [
      'SELECT unit_price - (quantity - discount) FROM items',
      'The unit price minus (quantity minus discount) of each item.',
    ],
    [
      'SELECT sum(o.total * i.quantity) FROM orders o JOIN items i ON i.order_id = o.id',
      'The total of order total times item quantity over items.',
    ],
    [
      "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 10) AND city = 'Berlin'",
      "The name of each customer whose city is 'Berlin' and that is among the customers of orders whose total is more than 10.",
    ],
    [
      'SELECT count(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)',
      'The number of customers that are not among the customers of orders.',
    ],
    [
      'SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) > 3)',
      'The name of each customer that is among the customers that have more than 3 orders.',
    ],
    [
      "SELECT name FROM customers WHERE id IN (SELECT id FROM customers WHERE city = 'Berlin')",
      "The name of each customer that is among the customers whose city is 'Berlin'.",
    ],
    [
      'SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders ORDER BY total DESC LIMIT 5)',
      'The name of each customer that is among the customers of the 5 orders with the highest total.',
    ],
    [
      'SELECT name FROM customers WHERE id IN (SELECT status FROM orders)',
      'The name of each customer whose id is among the statuses of orders.',
    ],
    [
      'SELECT name FROM staff WHERE id NOT IN (SELECT manager_id FROM staff)',
      'The name of each staff member whose id is not among the manager ids of staff members.',
    ],
  ])('%s', (sql, sentence) => {
    expect(restateQuery(parseQuery(sql), SHOP)).toBe(sentence)
  })
})

it('takes the words that it is given', () => {
  const names = (table: string, column?: string): string | undefined => {
    if (table === 'PlaylistTrack' && column === undefined) return 'song'
    return column === 'Milliseconds' ? 'length' : undefined
  }
  const sql =
    'SELECT p.Name FROM Playlist p JOIN PlaylistTrack t USING (PlaylistId) GROUP BY p.PlaylistId ORDER BY count(*) DESC LIMIT 1'
  expect(restateQuery(parseQuery(sql), SCHEMA, names)).toBe('The name of the playlist with the most songs.')
  expect(restateQuery(parseQuery('SELECT avg(Milliseconds) FROM Track'), SCHEMA, names)).toBe(
    'The average length of tracks.',
  )
})

it('shows literals exactly', () => {
  const literal = fc.string().filter((text) => !/[%_\0]/.test(text))
  fc.assert(
    fc.property(literal, (text) => {
      const shown = `'${text.replaceAll("'", "''")}'`
      expect(restate(`SELECT Name FROM Track WHERE Composer = ${shown}`)).toBe(
        `The name of each track whose composer is ${shown}.`,
      )
    }),
  )
})

it('is done in reasonable time with whatever the parser reads', () => {
  const deep = [
    `SELECT ${'round('.repeat(140)}1${')'.repeat(140)} FROM Track`,
    `SELECT Name FROM Track WHERE ${'(Name = 1 AND (Name = 2 OR '.repeat(20)}1${'))'.repeat(20)}`,
    `SELECT Name FROM Track WHERE ${'NOT EXISTS (SELECT Name FROM Track WHERE '.repeat(40)}1${')'.repeat(40)}`,
    `SELECT Name FROM Track WHERE 1${' OR 1'.repeat(900)}`,
    'SELECT a AS b, b AS a FROM Track ORDER BY a, b',
  ]
  for (const sql of deep) expect(restate(sql)).toMatch(/\.$/)
})
