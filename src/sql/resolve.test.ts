import { describe, expect, it } from 'vitest'
import { editDistance, nearestNames } from './nearest-names.ts'
import { parseQuery } from './parse.ts'
import type { Resolution } from './resolution.ts'
import { resolveNames } from './resolve.ts'
import type { SchemaShape } from './schema-shape.ts'
import { SQLITE } from './sqlite-dialect.ts'

const table = (name: string, ...columns: string[]): SchemaShape['tables'][number] => ({
  name,
  columns: columns.map((column) => ({ name: column })),
})
const SCHEMA: SchemaShape = {
  tables: [
    table('Artist', 'Id', 'Name'),
    table('Album', 'Id', 'Title', 'ArtistId', 'Year'),
    table('Tag', 'AlbumId', 'Name'),
  ],
}
const resolve = (sql: string): Resolution => resolveNames(parseQuery(sql), SCHEMA)
const used = (sql: string): string[] =>
  resolve(sql).columns.map(({ table, column, clause }) => `${table}.${column} ${clause}`)

describe('columns are those of the schema, as stored, with their clause', () => {
  it.each<[string, string[]]>([
    ['SELECT name FROM artist', ['Artist.Name select']],
    ['SELECT x.NAME FROM artist AS x', ['Artist.Name select']],
    ['SELECT main.artist.name FROM artist', ['Artist.Name select']],
    [
      'SELECT count(*) FROM album WHERE year > 3 GROUP BY title HAVING max(id) > 1 ORDER BY artistid',
      ['Album.Year where', 'Album.Title group', 'Album.Id having', 'Album.ArtistId order'],
    ],
    ['SELECT 1 FROM artist a JOIN album b ON a.id = b.artistid', ['Artist.Id on', 'Album.ArtistId on']],
    ['SELECT 1 FROM artist JOIN tag USING (name)', ['Artist.Name on', 'Tag.Name on']],
    ['SELECT name FROM artist NATURAL JOIN tag', ['Artist.Name on', 'Tag.Name on', 'Artist.Name select']],
    ['SELECT * FROM artist', ['Artist.Id select', 'Artist.Name select']],
    ['SELECT a.* FROM artist a, album', ['Artist.Id select', 'Artist.Name select']],
    ['SELECT name AS n FROM artist ORDER BY n', ['Artist.Name select', 'Artist.Name order']],
    ['SELECT name AS title FROM artist WHERE title = 1', ['Artist.Name select', 'Artist.Name where']],
    ['SELECT n FROM (SELECT name AS n FROM artist)', ['Artist.Name select', 'Artist.Name select']],
    [
      'SELECT s.name FROM (SELECT * FROM artist) s',
      ['Artist.Id select', 'Artist.Name select', 'Artist.Name select'],
    ],
    ['WITH c(x) AS (SELECT name FROM artist) SELECT x FROM c', ['Artist.Name select', 'Artist.Name select']],
    [
      'WITH RECURSIVE c AS (SELECT id FROM artist UNION SELECT id + 1 FROM c) SELECT id FROM c',
      ['Artist.Id select', 'Artist.Id select'],
    ],
    [
      'SELECT 1 FROM artist a WHERE EXISTS (SELECT 1 FROM album WHERE artistid = a.id)',
      ['Album.ArtistId where', 'Artist.Id where'],
    ],
    [
      'SELECT 1 FROM artist WHERE id IN (SELECT artistid FROM album)',
      ['Artist.Id where', 'Album.ArtistId select'],
    ],
    ['SELECT rowid FROM artist', ['Artist.rowid select']],
    [
      'SELECT name FROM artist UNION SELECT title FROM album ORDER BY name',
      ['Artist.Name select', 'Album.Title select', 'Artist.Name order'],
    ],
    ['SELECT value, key FROM json_each(?)', []],
    ['SELECT sum(year) OVER (PARTITION BY title) FROM album', ['Album.Year select', 'Album.Title select']],
  ])('%s', (sql, expected) => {
    expect(used(sql)).toEqual(expected)
    expect(resolve(sql).problems).toEqual([])
  })
})

