import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import type { EvaluatedDatabase } from '../evaluated-database.ts'
import { exactSetMatch } from './exact-set-match.ts'
import { DEFAULT_METRIC_SETTINGS, type Verdict } from './metric.ts'

const SHOP = openInMemoryDatabase(`
  CREATE TABLE singer (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, boss_id INTEGER REFERENCES singer(id));
  CREATE TABLE song (id INTEGER PRIMARY KEY, title TEXT, singer_id INTEGER REFERENCES singer(id), sales INTEGER);
  CREATE TABLE friend (singer_id INTEGER REFERENCES singer(id), friend_id INTEGER REFERENCES singer(id));
`)
const schema = await SHOP.readSchema()
await SHOP.close()

const unused = (): never => {
  throw new Error('em runs nothing')
}
const database: EvaluatedDatabase = {
  id: 'shop',
  location: 'shop.sqlite',
  schema,
  spiderSchema: null,
  execute: unused,
  measure: unused,
  openSuite: unused,
}

function judge(gold: string, predicted: string): Promise<Verdict> {
  const question = { index: 0, dbId: 'shop', question: '', gold }
  return exactSetMatch.judge(
    { question, predicted, database },
    { ...DEFAULT_METRIC_SETTINGS, mode: 'corrected' },
  )
}

const JOINED = 'SELECT T1.name FROM singer AS T1 JOIN song AS T2 ON T1.id = T2.singer_id WHERE T2.sales > 5'
const BOSSES = 'SELECT a.name, b.name FROM singer a JOIN singer b ON a.boss_id = b.id WHERE a.age > 30'

const SAME: readonly (readonly [string, string, string])[] = [
  [
    'aliases',
    JOINED,
    'select s.NAME from Singer s inner join song on song.singer_id = s.id where 5 < sales;',
  ],
  ['names of result columns', JOINED, JOINED.replace('T1.name', 'T1.name AS who')],
  ['a join in WHERE', JOINED, 'SELECT name FROM song, singer WHERE singer_id = singer.id AND sales > 5'],
  [
    'columns that the join holds equal',
    'SELECT T1.id FROM singer AS T1 JOIN song AS T2 ON T1.id = T2.singer_id GROUP BY T1.id ORDER BY T1.id',
    'SELECT singer_id FROM singer JOIN song ON singer.id = singer_id GROUP BY singer_id ORDER BY singer.id',
  ],
  [
    'which pairs of equal columns are joined',
    'SELECT count(*) FROM singer a JOIN song b ON a.id = b.singer_id JOIN friend c ON a.id = c.singer_id',
    'SELECT count(*) FROM friend c JOIN song b ON c.singer_id = b.singer_id JOIN singer a ON b.singer_id = a.id',
  ],
  [
    'USING',
    'SELECT title FROM song JOIN friend USING (singer_id)',
    'SELECT title FROM song JOIN friend ON friend.singer_id = song.singer_id',
  ],
  ['the order of columns', 'SELECT name, age FROM singer', 'SELECT age, name FROM singer'],
  ['a star', 'SELECT * FROM friend', 'SELECT friend_id, singer_id FROM friend'],
  [
    'which copy of a table comes first',
    BOSSES,
    BOSSES.replaceAll(/\b([ab])\b/g, (copy) => (copy === 'a' ? 'b' : 'a')),
  ],
  [
    'the order of a table and its copy',
    BOSSES,
    'SELECT x.name, y.name FROM singer y JOIN singer x ON y.id = x.boss_id WHERE x.age > 30',
  ],
  [
    'brackets and the order of conditions',
    'SELECT name FROM singer WHERE age = 1 AND (id = 2 OR id = 3)',
    'SELECT name FROM singer WHERE ((3 = id) OR id = 2) AND 1 = age',
  ],
  [
    'IN for OR',
    'SELECT name FROM singer WHERE id = 2 OR id = 3',
    'SELECT name FROM singer WHERE id IN (3, 2)',
  ],
  [
    'BETWEEN',
    'SELECT name FROM singer WHERE age BETWEEN 1 AND 2',
    'SELECT name FROM singer WHERE age <= 2 AND age >= 1',
  ],
  [
    'NOT moved down',
    'SELECT name FROM singer WHERE NOT (age < 5 OR name LIKE "a%")',
    "SELECT name FROM singer WHERE age >= 5 AND name NOT LIKE 'a%'",
  ],
  [
    'another sign for unequal',
    'SELECT name FROM singer WHERE age != 5',
    'SELECT name FROM singer WHERE NOT 5 = age',
  ],
  ['5 and 5.0', 'SELECT name FROM singer WHERE age > 5', 'SELECT name FROM singer WHERE age > 5.0'],
  ['the order of a sum', 'SELECT age + id FROM singer', 'SELECT id + age FROM singer'],
  [
    'ORDER BY a place or a name of the result',
    'SELECT name, count(*) FROM singer GROUP BY name ORDER BY count(*) DESC',
    'SELECT name, count(*) AS n FROM singer GROUP BY 1 ORDER BY n DESC',
  ],
  [
    'a common table',
    'SELECT count(*) FROM (SELECT name FROM singer WHERE age > 5) AS t',
    'WITH old AS (SELECT name FROM singer WHERE age > 5) SELECT count(*) FROM old',
  ],
  [
    'names of columns of a subquery',
    'SELECT max(n) FROM (SELECT count(*) AS n FROM song GROUP BY singer_id)',
    'SELECT max(t.many) FROM (SELECT count(*) AS many FROM song GROUP BY song.singer_id) AS t',
  ],
  [
    'aliases in a nested query',
    'SELECT name FROM singer WHERE id NOT IN (SELECT singer_id FROM song)',
    'SELECT name FROM singer AS T1 WHERE T1.id NOT IN (SELECT DISTINCT T1.singer_id FROM song AS T1)',
  ],
  [
    'what EXISTS selects',
    'SELECT name FROM singer s WHERE EXISTS (SELECT * FROM song WHERE singer_id = s.id)',
    'SELECT name FROM singer WHERE EXISTS (SELECT 1 FROM song x WHERE singer.id = x.singer_id)',
  ],
  [
    'the sides of UNION',
    'SELECT name, age FROM singer UNION SELECT title, sales FROM song',
    'SELECT sales, title FROM song UNION SELECT age, name FROM singer',
  ],
  [
    'the sides of three of them',
    'SELECT name FROM singer UNION SELECT title FROM song UNION SELECT friend_id FROM friend',
    'SELECT friend_id FROM friend UNION SELECT name FROM singer UNION SELECT title FROM song',
  ],
  [
    'a right join for a left one',
    'SELECT title FROM singer LEFT JOIN song ON singer.id = song.singer_id',
    'SELECT title FROM song RIGHT JOIN singer ON singer.id = song.singer_id',
  ],
  [
    '"value" in a name or a string',
    'SELECT name FROM singer WHERE name = "value"',
    "SELECT name FROM singer WHERE name = 'value'",
  ],
]

