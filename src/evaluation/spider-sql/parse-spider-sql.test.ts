import { describe, expect, it } from 'vitest'
import type { Schema, Table } from '../../database/schema.ts'
import { parseSpiderSql } from './parse-spider-sql.ts'
import type { SpiderQuery } from './spider-query.ts'
import { spiderSchemaNames } from './spider-schema-names.ts'

function table(name: string, columns: readonly string[], kind: Table['kind'] = 'table'): Table {
  const typed = columns.map(
    (column) => ({ name: column, declaredType: '', type: 'unknown', nullable: true }) as const,
  )
  return { name, kind, columns: typed, primaryKey: [], foreignKeys: [], uniqueKeys: [] }
}

const SCHEMA: Schema = {
  tables: [
    table('Singer', ['Id', 'Name', 'Age', 'Not']),
    table('Song', ['Id', 'Title', 'Singer_Id']),
    table('Old', ['Id'], 'view'),
  ],
}

function parse(sql: string): SpiderQuery {
  const parsed = parseSpiderSql(sql, spiderSchemaNames(SCHEMA))
  if (parsed.kind === 'unreadable') throw new Error(parsed.message)
  return parsed.query
}

function isReadable(sql: string): boolean {
  return parseSpiderSql(sql, spiderSchemaNames(SCHEMA)).kind === 'query'
}

const column = (name: string) => ({ aggregate: 'none', column: name, isDistinct: false })
const value = (name: string) => ({ operator: 'none', left: column(name), right: null })

