import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript } from '../../../test/support/explored-shop.ts'
import { seededRandom } from '../../base/random.ts'
import { parseQuery } from '../../sql/parse.ts'
import { createSynthesisContext, type SynthesisContext } from '../grammar/synthesis-context.ts'
import { verbalizeQuery } from './verbalize-query.ts'

/** Names as real schemas have them: glued, short, plural, of what is counted, of rows that extend others. */
const RENTALS = `
CREATE TABLE depots (id INTEGER PRIMARY KEY, name TEXT, town_city TEXT, dock_count INTEGER, opened INTEGER);
INSERT INTO depots VALUES (1, 'North', 'Lyon', 12, 1990), (2, 'South', 'Lyon', 30, 2001), (3, 'Quay', 'Metz', 21, 2005);

CREATE TABLE bikes_data (
  Id INTEGER PRIMARY KEY, label TEXT, hiredate TEXT, gears REAL, accelerate REAL, How_to_Lock TEXT, maker TEXT,
  depot_id INTEGER NOT NULL REFERENCES depots (id));
INSERT INTO bikes_data VALUES
  (1, 'Red', '2020-01-02', 6.0, 1.5, 'key', 'Zed', 1), (2, 'Blue', '2020-03-04', 21.0, 2.5, 'chain', 'Zed', 2),
  (3, 'Green', '2021-05-06', 3.0, 2.25, 'key', 'Yak', 3), (4, 'Black', '2021-07-08', 6.0, 1.25, 'key', 'Yak', 1);

CREATE TABLE electric_bikes (
  bike_id INTEGER PRIMARY KEY REFERENCES bikes_data (Id), isEV TEXT, volts REAL, label TEXT);
INSERT INTO electric_bikes VALUES (1, 'Yes', 36.5, 'a'), (2, 'No', 48.5, 'b');

CREATE TABLE riders (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, gender_mf TEXT, building TEXT);
INSERT INTO riders VALUES (1, 'Ada', 31, 'F', 'East'), (2, 'Bo', 24, 'M', 'West'), (3, 'Cy', 45, 'M', 'East'), (4, 'Di', 19, 'F', 'East');

CREATE TABLE tours (id INTEGER PRIMARY KEY, name TEXT, class TEXT);
INSERT INTO tours VALUES (1, 'Hills', 'A'), (2, 'Coast', 'B'), (3, 'Vines', 'A');
CREATE TABLE participates_in (
  rider_id INTEGER NOT NULL REFERENCES riders (id), tour_id INTEGER NOT NULL REFERENCES tours (id), PRIMARY KEY (rider_id, tour_id));
INSERT INTO participates_in VALUES (1, 1), (1, 2), (2, 1), (3, 3);
CREATE TABLE guides (
  rider_id INTEGER NOT NULL REFERENCES riders (id), tour_id INTEGER NOT NULL REFERENCES tours (id), since TEXT NOT NULL,
  PRIMARY KEY (rider_id, tour_id, since));
INSERT INTO guides VALUES (1, 1, '2020-01-01'), (1, 1, '2021-01-01'), (2, 3, '2020-01-01');
CREATE VIEW "Tours by Rider" AS
  SELECT riders.name AS rider_name, tours.name AS tour_name FROM participates_in
  JOIN riders ON riders.id = rider_id JOIN tours ON tours.id = tour_id;
CREATE TABLE classes (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO classes VALUES (1, 'Morning'), (2, 'Evening');

CREATE TABLE faculty (id INTEGER PRIMARY KEY, Faculty REAL, Year INTEGER, depot_id INTEGER NOT NULL REFERENCES depots (id));
INSERT INTO faculty VALUES (1, 12.5, 2001, 1), (2, 30.25, 2002, 2), (3, 8.0, 2003, 1);

CREATE TABLE staff_assignments (id INTEGER PRIMARY KEY, date_assigned_from TEXT, date_assigned_to TEXT, precipitation TEXT);
INSERT INTO staff_assignments VALUES
  (1, '2016-01-02', '2017-01-02', '0.1'), (2, '2016-03-04', '2018-01-02', 'T'), (3, '2017-05-06', '2019-01-02', '0.25');
`
let rentals: Explored
let context: SynthesisContext

