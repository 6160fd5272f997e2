import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Schema } from '../../database/schema.ts'
import type { EvaluatedDatabase, SpiderSchema } from '../evaluated-database.ts'
import { exactSetMatch } from './exact-set-match.ts'
import { DEFAULT_METRIC_SETTINGS, type Verdict } from './metric.ts'

const SHARED = '../shared/data'
const PREDICTIONS = join(SHARED, 'predictions', 'spider-dev-open')

const SHOP = openInMemoryDatabase(`
  CREATE TABLE singer (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, valued TEXT);
  CREATE TABLE song (id INTEGER PRIMARY KEY, title TEXT, singer_id INTEGER REFERENCES singer(id), sales INTEGER);
  CREATE TABLE award (song_id INTEGER REFERENCES song(id), winner_id INTEGER REFERENCES singer(id));
`)
const SHOP_SCHEMA = await SHOP.readSchema()
await SHOP.close()

function evaluated(schema: Schema, spiderSchema: SpiderSchema | null = null): EvaluatedDatabase {
  const unused = (): never => {
    throw new Error('em runs nothing')
  }
  return {
    id: 'shop',
    location: 'shop.sqlite',
    schema,
    spiderSchema,
    execute: unused,
    measure: unused,
    openSuite: unused,
  }
}

const DATABASE = evaluated(SHOP_SCHEMA)

function judge(gold: string, predicted: string, database = DATABASE): Promise<Verdict> {
  const question = { index: 0, dbId: database.id, question: '', gold }
  return exactSetMatch.judge({ question, predicted, database }, DEFAULT_METRIC_SETTINGS)
}

interface ComponentScores {
  readonly [name: string]: {
    readonly f1: number
    readonly goldCount: number
    readonly predictedCount: number
  }
}

const componentsOf = (verdict: Verdict): ComponentScores => verdict.details?.components as ComponentScores

function differingComponents(verdict: Verdict): readonly string[] {
  return Object.entries(componentsOf(verdict)).flatMap(([name, { f1 }]) => (f1 === 1 ? [] : [name]))
}

const JOINED = 'SELECT T1.name FROM singer AS T1 JOIN song AS T2 ON T1.id = T2.singer_id'