describe('parseSpiderSql', () => {
  const READABLE: readonly string[] = [
    'SELECT name FROM singer',
    'select NAME from SINGER;;',
    'SELECT T1.name FROM singer AS T1',
    'SELECT count(*) FROM singer JOIN song',
    'SELECT name FROM singer WHERE age > 5 AND',
    'SELECT name FROM singer WHERE age > 5 name = 3',
    'SELECT name FROM singer WHERE',
    'SELECT * FROM',
    'SELECT name FROM singer LIMIT everything is fine after it',
    'SELECT name FROM singer ORDER BY age DESC LIMIT 3 OFFSET 2 and so on',
    'SELECT name FROM singer WHERE age = id OR this is = never read',
    'SELECT name age FROM singer',
    'SELECT none(age) FROM singer',
    'SELECT name FROM singer WHERE age NOT NOT 5',
    'SELECT name FROM singer WHERE age EXISTS 5',
    'SELECT name FROM singer WHERE age IS nan',
    'SELECT name FROM singer WHERE age = 1_000',
    'SELECT name FROM singer WHERE age NOT BETWEEN 1 AND 2',
    'SELECT name FROM singer WHERE (age - id) > 5',
    'SELECT name FROM singer WHERE name IN ("x")',
    'SELECT name FROM singer WHERE id IN (SELECT id FROM song)',
    '(SELECT name FROM singer) UNION SELECT title FROM song',
    'SELECT name FROM (SELECT id FROM singer) singer',
    'SELECT x.id FROM singer AS x JOIN song AS x ON x.id = x.id',
    'SELECT name FROM singer GROUP BY name HAVING count(*) > 1',
  ]
  it.each(READABLE)('reads %s', (sql) => {
    expect(isReadable(sql)).toBe(true)
  })

  const UNREADABLE: readonly (readonly [string, RegExp])[] = [
    ['', /no FROM|too early/],
    ['SELECT 1', /no FROM/],
    ['SELECT name AS n FROM singer', /as is read as a column/],
    ['SELECT name FROM old', /old is read as a table/],
    ['SELECT name FROM singer s', /s is read as a table/],
    ['SELECT name FROM singer, song', /, is read as a table/],
    ['SELECT name FROM singer LEFT JOIN song', /left is read as a table/],
    ['SELECT name FROM singer AS song', /alias song is the name of a table/],
    ['SELECT name FROM singer AS', /ends with AS/],
    ['SELECT id FROM singer AS x JOIN song AS x ON x.id = x.name', /x\.name/],
    ['SELECT wrong FROM singer', /wrong is read as a column/],
    ['SELECT singer.name.x FROM singer', /singer\.name\.x/],
    ['SELECT name FROM singer WHERE age=5', /age=5/],
    ['SELECT name FROM singer WHERE age <> 5', /> is read as a column/],
    ['SELECT name FROM singer WHERE age IS NULL', /null is read as a column/],
    ['SELECT name FROM singer WHERE NOT age = 5 AND title = 1', /age stands where a comparison/],
    ['SELECT name FROM singer WHERE EXISTS (SELECT id FROM song)', /exists/],
    ['SELECT name FROM singer WHERE (age > 5)', /> stands where \) is read/],
    ['SELECT name FROM singer WHERE age > (id)', /too early|its end/],
    ['SELECT name FROM singer WHERE name IN ("x", "y")', /, stands where \)/],
    ["SELECT name FROM singer WHERE name = 'x", /quotes/],
    ['SELECT name FROM singer WHERE age > 5 name > 3 AND id = 1', /nothing between/],
    ['SELECT name FROM singer WHERE age > 5 HAVING name = 3', /having/],
    ['SELECT name FROM singer LIMIT', /too early/],
    ['SELECT name FROM singer UNION ALL SELECT title FROM song', /all stands where select/],
    ['SELECT name FROM singer ORDER age', /age stands where by/],
    ['SELECT name FROM (SELECT id FROM singer) AS x', /as is read as a table/],
    ['SELECT cast(age AS real) FROM singer', /cast/],
    ['SELECT `name` FROM singer', /`/],
  ]
  it.each(UNREADABLE)('does not read %s', (sql, message) => {
    const parsed = parseSpiderSql(sql, spiderSchemaNames(SCHEMA))
    expect(parsed).toEqual({ kind: 'unreadable', message: expect.stringMatching(message) })
  })

  it('does not read what is nested thousands of levels deep', () => {
    const deep = `SELECT name FROM ${'(SELECT name FROM '.repeat(5_000)}`
    expect(parseSpiderSql(deep, spiderSchemaNames(SCHEMA))).toEqual({
      kind: 'unreadable',
      message: 'it is nested too deeply',
    })
  })

  it('reads all clauses', () => {
    expect(
      parse(
        `SELECT DISTINCT T1.name, count(DISTINCT T2.id) FROM singer AS T1 JOIN song AS T2 ON T1.id = T2.singer_id
         WHERE T1.age > 'Old' OR T2.title NOT LIKE "%x" GROUP BY T1.name HAVING count(*) >= 2
         ORDER BY T1.age ASC, T1.name DESC LIMIT 1 EXCEPT SELECT name FROM singer`,
      ),
    ).toEqual({
      isDistinct: true,
      select: [
        { aggregate: 'none', value: value('singer.name') },
        {
          aggregate: 'count',
          value: {
            operator: 'none',
            left: { aggregate: 'none', column: 'song.id', isDistinct: true },
            right: null,
          },
        },
      ],
      tables: [
        { kind: 'table', name: 'singer' },
        { kind: 'table', name: 'song' },
      ],
      joinConditions: [
        {
          isNegated: false,
          operator: '=',
          subject: value('singer.id'),
          value: { kind: 'column', unit: column('song.singer_id') },
          secondValue: null,
        },
      ],
      where: [
        {
          isNegated: false,
          operator: '>',
          subject: value('singer.age'),
          value: { kind: 'string', text: '"Old"' },
          secondValue: null,
        },
        'or',
        {
          isNegated: true,
          operator: 'like',
          subject: value('song.title'),
          value: { kind: 'string', text: '"%x"' },
          secondValue: null,
        },
      ],
      groupBy: [column('singer.name')],
      having: [
        {
          isNegated: false,
          operator: '>=',
          subject: {
            operator: 'none',
            left: { aggregate: 'count', column: '*', isDistinct: false },
            right: null,
          },
          value: { kind: 'number', value: 2 },
          secondValue: null,
        },
      ],
      orderBy: { direction: 'desc', values: [value('singer.age'), value('singer.name')] },
      hasLimit: true,
      setOperation: { operator: 'except', query: expect.objectContaining({ hasLimit: false }) },
    })
  })
})
