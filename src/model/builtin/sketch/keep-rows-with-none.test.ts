import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { keepRowsWithNone } from './keep-rows-with-none.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT, city TEXT, seats INTEGER);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, role TEXT, seats INTEGER, town TEXT,
  account_id INTEGER REFERENCES accounts (id), boss_id INTEGER REFERENCES users (id));
CREATE TABLE tags (account_id INTEGER REFERENCES accounts (id), tag TEXT, PRIMARY KEY (account_id, tag));`)
const scope = { joins: survey.joins, lexicon: schemaLexiconOf(survey), named: null }
afterAll(close)

const ON = 'users.account_id = accounts.id'

describe('rows that have none', () => {
  it.each([
    [
      `SELECT accounts.name, count(*) FROM users JOIN accounts ON ${ON} GROUP BY accounts.id ORDER BY count(*) DESC`,
      `SELECT accounts.name, count(users.id) FROM accounts LEFT JOIN users ON ${ON} GROUP BY accounts.id ORDER BY count(users.id) DESC`,
    ],
    [
      `SELECT accounts.name, sum(users.seats) FROM accounts JOIN users ON ${ON} WHERE users.role = 'admin' AND accounts.city = 'Ulm' GROUP BY accounts.id`,
      `SELECT accounts.name, coalesce(sum(users.seats), 0) FROM accounts LEFT JOIN users ON ${ON} AND users.role = 'admin' WHERE accounts.city = 'Ulm' GROUP BY accounts.id`,
    ],
    [
      'SELECT accounts.name, count(*) FROM accounts JOIN tags ON tags.account_id = accounts.id GROUP BY accounts.id',
      'SELECT accounts.name, count(tags.account_id) FROM accounts LEFT JOIN tags ON tags.account_id = accounts.id GROUP BY accounts.id',
    ],
    [
      'SELECT users.name, boss.name FROM users JOIN users AS boss ON users.boss_id = boss.id',
      'SELECT users.name, boss.name FROM users LEFT JOIN users AS boss ON users.boss_id = boss.id',
    ],
    [
      `SELECT users.name, accounts.name FROM accounts JOIN users ON ${ON}`,
      `SELECT users.name, accounts.name FROM users LEFT JOIN accounts ON ${ON}`,
    ],
  ])('are kept in %s', (query, wanted) => {
    expect(printQuery(keepRowsWithNone(parseQuery(query), scope)!)).toBe(wanted)
  })

  it.each([
    'SELECT count(*) FROM users',
    `SELECT DISTINCT accounts.name FROM accounts JOIN users ON ${ON}`,
    `SELECT count(*) FROM accounts JOIN users ON ${ON}`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} WHERE users.seats > accounts.seats GROUP BY accounts.id`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} WHERE accounts.id IN (SELECT id FROM closed) GROUP BY accounts.id`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} JOIN logins ON logins.user_id = users.id GROUP BY accounts.id`,
    // Neither shows accounts that have no users.
    `SELECT users.role, avg(users.seats) FROM users JOIN accounts ON ${ON} WHERE accounts.city = 'Ulm' GROUP BY users.role`,
    `SELECT accounts.city, count(DISTINCT accounts.id) FROM accounts JOIN users ON ${ON} GROUP BY accounts.city`,
    `SELECT users.name, accounts.name FROM users JOIN accounts ON ${ON} WHERE accounts.city = 'Ulm'`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} GROUP BY accounts.id HAVING count(*) > (SELECT count(*) FROM tags)`,
    'SELECT users.name, towns.name FROM users JOIN towns ON users.town = towns.name',
  ])('are not looked for in %s', (query) => {
    expect(keepRowsWithNone(parseQuery(query), scope)).toBeNull()
  })

  it('are those that the question names', () => {
    const query = parseQuery(`SELECT users.name, accounts.name FROM users JOIN accounts ON ${ON}`)
    const keeping = (named: string) => keepRowsWithNone(query, { ...scope, named })
    expect(printQuery(keeping('accounts')!)).toContain('FROM accounts LEFT JOIN users')
    expect(printQuery(keeping('users')!)).toContain('FROM users LEFT JOIN accounts')
    expect(keeping('tags')).toBeNull()
  })
})
