import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { findTable, type Schema } from '../../schema.ts'
import { readSqliteSchema } from './read-sqlite-schema.ts'

function schemaOf(...statements: string[]): Schema {
  const handle = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  for (const statement of statements) handle.exec(statement)
  return readSqliteSchema(handle)
}

const tableNames = (schema: Schema) => schema.tables.map((table) => table.name)
const columnNames = (schema: Schema, table: string) =>
  findTable(schema, table)?.columns.map(({ name }) => name)

describe('tables', () => {
  it('come in declared order, with views, and without what the engine keeps for itself', () => {
    const schema = schemaOf(
      'create table zebra (id integer primary key autoincrement)',
      'create table apple (name text unique)',
      'create view middle as select * from apple',
      'create virtual table words using fts5(body)',
      'create virtual table boxes using rtree(id, low, high)',
      'analyze',
    )
    expect(tableNames(schema)).toEqual(['zebra', 'apple', 'middle', 'words', 'boxes'])
    expect(columnNames(schema, 'words')).toEqual(['body'])
    expect(schema.tables.map(({ kind }) => kind)).toEqual(['table', 'table', 'view', 'table', 'table'])
  })

  it('that cannot be read are left out', () => {
    const schema = schemaOf(
      'create table t (a)',
      'create table gone (a)',
      'create view good as select a from t',
      'create view bad as select a from gone',
      'create view worse as select nosuch(a) from t',
      'drop table gone',
    )
    expect(tableNames(schema)).toEqual(['t', 'good'])
  })

  it('of a database without any are none', () => {
    expect(schemaOf()).toEqual({ tables: [] })
  })

  it.each(['a b', 'a"b', "a'b", 'a`b', 'a]b', '😀', 'select', 'Ünï cødé', 'a;b--c', 'a\nb', '%', 'a.b'])(
    'and columns may be called %j',
    (name) => {
      const quoted = `"${name.replaceAll('"', '""')}"`
      const schema = schemaOf(
        `create table ${quoted} (${quoted} integer primary key, other references ${quoted})`,
        `create unique index "index of ${name.replaceAll('"', '""')}" on ${quoted} (other)`,
      )
      expect(schema.tables[0]).toMatchObject({
        name,
        primaryKey: [name],
        foreignKeys: [{ columns: ['other'], toTable: name, toColumns: [name] }],
        uniqueKeys: [['other']],
      })
    },
  )

  it('may have 500 columns', () => {
    const names = Array.from({ length: 500 }, (_, index) => `column ${index}`)
    const schema = schemaOf(`create table wide (${names.map((name) => `"${name}" text`).join(', ')})`)
    expect(columnNames(schema, 'wide')).toEqual(names)
  })
})

describe('columns', () => {
  it('include generated ones, and not the hidden ones of virtual tables', () => {
    const schema = schemaOf(
      'create table t (a integer, b integer as (a + 1), c integer as (a * 2) stored)',
      'create virtual table words using fts5(body, title)',
    )
    expect(columnNames(schema, 't')).toEqual(['a', 'b', 'c'])
    expect(columnNames(schema, 'words')).toEqual(['body', 'title'])
  })

  it.each([
    ['a integer primary key', false],
    ['a int primary key', true],
    ['a text primary key', true],
    ['a text primary key not null', false],
    ['a text not null', false],
    ['a', true],
  ])('declared %j are nullable: %s', (declaration, nullable) => {
    expect(schemaOf(`create table t (${declaration})`).tables[0]?.columns[0]).toMatchObject({ nullable })
  })

  it('of a key without rowid are not nullable', () => {
    const schema = schemaOf('create table t (a text, b text, primary key (b, a)) without rowid')
    expect(schema.tables[0]).toMatchObject({ primaryKey: ['b', 'a'] })
    expect(schema.tables[0]?.columns.map(({ nullable }) => nullable)).toEqual([false, false])
  })
})

describe('keys', () => {
  it('that lead to a primary key by omission are resolved, with the stored names', () => {
    const schema = schemaOf(
      'create table Owner (Id integer primary key)',
      'create table pair (x, y, primary key (y, x))',
      'create table t (o references OWNER, p references owner (ID), a, b, foreign key (a, b) references Pair)',
    )
    expect(findTable(schema, 't')?.foreignKeys).toEqual([
      { columns: ['o'], toTable: 'Owner', toColumns: ['Id'] },
      { columns: ['p'], toTable: 'Owner', toColumns: ['Id'] },
      { columns: ['a', 'b'], toTable: 'pair', toColumns: ['y', 'x'] },
    ])
  })

  it('that lead nowhere are dropped', () => {
    const schema = schemaOf(
      'create table target (id integer primary key)',
      'create table keyless (a)',
      `create table t (a references nowhere, b references target (nosuch), c references keyless, d, e,
        f references target, foreign key (d, e) references target)`,
    )
    expect(findTable(schema, 't')?.foreignKeys).toEqual([
      { columns: ['f'], toTable: 'target', toColumns: ['id'] },
    ])
  })

  it('that are unique are listed once, without the primary key, partial indexes and expressions', () => {
    const schema = schemaOf(
      'create table t (id integer primary key, a unique, b, c, unique (b, c), unique (c, b), unique (id))',
      'create unique index partial on t (b) where c > 1',
      'create unique index expression on t (lower(b))',
      'create unique index plain on t (c)',
      'create index ordinary on t (b)',
    )
    expect(findTable(schema, 't')?.uniqueKeys).toEqual([['a'], ['b', 'c'], ['c']])
  })
})
