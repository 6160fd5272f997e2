import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import type { SpiderSchema } from '../evaluated-database.ts'
import { foreignKeyClasses } from './foreign-key-classes.ts'

function describedBy(foreign_keys: readonly (readonly [number, number])[]): SpiderSchema {
  return {
    db_id: 'shop',
    table_names_original: ['A', 'B', 'C', 'D'],
    column_names_original: [
      [-1, '*'],
      [0, 'Id'],
      [1, 'Id'],
      [2, 'Id'],
      [3, 'Id'],
    ],
    foreign_keys,
  }
}

function classesOf(foreign_keys: readonly (readonly [number, number])[]): Record<string, string> {
  const classes = foreignKeyClasses({ schema: { tables: [] }, spiderSchema: describedBy(foreign_keys) })
  return Object.fromEntries(classes)
}

describe('foreignKeyClasses', () => {
  it('lets the first column of a class stand for all', () => {
    expect(
      classesOf([
        [2, 1],
        [3, 2],
      ]),
    ).toEqual({ 'a.id': 'a.id', 'b.id': 'a.id', 'c.id': 'a.id' })
  })

  it('never merges two classes, and the later has what is in both', () => {
    // 4-3 and 2-1 make two classes; 3-2 joins the first of them, and b.id, in both, goes with the second.
    expect(
      classesOf([
        [4, 3],
        [2, 1],
        [3, 2],
      ]),
    ).toEqual({
      'a.id': 'a.id',
      'b.id': 'a.id',
      'c.id': 'b.id',
      'd.id': 'b.id',
    })
  })

  it('depends on the order of the keys', () => {
    expect(
      classesOf([
        [4, 3],
        [3, 2],
        [2, 1],
      ]),
    ).toEqual({
      'a.id': 'a.id',
      'b.id': 'a.id',
      'c.id': 'a.id',
      'd.id': 'a.id',
    })
  })

  it('takes the declared keys where tables.json has no entry', async () => {
    const database = openInMemoryDatabase(`
      CREATE TABLE City (Id INTEGER PRIMARY KEY);
      CREATE TABLE Person (
        Id INTEGER PRIMARY KEY, Born INTEGER REFERENCES City(Id), Boss INTEGER REFERENCES Person(Id));
    `)
    const classes = foreignKeyClasses({ schema: await database.readSchema(), spiderSchema: null })
    await database.close()
    expect(Object.fromEntries(classes)).toEqual({
      'city.id': 'city.id',
      'person.born': 'city.id',
      'person.boss': 'person.id',
      'person.id': 'person.id',
    })
  })
})