beforeAll(async () => {
  rentals = await exploreScript(RENTALS)
  context = createSynthesisContext({ ...rentals, knowledge: [] })
})

afterAll(() => rentals.close())

function phrasingsOf(sql: string): readonly string[] {
  return verbalizeQuery(parseQuery(sql), context, seededRandom(1), 80)
}

describe('names are said as people say them', () => {
  it.each([
    ['SELECT name FROM depots WHERE dock_count > 20', 'Which depots have more than 20 docks?'],
    ["SELECT name FROM depots WHERE town_city = 'Lyon'", 'Which depots are in Lyon?'],
    ['SELECT count(*) FROM bikes_data', 'How many bikes are there?'],
    ['SELECT label FROM bikes_data WHERE gears < 10', 'Which bikes have fewer than ten gears?'],
    ['SELECT hiredate FROM bikes_data', 'List the hire dates of all bikes.'],
    ['SELECT avg(accelerate) FROM bikes_data', 'What is the average acceleration of all bikes?'],
    ['SELECT count(DISTINCT How_to_Lock) FROM bikes_data', 'Count the different ways to lock of all bikes.'],
    ['SELECT name FROM riders WHERE age > 30', 'Which riders are older than 30?'],
    ['SELECT name FROM riders WHERE age >= 30', 'Which riders are at least 30 years old?'],
    ['SELECT count(*) FROM riders WHERE age BETWEEN 20 AND 30', 'Count the riders aged between 20 and 30.'],
    ["SELECT name FROM riders WHERE gender_mf = 'F'", 'List the names of female riders.'],
    ["SELECT name FROM riders WHERE building = 'East'", 'Which riders are in the building East?'],
    [
      "SELECT name FROM riders WHERE id IN (SELECT participates_in.rider_id FROM participates_in JOIN tours ON participates_in.tour_id = tours.id WHERE tours.name = 'Coast')",
      'Which riders participate in at least one tour whose name is Coast?',
    ],
    [
      "SELECT name FROM tours WHERE id IN (SELECT participates_in.tour_id FROM participates_in JOIN riders ON participates_in.rider_id = riders.id WHERE riders.gender_mf = 'F')",
      'Which tours have at least one female rider?',
    ],
    [
      'SELECT name FROM riders WHERE id IN (SELECT rider_id FROM participates_in GROUP BY rider_id HAVING count(*) > 1)',
      'Which riders participate in more than one tour?',
    ],
    ['SELECT DISTINCT class FROM tours', 'What are the different tour classes of all tours?'],
    [
      'SELECT sum(Faculty) FROM faculty',
      'What is the total number of faculty members of all faculty records?',
    ],
    ['SELECT date_assigned_from FROM staff_assignments', 'List the start dates of all staff assignments.'],
  ])('%s', (sql, question) => expect(phrasingsOf(sql)).toContain(question))
})

describe('what extends a row is said of the row', () => {
  it('a kind of it', () =>
    expect(
      phrasingsOf('SELECT label FROM bikes_data WHERE Id NOT IN (SELECT bike_id FROM electric_bikes)'),
    ).toContain('Which bikes are not electric bikes?'))

  it('a column that only the extended row has', () =>
    expect(
      phrasingsOf(
        "SELECT count(*) FROM electric_bikes JOIN bikes_data ON electric_bikes.bike_id = bikes_data.Id WHERE bikes_data.maker = 'Zed'",
      ),
    ).toContain('How many electric bikes have the maker Zed?'))

  it('never a column that both have', () => {
    const phrasings = phrasingsOf(
      "SELECT count(*) FROM electric_bikes JOIN bikes_data ON electric_bikes.bike_id = bikes_data.Id WHERE bikes_data.label = 'Red'",
    )
    for (const phrasing of phrasings) expect(phrasing).toMatch(/bike (?:is )?Red/)
  })
})

