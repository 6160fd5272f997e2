import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { keepRowsWithNone } from './keep-rows-with-none.ts'

const JOINS = [
  {
    from: { table: 'users', columns: ['account_id'] },
    to: { table: 'accounts', columns: ['id'] },
    origin: 'declared',
    confidence: 1,
  },
  {
    from: { table: 'users', columns: ['boss_id'] },
    to: { table: 'users', columns: ['id'] },
    origin: 'declared',
    confidence: 1,
  },
] as const

const ON = 'users.account_id = accounts.id'

describe('rows that have none', () => {
  it.each([
    [
      `SELECT accounts.name, count(*) FROM users JOIN accounts ON ${ON} GROUP BY accounts.id ORDER BY count(*) DESC`,
      `SELECT accounts.name, count(users.account_id) FROM accounts LEFT JOIN users ON ${ON} GROUP BY accounts.id ORDER BY count(users.account_id) DESC`,
    ],
    [
      `SELECT accounts.name, sum(users.seats) FROM accounts JOIN users ON ${ON} WHERE users.role = 'admin' AND accounts.city = 'Ulm' GROUP BY accounts.id`,
      `SELECT accounts.name, sum(users.seats) FROM accounts LEFT JOIN users ON ${ON} AND users.role = 'admin' WHERE accounts.city = 'Ulm' GROUP BY accounts.id`,
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
    expect(printQuery(keepRowsWithNone(parseQuery(query), JOINS)!)).toBe(wanted)
  })

  it.each([
    'SELECT count(*) FROM users',
    `SELECT DISTINCT accounts.name FROM accounts JOIN users ON ${ON}`,
    `SELECT count(*) FROM accounts JOIN users ON ${ON}`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} WHERE users.seats > accounts.seats GROUP BY accounts.id`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} WHERE accounts.id IN (SELECT id FROM closed) GROUP BY accounts.id`,
    `SELECT accounts.name, count(*) FROM accounts JOIN users ON ${ON} JOIN logins ON logins.user_id = users.id GROUP BY accounts.id`,
    'SELECT users.name, towns.name FROM users JOIN towns ON users.town = towns.name',
  ])('are not looked for in %s', (query) => {
    expect(keepRowsWithNone(parseQuery(query), JOINS)).toBeNull()
  })
})