describe('exactSetMatch, as official', () => {
  const RIGHT: readonly (readonly [string, string, string])[] = [
    ['itself', JOINED, JOINED],
    ['other values', 'SELECT name FROM singer WHERE age > 20', 'SELECT name FROM singer WHERE age > 99'],
    [
      'a column for a value',
      'SELECT name FROM singer WHERE age > 20',
      'SELECT name FROM singer WHERE age > id',
    ],
    ['another LIMIT', 'SELECT name FROM singer LIMIT 1', 'SELECT name FROM singer LIMIT 3 OFFSET 2'],
    ['DISTINCT', 'SELECT name FROM singer', 'SELECT DISTINCT name FROM singer'],
    ['DISTINCT in an aggregate', 'SELECT count(name) FROM singer', 'SELECT count(DISTINCT name) FROM singer'],
    ['another order of columns', 'SELECT name, age FROM singer', 'SELECT age, name FROM singer'],
    [
      'another order of conditions',
      'SELECT name FROM singer WHERE age = 1 AND id = 2',
      'SELECT name FROM singer WHERE id = 2 AND age = 1',
    ],
    ['a join on the wrong columns', JOINED, JOINED.replace('T2.singer_id', 'T2.sales')],
    ['a join without condition', JOINED, 'SELECT T1.name FROM song JOIN singer AS T1'],
    [
      'the other side of a foreign key',
      'SELECT T1.id FROM singer AS T1 JOIN song AS T2',
      'SELECT T2.singer_id FROM singer AS T1 JOIN song AS T2',
    ],
    [
      'a direction of the first of two terms',
      'SELECT name FROM singer ORDER BY age ASC, id DESC',
      'SELECT name FROM singer ORDER BY age DESC, id DESC',
    ],
    [
      'AND for OR, where both are there',
      'SELECT name FROM singer WHERE age = 1 AND age = 2 OR id = 3',
      'SELECT name FROM singer WHERE age = 1 OR age = 2 AND id = 3',
    ],
    [
      'what follows an OR behind a column',
      'SELECT name FROM singer WHERE age = id',
      'SELECT name FROM singer WHERE age = id OR nothing here is read',
    ],
    ['a second statement', 'SELECT name FROM singer', 'SELECT name FROM singer; DROP TABLE singer'],
    [
      'brackets in a set operation',
      'SELECT name FROM singer UNION SELECT title FROM song',
      '(SELECT name FROM singer) UNION (SELECT title FROM song)',
    ],
    [
      'an alias of another subquery',
      'SELECT name FROM singer WHERE id IN (SELECT T1.singer_id FROM song AS T1)',
      'SELECT name FROM singer WHERE id IN (SELECT T9.singer_id FROM song AS T9)',
    ],
  ]
  it.each(RIGHT)('is right: %s', async (_, gold, predicted) => {
    const verdict = await judge(gold, predicted)
    expect(verdict).toMatchObject({ score: 1, reason: null })
    expect(differingComponents(verdict)).toEqual([])
  })

  const WRONG: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'another column',
      'SELECT name FROM singer',
      'SELECT age FROM singer',
      ['select', 'select (no aggregate)'],
    ],
    ['another aggregate', 'SELECT max(age) FROM singer', 'SELECT min(age) FROM singer', ['select']],
    [
      'an aggregate within arithmetic',
      'SELECT name FROM singer GROUP BY name ORDER BY max(age) - min(age)',
      'SELECT name FROM singer GROUP BY name ORDER BY max(age) - max(age)',
      ['order'],
    ],
    [
      'another operator',
      'SELECT name FROM singer WHERE age > 20',
      'SELECT name FROM singer WHERE age >= 20',
      ['where'],
    ],
    [
      'NOT',
      'SELECT name FROM singer WHERE name LIKE "a"',
      'SELECT name FROM singer WHERE name NOT LIKE "a"',
      ['where', 'keywords'],
    ],
    [
      'a nested query that selects DISTINCT',
      'SELECT name FROM singer WHERE id IN (SELECT singer_id FROM song)',
      'SELECT name FROM singer WHERE id IN (SELECT DISTINCT singer_id FROM song)',
      ['where'],
    ],
    [
      'the other side of a foreign key in a nested query',
      'SELECT name FROM singer WHERE id IN (SELECT T1.id FROM singer AS T1 JOIN song AS T2)',
      'SELECT name FROM singer WHERE id IN (SELECT T2.singer_id FROM singer AS T1 JOIN song AS T2)',
      ['where'],
    ],
    [
      'AND for OR',
      'SELECT name FROM singer WHERE age = 1 AND id = 2',
      'SELECT name FROM singer WHERE age = 1 OR id = 2',
      ['and/or', 'keywords'],
    ],
    [
      'GROUP BY',
      'SELECT count(*) FROM singer GROUP BY age',
      'SELECT count(*) FROM singer GROUP BY name',
      ['group (no having)', 'group'],
    ],
    [
      'GROUP BY of a column of the same name',
      'SELECT count(*) FROM singer JOIN song GROUP BY song.id',
      'SELECT count(*) FROM singer JOIN song GROUP BY singer.id',
      ['group'],
    ],
    [
      'another operator of HAVING',
      'SELECT age FROM singer GROUP BY age HAVING count(*) > 1',
      'SELECT age FROM singer GROUP BY age HAVING count(*) < 1',
      ['group'],
    ],
    [
      'the direction',
      'SELECT name FROM singer ORDER BY age DESC LIMIT 1',
      'SELECT name FROM singer ORDER BY age LIMIT 1',
      ['order', 'keywords'],
    ],
    [
      'no LIMIT',
      'SELECT name FROM singer ORDER BY age LIMIT 1',
      'SELECT name FROM singer ORDER BY age',
      ['order', 'keywords'],
    ],
    [
      'another set operator',
      'SELECT name FROM singer UNION SELECT title FROM song',
      'SELECT name FROM singer INTERSECT SELECT title FROM song',
      ['set operations', 'keywords'],
    ],
    [
      'another second part',
      'SELECT name FROM singer UNION SELECT title FROM song',
      'SELECT name FROM singer UNION SELECT title FROM song WHERE sales > 1',
      ['set operations'],
    ],
    [
      'OR among join conditions',
      `${JOINED} AND T1.age > 5`,
      JOINED.replace('ON', 'ON T1.age > 5 OR'),
      ['keywords'],
    ],
  ]
  it.each(WRONG)('is wrong: %s', async (_, gold, predicted, components) => {
    const verdict = await judge(gold, predicted)
    expect(verdict).toMatchObject({
      score: 0,
      reason: 'other-clauses',
      message: expect.stringContaining(components[0]!),
    })
    expect(differingComponents(verdict)).toEqual(components)
  })

  it('tells other tables from other clauses', async () => {
    expect(await judge('SELECT count(*) FROM singer', 'SELECT count(*) FROM song')).toMatchObject({
      score: 0,
      reason: 'other-tables',
    })
    expect(await judge('SELECT name FROM singer', 'SELECT title FROM song')).toMatchObject({
      reason: 'other-clauses',
      message: 'These differ: select, select (no aggregate); the tables in FROM differ too.',
    })
  })

  it('compares subqueries of FROM with their values, DISTINCT and order', async () => {
    const gold = 'SELECT count(*) FROM (SELECT name, age FROM singer WHERE age > 20)'
    expect(await judge(gold, gold.toLowerCase())).toMatchObject({ score: 1 })
    for (const predicted of [
      gold.replace('20', '21'),
      gold.replace('SELECT name', 'SELECT DISTINCT name'),
      gold.replace('name, age', 'age, name'),
    ]) {
      expect(await judge(gold, predicted)).toMatchObject({ score: 0, reason: 'other-tables' })
    }
    expect(await judge(gold, gold.replace('20', '20.0'))).toMatchObject({ score: 1 })
  })

  it('compares two subqueries of FROM in any order, where the official evaluator stops', async () => {
    const [one, other] = ['(SELECT name FROM singer)', '(SELECT title FROM song)']
    const gold = `SELECT count(*) FROM ${one} ${other}`
    expect(await judge(gold, `SELECT count(*) FROM ${other} ${one}`)).toMatchObject({ score: 1 })
    expect(await judge(gold, `SELECT count(*) FROM ${one} ${one}`)).toMatchObject({ reason: 'other-tables' })
  })

  it('maps foreign keys after a set operator by the tables of the first query alone', async () => {
    const second = 'SELECT T2.id FROM song AS T1 JOIN singer AS T2'
    const other = 'SELECT T1.singer_id FROM song AS T1 JOIN singer AS T2'
    const [song, award] = ['SELECT song.id FROM song JOIN singer', 'SELECT song_id FROM award']
    expect(await judge(`${song} UNION ${second}`, `${song} UNION ${other}`)).toMatchObject({ score: 1 })
    expect(await judge(`${award} UNION ${second}`, `${award} UNION ${other}`)).toMatchObject({ score: 0 })
  })

  it('takes foreign keys from tables.json where it has them', async () => {
    const spiderSchema: SpiderSchema = {
      db_id: 'shop',
      table_names_original: ['Singer', 'Song'],
      column_names_original: [
        [-1, '*'],
        [0, 'Age'],
        [1, 'Sales'],
      ],
      foreign_keys: [[2, 1]],
    }
    const database = evaluated(SHOP_SCHEMA, spiderSchema)
    const of = (column: string): string => `SELECT ${column} FROM singer JOIN song`
    expect(await judge(of('age'), of('sales'), database)).toMatchObject({ score: 1 })
    expect(await judge(of('age'), of('sales'))).toMatchObject({ score: 0 })
    expect(await judge(of('singer.id'), of('singer_id'), database)).toMatchObject({ score: 0 })
  })

  it('replaces "value" in predictions, in names too, and not in gold', async () => {
    const gold = 'SELECT valued FROM singer WHERE age = 1'
    expect(await judge(gold, gold)).toMatchObject({ score: 0, reason: 'prediction-unreadable' })
    expect(await judge(gold, gold.replace('valued', 'VALUED').replace('1', 'value'))).toMatchObject({
      score: 1,
    })
  })

  it('compares what it cannot read as an empty query', async () => {
    const verdict = await judge(JOINED, 'SELECT name FROM singer AS T1, song AS T2')
    expect(verdict).toMatchObject({
      score: 0,
      reason: 'prediction-unreadable',
      message: "Spider's parser cannot read the prediction: , is read as a table and is none",
    })
    expect(differingComponents(verdict)).toEqual(['select', 'select (no aggregate)'])
    expect(componentsOf(verdict).select).toEqual({
      accuracy: 0,
      recall: 0,
      f1: 0,
      goldCount: 1,
      predictedCount: 0,
    })
  })

  it('says so when it cannot read the gold query', async () => {
    const verdict = await judge('SELECT name FROM singer WHERE age IS NULL', JOINED)
    expect(verdict).toEqual({
      score: 0,
      reason: 'gold-failed',
      message: "Spider's parser cannot read the gold query: null is read as a column and is none",
    })
  })

  it('exchanges the counts of and/or as the official evaluator does', async () => {
    const [none, both] = [
      'SELECT name FROM singer',
      'SELECT name FROM singer WHERE id = 1 AND id = 2 OR id = 3',
    ]
    const counts = async (gold: string, predicted: string) =>
      componentsOf(await judge(gold, predicted))['and/or']
    expect(await counts(both, none)).toMatchObject({ f1: 0, goldCount: 0, predictedCount: 2 })
    expect(await counts(none, none)).toMatchObject({ f1: 1, goldCount: 1, predictedCount: 1 })
  })
})

