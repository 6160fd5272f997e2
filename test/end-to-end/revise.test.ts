import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../support/explored-shop.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const sonde = sondeIn(home)
const at = (...path: string[]): string => join(folder, ...path)
const SHOP_FILE = at('databases', 'shop', 'shop.sqlite')

beforeAll(() => {
  mkdirSync(at('databases', 'shop'), { recursive: true })
  const connection = new DatabaseSync(SHOP_FILE)
  connection.exec(SHOP)
  connection.close()
})

describe('sonde revise with one draft', () => {
  const QUESTION = 'how many customers are from Berlin'
  const DRAFT = "SELECT count(*) FROM customers WHERE city = 'berlin'"
  const REVISED = "SELECT count(*) FROM customers WHERE city = 'Berlin'"

  it('says what was changed, why, and what it finds', async () => {
    const done = await sonde(['revise', SHOP_FILE, QUESTION, '--draft', DRAFT])
    expect(done.code).toBe(0)
    expect(done.stdout).toContain('Changed one thing.')
    expect(done.stdout).toContain("customers.city holds 'Berlin', not 'berlin'.")
    expect(done.stdout).toContain(REVISED)
    expect(done.stdout).toContain('1 row')
  })

  it('prints the SQL alone, or a document', async () => {
    expect((await sonde(['revise', SHOP_FILE, QUESTION, '--draft', DRAFT, '--sql'])).stdout).toBe(
      `${REVISED}\n`,
    )
    const done = await sonde(['revise', SHOP_FILE, QUESTION, '--draft', DRAFT, '--json'])
    expect(readDocument('revise', done.stdout)).toMatchObject({
      draft: DRAFT,
      sql: REVISED,
      changed: true,
      changes: [{ kind: 'value' }],
      rows: [[2]],
    })
  })

  it('leaves what is right as it is', async () => {
    const done = await sonde(['revise', SHOP_FILE, QUESTION, '--draft', `${REVISED} ;`, '--json'])
    expect(readDocument('revise', done.stdout)).toMatchObject({
      sql: `${REVISED} ;`,
      changed: false,
      changes: [],
    })
  })

  it('says so when nothing helps', async () => {
    const done = await sonde(['revise', SHOP_FILE, 'zzz', '--draft', 'SELECT zzz FROM qqq', '--json'])
    expect(done.code).toBe(3)
    expect(readDocument('revise', done.stdout)).toMatchObject({
      changed: false,
      refused: { reason: 'unknown-table' },
    })
  })

  it.each([
    [['revise', SHOP_FILE, 'how many'], /--draft/],
    [['revise'], /Give a database, a question and --draft/],
    [['revise', '--questions', 'q.json', '--predictions', 'p.json'], /needs --databases/],
    [['revise', SHOP_FILE, '--questions', 'q.json'], /not both/],
  ])('explains what is missing in %j', async (words, message) => {
    const done = await sonde(words)
    expect(done.code).toBe(2)
    expect(done.stderr).toMatch(message)
  })
})

describe('sonde revise with many predictions', () => {
  const QUESTIONS = [
    { db_id: 'shop', question: 'How many customers are from Berlin?' },
    { db_id: 'shop', question: 'How many orders are there?' },
    { db_id: 'shop', question: 'How many products are there?' },
    { db_id: 'gone', question: 'How many ghosts are there?' },
    { db_id: 'shop', question: 'How many orders are paid?' },
    { db_id: 'shop', question: 'How many returns are there?' },
    { db_id: 'shop', question: '' },
  ]
  const PREDICTIONS = [
    "SELECT count(*) FROM customers WHERE city = 'BERLIN'",
    'SELECT  count( * ) FROM orders',
    '',
    'SELECT count(*) FROM ghosts',
    'DROP TABLE orders',
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
    'SELECT (',
  ]
  const REVISED = [
    "SELECT count(*) FROM customers WHERE city = 'Berlin'",
    'SELECT  count( * ) FROM orders',
    'SELECT count(*) FROM products',
    'SELECT count(*) FROM ghosts',
    "SELECT count(*) FROM orders WHERE status = 'paid'",
    'SELECT count(*) FROM returns',
    'SELECT (',
  ].map((predicted) => ({ predicted }))

  const revise = (predictions: string, out: string, ...more: string[]) =>
    sonde([
      ...['revise', '--questions', at('questions.json'), '--predictions', at(predictions)],
      ...[
        '--databases',
        at('databases'),
        '--model',
        'builtin',
        '--out',
        at(out),
        '--timeout',
        '1500',
        ...more,
      ],
    ])
  const read = (file: string): unknown => JSON.parse(readFileSync(at(file), 'utf8'))

  beforeAll(() => {
    writeFileSync(at('questions.json'), JSON.stringify(QUESTIONS))
    writeFileSync(at('objects.json'), JSON.stringify(PREDICTIONS.map((predicted) => ({ predicted }))))
    writeFileSync(at('numbered.json'), JSON.stringify(Object.fromEntries(PREDICTIONS.entries())))
    writeFileSync(at('lines.sql'), PREDICTIONS.map((sql) => `${sql}\n`).join(''))
  })

  it.each(['objects.json', 'numbered.json', 'lines.sql'])(
    'reads %s and writes a list in order',
    async (file) => {
      const done = await revise(file, 'out.json', '--json')
      expect(done.code).toBe(0)
      expect(readDocument('revise', done.stdout)).toMatchObject({ count: 7, changedCount: 4, unreadCount: 1 })
      expect(done.stderr).toContain('There is no database "gone"')
      expect(read('out.json')).toEqual(REVISED)
    },
  )

  it('goes on where it was stopped', async () => {
    // The endless query is under way when the run is stopped.
    const more = ['--timeout', '5000', '--concurrency', '1']
    const command = [
      ...['revise', '--questions', at('questions.json'), '--predictions', at('objects.json')],
      ...['--databases', at('databases'), '--out', at('resumed.json'), ...more],
    ]
    const stopped = await sonde(command, { interruptAfterMs: 3_000 })
    expect(stopped.code).toBe(130)
    expect(existsSync(at('resumed.json'))).toBe(false)
    expect(stopped.stderr).toContain('goes on where this run was stopped')
    const resumed = await sonde(command)
    expect(resumed.stderr).toMatch(/Going on where this run was stopped, after [45] predictions/)
    expect(read('resumed.json')).toEqual(REVISED)
  }, 60_000)

  it('refuses more predictions than questions', async () => {
    writeFileSync(at('many.json'), JSON.stringify([...PREDICTIONS, 'SELECT 1']))
    const done = await revise('many.json', 'many-out.json')
    expect(done.code).toBe(1)
    expect(done.stderr).toContain('8 predictions for 7 questions')
    expect(existsSync(at('many-out.json'))).toBe(false)
  })
})