it('counts what is linked only where no pair is there twice', () => {
  const phrasings = phrasingsOf(
    'SELECT name FROM riders WHERE id IN (SELECT rider_id FROM guides GROUP BY rider_id HAVING count(*) > 1)',
  )
  expect(phrasings).toContain('Which riders have more than one guide?')
})

describe('groups promise no more than their rows give', () => {
  it.each([
    [
      'SELECT depots.name, count(*) FROM bikes_data JOIN depots ON bikes_data.depot_id = depots.id WHERE bikes_data.gears > 5 GROUP BY depots.id',
      /^For each depot with at least one bike .*, (?:show|find) the number of such bikes\.$/,
    ],
    [
      "SELECT building, count(*) FROM riders WHERE gender_mf = 'F' GROUP BY building",
      /^(?!For each|.*for each)/,
    ],
    // "a weight of at most 100 per size" would be a weight per size.
    ['SELECT building, avg(age) FROM riders WHERE age < 40 GROUP BY building', /, by building\.$/],
    [
      'SELECT building, count(*) FROM riders GROUP BY building ORDER BY count(*) DESC',
      /, (?:sorted by|in descending order of) that number/,
    ],
  ])('%s', (sql, pattern) => {
    const phrasings = phrasingsOf(sql)
    expect(phrasings.length).toBeGreaterThan(1)
    for (const phrasing of phrasings) expect(phrasing).toMatch(pattern)
  })
})

describe('what nobody asks is refused', () => {
  it.each([
    [
      'the first of those that come last',
      'SELECT min(age) FROM riders WHERE age = (SELECT max(age) FROM riders)',
    ],
    ['an order by what is the same in all rows', 'SELECT name FROM riders WHERE age = 24 ORDER BY age'],
    ['values that were asked for', 'SELECT age FROM riders WHERE age > 24'],
    [
      'different values of a part, by group',
      "SELECT building, count(DISTINCT age) FROM riders WHERE gender_mf = 'F' GROUP BY building",
    ],
    [
      'what of a group is no number, beside numbers of some of its rows',
      'SELECT depots.name, depots.opened, avg(bikes_data.gears) FROM bikes_data JOIN depots ON bikes_data.depot_id = depots.id WHERE bikes_data.accelerate > 1.5 GROUP BY depots.id',
    ],
    [
      'all except those that are not',
      "SELECT name FROM tours EXCEPT SELECT name FROM tours WHERE class <> 'A'",
    ],
    [
      'the fewest, where those with none are left out',
      "SELECT building FROM riders WHERE gender_mf = 'F' GROUP BY building ORDER BY count(*) LIMIT 1",
    ],
    [
      'groups by what is referred to by what is referred to',
      'SELECT depots.name, count(*) FROM electric_bikes JOIN bikes_data ON electric_bikes.bike_id = bikes_data.Id JOIN depots ON bikes_data.depot_id = depots.id GROUP BY depots.id',
    ],
    [
      'two limits of one column',
      'SELECT name FROM riders WHERE age > 20 AND age < (SELECT avg(age) FROM riders)',
    ],
    ['a count of one row', "SELECT count(*) FROM tours WHERE name = 'Coast'"],
    [
      'none of what is not',
      "SELECT name FROM depots WHERE id NOT IN (SELECT depot_id FROM bikes_data WHERE maker <> 'Zed')",
    ],
    [
      'rows of rows of rows',
      'SELECT name FROM depots WHERE id IN (SELECT depot_id FROM bikes_data WHERE Id IN (SELECT bike_id FROM electric_bikes WHERE volts > 40) AND gears > 2 AND accelerate > 1)',
    ],
    [
      'a join for nothing',
      'SELECT count(*) FROM bikes_data JOIN depots ON bikes_data.depot_id = depots.id WHERE bikes_data.gears > 5',
    ],
    [
      'groups of what is written in no order',
      'SELECT id FROM staff_assignments ORDER BY precipitation LIMIT 1',
    ],
  ])('%s', (_why, sql) => expect(phrasingsOf(sql)).toEqual([]))
})