const WORDS =
  'select from where group by order having limit join on as and or not in like between is union except ( ) , ; * + - = > < ! count max distinct asc desc none singer song t1 name age id t1.id song.singer_id 5 "x" null'.split(
    ' ',
  )

describe('exactSetMatch, on anything', () => {
  it('finds every query the same as itself that it can read, and never throws', async () => {
    const tails = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(tails, tails, async (columns, tail) => {
        const sql = ['select', ...columns, 'name from singer', ...tail].join(' ')
        const { reason } = await judge(sql, sql)
        expect(reason === null || reason === 'gold-failed').toBe(true)
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })
})

interface Judged {
  readonly db_id: string
  readonly gold: string
  readonly predicted: string
  readonly em: boolean
}

describe.skipIf(!existsSync(PREDICTIONS))(
  'published predictions (skipped when not beside the project)',
  () => {
    it('gets the official verdict in every case', async () => {
      const pairs = readdirSync(PREDICTIONS).flatMap(
        (file) => JSON.parse(readFileSync(join(PREDICTIONS, file), 'utf8')) as Judged[],
      )
      const described: SpiderSchema[] = JSON.parse(
        readFileSync(join(SHARED, 'spider', 'tables.json'), 'utf8'),
      )
      const databases = new Map<string, EvaluatedDatabase>()
      for (const id of new Set(pairs.map((pair) => pair.db_id))) {
        const opened = await openDatabase(join(SHARED, 'spider', 'database', id, `${id}.sqlite`))
        const spiderSchema = described.find(({ db_id }) => db_id === id) ?? null
        databases.set(id, evaluated(await opened.readSchema(), spiderSchema))
        await opened.close()
      }
      const different: Judged[] = []
      for (const pair of pairs) {
        const verdict = await judge(pair.gold, pair.predicted, databases.get(pair.db_id))
        if ((verdict.score === 1) !== pair.em) different.push(pair)
      }
      expect(pairs.length).toBeGreaterThan(0)
      expect(different).toEqual([])
    })
  },
)
