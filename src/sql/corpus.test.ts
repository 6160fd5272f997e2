import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../base/random.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'

const CORPUS = '../shared/data/sql-corpus.json'
const SPIDER = '../shared/data/spider'
const OPTIONS = { enableDoubleQuotedStringLiterals: true, returnArrays: true } as const

function rowsOf(database: DatabaseSyncInstance, sql: string): unknown[] | undefined {
  try {
    return database.prepare(sql).all()
  } catch {
    return undefined
  }
}

describe.skipIf(!existsSync(CORPUS))('the SQL corpus (skipped when it is not beside the project)', () => {
  const corpus = existsSync(CORPUS)
    ? (JSON.parse(readFileSync(CORPUS, 'utf8')) as { schema: string; inserts: string[]; queries: string[] })
    : { schema: '', inserts: [], queries: ['SELECT 1'] }
  const database = new DatabaseSync(':memory:', OPTIONS)
  database.exec(corpus.schema)
  for (const insert of corpus.inserts) database.exec(insert)

  it.each(corpus.queries)('returns the same rows after a round trip: %s', (sql) => {
    const printed = printQuery(parseQuery(sql))
    const block = printQuery(parseQuery(sql), { layout: 'block' })
    const expected = rowsOf(database, sql)
    expect(expected).toBeDefined()
    expect(rowsOf(database, printed)).toEqual(expected)
    expect(rowsOf(database, block)).toEqual(expected)
    expect(printQuery(parseQuery(printed))).toBe(printed)
    expect(printQuery(parseQuery(block))).toBe(printed)
  })
})

describe.skipIf(!existsSync(SPIDER))('Spider train (skipped when it is not beside the project)', () => {
  it('returns the same rows after a round trip, on a seeded sample', () => {
    const pairs: { db_id: string; query: string }[] = JSON.parse(
      readFileSync(join(SPIDER, 'train.json'), 'utf8'),
    )
    const sample = seededRandom('round trip').shuffle(pairs).slice(0, 300)
    const different: string[] = []
    for (const name of new Set(sample.map((pair) => pair.db_id))) {
      const path = join(SPIDER, 'database', name, `${name}.sqlite`)
      if (!existsSync(path)) continue
      const database = new DatabaseSync(path, { ...OPTIONS, readOnly: true })
      for (const { query } of sample.filter((pair) => pair.db_id === name)) {
        const expected = rowsOf(database, query)
        if (expected === undefined) continue
        const printed = printQuery(parseQuery(query))
        if (JSON.stringify(rowsOf(database, printed)) !== JSON.stringify(expected)) different.push(query)
      }
      database.close()
    }
    expect(different).toEqual([])
  })
})