describe('problems', () => {
  it.each<[string, string, string, string[]]>([
    ['SELECT nam FROM artist', 'unknown-column', 'nam', ['Name']],
    ['SELECT a.titel FROM album a', 'unknown-column', 'a.titel', ['Title']],
    ['SELECT 1 FROM artists', 'unknown-table', 'artists', ['Artist']],
    ['SELECT alb.title FROM album', 'unknown-table', 'alb', ['album']],
    ['SELECT b.* FROM album', 'unknown-table', 'b', []],
    ['SELECT id FROM artist, album', 'ambiguous-column', 'id', ['artist.id', 'album.id']],
    ['SELECT 1 FROM artist JOIN album USING (name)', 'unknown-column', 'name', []],
    ['SELECT s.id FROM (SELECT name FROM artist) s', 'unknown-column', 's.id', []],
    ['SELECT name FROM (SELECT 1 FROM artist)', 'unknown-column', 'name', []],
    ['SELECT 1 FROM artist WHERE id IN (SELECT x FROM c)', 'unknown-table', 'c', []],
  ])('%s', (sql, kind, name, near) => {
    const { problems } = resolve(sql)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ kind, name, near })
    expect(problems[0]!.span).toBeDefined()
  })
})

describe('comparisons with literals', () => {
  it.each<[string, string[]]>([
    ["name = 'x'", ["Artist.Name = 'x'"]],
    ['5 < id', ['Artist.Id > 5']],
    ["name LIKE '%x%' OR name NOT LIKE 'y'", ["Artist.Name like '%x%'", "Artist.Name not like 'y'"]],
    [
      "name IN ('x', 'y') AND id NOT IN (-1)",
      ["Artist.Name in 'x'", "Artist.Name in 'y'", 'Artist.Id not in -1'],
    ],
    ['id BETWEEN 1 AND 2.5', ['Artist.Id between 1', 'Artist.Id between 2.5']],
    ['name = "Queen"', ["Artist.Name = 'Queen'"]],
    ['name = "id"', []],
    ["name COLLATE nocase = 'x'", ["Artist.Name = 'x'"]],
    ["name IS 'x'", ["Artist.Name is 'x'"]],
    ["CASE name WHEN 'x' THEN 1 END", ["Artist.Name = 'x'"]],
    ["lower(name) = 'x' AND id = id", []],
    ["id IN (SELECT artistid FROM album WHERE title = 'z')", ["Album.Title = 'z'"]],
  ])('%s', (condition, expected) => {
    const { comparisons, problems } = resolve(`SELECT 1 FROM artist WHERE ${condition}`)
    const shown = comparisons.map(
      ({ table, column, operator, value }) =>
        `${table}.${column} ${operator} ${typeof value === 'string' ? `'${value}'` : value}`,
    )
    expect(shown).toEqual(expected)
    expect(problems).toEqual([])
  })

  it('takes a double-quoted name for a string only where the dialect does', () => {
    const query = parseQuery('SELECT 1 FROM artist WHERE name = "Queen"')
    const { comparisons, problems } = resolveNames(query, SCHEMA, { ...SQLITE, doubleQuotedStrings: false })
    expect(comparisons).toEqual([])
    expect(problems).toMatchObject([{ kind: 'unknown-column', name: 'Queen' }])
  })
})

it('lists each stored table once', () => {
  expect(resolve('SELECT 1 FROM artist a, artist b WHERE a.id IN (SELECT id FROM album)').tables).toEqual([
    'Artist',
    'Album',
  ])
})

it.each([
  ['kitten', 'sitting', 3],
  ['form', 'from', 1],
  ['', 'abc', 3],
  ['same', 'same', 0],
])('editDistance(%j, %j) is %d', (one, other, distance) => {
  expect(editDistance(one, other)).toBe(distance)
})

it('names the nearest first, and none that is far', () => {
  expect(nearestNames('Titel', ['Title', 'Year', 'Total', 'Description'])).toEqual(['Title', 'Total'])
  expect(nearestNames('date', ['OrderDate', 'Xyz'])).toEqual(['OrderDate'])
})