const DIFFERENT: readonly (readonly [string, string, string, string])[] = [
  ['a literal', JOINED, JOINED.replace('5', '6'), 'where'],
  [
    'the case of a string',
    'SELECT id FROM singer WHERE name = "a"',
    'SELECT id FROM singer WHERE name = "A"',
    'where',
  ],
  ['LIMIT', 'SELECT name FROM singer LIMIT 1', 'SELECT name FROM singer LIMIT 3', 'limit'],
  ['OFFSET', 'SELECT name FROM singer LIMIT 1', 'SELECT name FROM singer LIMIT 1 OFFSET 1', 'limit'],
  ['DISTINCT', 'SELECT name FROM singer', 'SELECT DISTINCT name FROM singer', 'distinct'],
  [
    'count(DISTINCT …)',
    'SELECT count(name) FROM singer',
    'SELECT count(DISTINCT name) FROM singer',
    'select',
  ],
  ['a column twice', 'SELECT name FROM singer', 'SELECT name, name FROM singer', 'select'],
  ['the joined column', JOINED, JOINED.replace('T2.singer_id', 'T2.id'), 'joins'],
  ['no join condition', JOINED, JOINED.replace('ON T1.id = T2.singer_id', ''), 'joins'],
  ['an outer join', JOINED, JOINED.replace('JOIN', 'LEFT JOIN'), 'joins'],
  [
    'which of two foreign keys to one column',
    'SELECT singer_id FROM friend',
    'SELECT friend_id FROM friend',
    'select',
  ],
  [
    'which of two foreign keys is joined',
    'SELECT name FROM singer JOIN friend ON singer.id = singer_id',
    'SELECT name FROM singer JOIN friend ON singer.id = friend_id',
    'joins',
  ],
  ['which copy of a table is meant', BOSSES, BOSSES.replace('a.age', 'b.age'), 'where'],
  [
    'the direction of the first term',
    'SELECT name FROM singer ORDER BY age DESC, id',
    'SELECT name FROM singer ORDER BY age, id',
    'order',
  ],
  [
    'the order of terms',
    'SELECT id FROM singer ORDER BY age, id',
    'SELECT id FROM singer ORDER BY id, age',
    'order',
  ],
  [
    'AND for OR',
    'SELECT name FROM singer WHERE age = 1 AND (id = 2 OR id = 3)',
    'SELECT name FROM singer WHERE (age = 1 AND id = 2) OR id = 3',
    'where',
  ],
  ['the sides of a difference', 'SELECT age - id FROM singer', 'SELECT id - age FROM singer', 'select'],
  [
    'HAVING',
    'SELECT age FROM singer GROUP BY age HAVING count(*) > 1',
    'SELECT age FROM singer GROUP BY age HAVING count(*) > 2',
    'having',
  ],
  [
    'the table of GROUP BY',
    'SELECT count(*) FROM singer CROSS JOIN song GROUP BY singer.id',
    'SELECT count(*) FROM singer CROSS JOIN song GROUP BY song.id',
    'group',
  ],
  ['the tables', 'SELECT count(*) FROM singer', 'SELECT count(*) FROM song', 'tables'],
  [
    'UNION ALL',
    'SELECT name FROM singer UNION SELECT title FROM song',
    'SELECT name FROM singer UNION ALL SELECT title FROM song',
    'set operations',
  ],
  [
    'the sides of EXCEPT',
    'SELECT id FROM singer EXCEPT SELECT singer_id FROM song',
    'SELECT singer_id FROM song EXCEPT SELECT id FROM singer',
    'set operations',
  ],
  [
    'which columns of a UNION meet',
    'SELECT name, age FROM singer UNION SELECT title, sales FROM song',
    'SELECT name, age FROM singer UNION SELECT sales, title FROM song',
    'set operations',
  ],
  [
    'a literal in a nested query',
    'SELECT name FROM singer WHERE id IN (SELECT singer_id FROM song WHERE sales > 5)',
    'SELECT name FROM singer WHERE id IN (SELECT singer_id FROM song WHERE sales > 6)',
    'where',
  ],
  [
    'DISTINCT where LIMIT cuts it',
    'SELECT name FROM singer WHERE id IN (SELECT singer_id FROM song LIMIT 2)',
    'SELECT name FROM singer WHERE id IN (SELECT DISTINCT singer_id FROM song LIMIT 2)',
    'where',
  ],
]

