import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { readQuestion } from '../ranking/read-question.ts'

const { survey, graph, values, close } = await exploreScript(`
CREATE TABLE workers (id INTEGER PRIMARY KEY, name TEXT, job TEXT, wage REAL,
  manager_id INTEGER REFERENCES workers (id));
INSERT INTO workers VALUES (1, 'Ida', 'Owner', 90, NULL), (2, 'Max', 'Head Cook', 70, 1), (3, 'Eva', 'Line Cook', 75, 2),
  (4, 'Tom', 'Waiter', 40, 2);
CREATE TABLE airports (code TEXT PRIMARY KEY, city TEXT);
INSERT INTO airports VALUES ('ABE', 'Aberdeen'), ('ASH', 'Ashley'), ('BER', 'Berlin');
CREATE TABLE flights (number INTEGER PRIMARY KEY, origin TEXT REFERENCES airports (code),
  destination TEXT REFERENCES airports (code));
INSERT INTO flights VALUES (1, 'ABE', 'ASH'), (2, 'ASH', 'BER'), (3, 'ABE', 'BER');
CREATE TABLE pupils (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO pupils VALUES (1, 'Kyle'), (2, 'Anna'), (3, 'Otto');
CREATE TABLE friends (pupil_id INTEGER REFERENCES pupils (id), friend_id INTEGER REFERENCES pupils (id));
INSERT INTO friends VALUES (1, 2), (2, 1), (1, 3);
CREATE TABLE tickets (id INTEGER PRIMARY KEY, reported_by_id INTEGER REFERENCES pupils (id),
  closed_by_id INTEGER REFERENCES pupils (id));
INSERT INTO tickets VALUES (1, 1, 2), (2, 2, 2), (3, 3, 1);
CREATE TABLE nations (code TEXT PRIMARY KEY, name TEXT, capital INTEGER REFERENCES towns (id));
CREATE TABLE towns (id INTEGER PRIMARY KEY, name TEXT, nation_code TEXT REFERENCES nations (code));
INSERT INTO nations VALUES ('DE', 'Germany', NULL), ('FR', 'France', NULL);
INSERT INTO towns VALUES (11, 'Bonn', 'DE'), (12, 'Lyon', 'FR'), (13, 'Ulm', 'DE');
UPDATE nations SET capital = CASE code WHEN 'DE' THEN 11 ELSE 12 END;`)
afterAll(close)

function firstQuery(question: string): string {
  const grounded = [...question.matchAll(/\w+/g)].flatMap(({ 0: text, index: start }) => {
    const matches = values.findExact(text, { limit: 4 })
    const keyword = { text, start, end: start + text.length, table: null, columns: [] }
    return matches.length === 0 ? [] : [{ keyword, matches, knowledge: [] }]
  })
  const tables = survey.schema.tables.map(({ name, columns }) => ({
    table: name,
    columns: columns.map((column) => column.name),
  }))
  const now = new Date('2025-06-15')
  const context = { survey, graph, values }
  const read = readQuestion({ question, context, grounded, part: { tables }, count: 5, now }, 5)
  return read.readings[0]?.sql ?? ''
}

const WORKERS = 'workers JOIN workers AS manager ON workers.manager_id = manager.id'

describe('rows that a key leads to', () => {
  it.each([
    ['who is the manager of Eva?', `SELECT DISTINCT manager.name FROM ${WORKERS} WHERE workers.name = 'Eva'`],
    ['workers who report to Max', `SELECT workers.name FROM ${WORKERS} WHERE manager.name = 'Max'`],
    ['how many workers report to Max', `SELECT count(*) FROM ${WORKERS} WHERE manager.name = 'Max'`],
    ['names of workers and their managers', `SELECT workers.name, manager.name FROM ${WORKERS}`],
    ['workers whose boss is Ida', `SELECT workers.name FROM ${WORKERS} WHERE manager.name = 'Ida'`],
    [
      'workers who earn more than their manager',
      `SELECT workers.name FROM ${WORKERS} WHERE workers.wage > manager.wage`,
    ],
    ['workers without a manager', 'SELECT name FROM workers WHERE manager_id IS NULL'],
    ['number of workers per manager', `SELECT manager.name, count(*) FROM ${WORKERS} GROUP BY manager.id`],
  ])('%s', (question, sql) => {
    expect(firstQuery(question)).toBe(sql)
  })

  it.each([
    [
      'the capital of Germany',
      'capital.name FROM nations JOIN towns AS capital ON nations.capital = capital.id',
    ],
    [
      'nations with their capitals',
      'nations.name, capital.name FROM nations JOIN towns AS capital ON nations.capital = capital.id',
    ],
    ['towns with their nation', 'SELECT towns.name, nations.name FROM towns JOIN nations'],
    ['list the towns with the nation they are in', 'SELECT towns.name, nations.name FROM towns JOIN nations'],
    ['nations and their number of towns', 'JOIN towns ON towns.nation_code = nations.code'],
  ])('shows by name what a key calls by its role: %s', (question, sql) => {
    expect(firstQuery(question)).toContain(sql)
  })

  it('takes each of two places by the key that the words before it speak of', () => {
    expect(firstQuery('how many flights from Aberdeen to Berlin')).toBe(
      "SELECT count(*) FROM flights JOIN airports AS destination ON flights.destination = destination.code JOIN airports AS origin ON flights.origin = origin.code WHERE origin.city = 'Aberdeen' AND destination.city = 'Berlin'",
    )
  })

  it('follows the key that the question names', () => {
    expect(firstQuery('tickets closed by Anna')).toContain('tickets.closed_by_id = pupils.id')
    expect(firstQuery('tickets reported by Anna')).toContain('tickets.reported_by_id = pupils.id')
  })

  it('shows the other end of a pair', () => {
    expect(firstQuery('names of the friends of Kyle')).toBe(
      "SELECT friend.name FROM friends JOIN pupils AS friend ON friends.friend_id = friend.id JOIN pupils AS pupil ON friends.pupil_id = pupil.id WHERE pupil.name = 'Kyle'",
    )
  })
})

describe('a word that several values share', () => {
  it.each([
    ['cooks', "SELECT name FROM workers WHERE job LIKE '%Cook%'"],
    ['workers except cooks', "SELECT name FROM workers WHERE job NOT LIKE '%Cook%'"],
  ])('%s', (question, sql) => {
    expect(firstQuery(question)).toBe(sql)
  })
})