describe('exactSetMatch, corrected', () => {
  it.each(SAME)('makes nothing of %s', async (_, gold, predicted) => {
    expect(await judge(gold, predicted)).toMatchObject({ score: 1, reason: null })
    expect(await judge(predicted, gold)).toMatchObject({ score: 1, reason: null })
  })

  it.each(DIFFERENT)('sees %s', async (_, gold, predicted, clause) => {
    for (const verdict of [await judge(gold, predicted), await judge(predicted, gold)]) {
      const { components } = verdict.details as { components: Record<string, { f1: number }> }
      expect(verdict.score).toBe(0)
      expect(components[clause]!.f1).toBe(0)
    }
    expect(await judge(gold, gold)).toMatchObject({ score: 1 })
    expect(await judge(predicted, predicted)).toMatchObject({ score: 1 })
  })

  it('names what differs', async () => {
    expect(await judge('SELECT count(*) FROM singer', 'SELECT count(*) FROM song')).toMatchObject({
      reason: 'other-tables',
    })
    expect(await judge('SELECT age FROM singer', 'SELECT name FROM singer LIMIT 1')).toMatchObject({
      reason: 'other-clauses',
      message: 'These differ: select, limit.',
    })
  })

  it('says which query it cannot read', async () => {
    expect(await judge('SELECT FROM', JOINED)).toMatchObject({ score: 0, reason: 'gold-failed' })
    expect(await judge(JOINED, 'SELECT FROM')).toMatchObject({ score: 0, reason: 'prediction-unreadable' })
    expect(await judge(JOINED, JOINED.replace('singer', 'nobody'))).toMatchObject({ reason: 'other-clauses' })
  })

  it('does not take forever for a table that is there many times, or nested', async () => {
    const copies = Array.from({ length: 9 }, (_, index) => `singer s${index}`).join(', ')
    const many = `SELECT s0.name FROM ${copies}`
    expect(await judge(many, many)).toMatchObject({ score: 1 })
    let nested = 'SELECT id FROM singer'
    for (let level = 0; level < 8; level++)
      nested = `SELECT a.id FROM singer a JOIN singer b WHERE a.id IN (${nested})`
    expect(await judge(nested, nested)).toMatchObject({ score: 1 })
  })
})
