import { expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import type { EvaluatedDatabase } from '../evaluated-database.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { collectDifferences } from './collect-differences.ts'

const SCRIPT = 'CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (3, 4)'

async function openShop(): Promise<EvaluatedDatabase & { readonly limits: unknown[] }> {
  const database = openInMemoryDatabase(SCRIPT)
  const limits: unknown[] = []
  const nothing = async (): Promise<never> => {
    throw new Error('not needed here')
  }
  return {
    id: 'shop',
    location: ':memory:',
    schema: await database.readSchema(),
    spiderSchema: null,
    limits,
    measure: nothing,
    openSuite: nothing,
    execute: async (sql, given) => {
      limits.push(given.timeoutMs)
      const outcome = await database.run(sql, { exactIntegers: true })
      // The database of the tests leaves names out.
      const columns = outcome.kind === 'rows' ? Object.keys(outcome.rows[0] ?? [0]) : []
      return outcome.kind === 'rejected' ? outcome : { kind: 'result', columns, rows: outcome.rows }
    },
  }
}

function scored(index: number, predicted: string | null, score = 0, dbId = 'shop'): ScoredQuestion {
  const question = { index, dbId, question: '', gold: 'SELECT a FROM t' }
  const verdicts = { ex: { score, reason: null } }
  return { question, predicted, verdicts, spiderDifficulty: null, features: [], run: null }
}

it('compares the rows of failures, within the time given', async () => {
  const shop = await openShop()
  const questions = [
    scored(0, 'SELECT b FROM t'),
    scored(1, 'SELECT a FROM t', 1),
    scored(2, 'SELECT c FROM t'),
    scored(3, null),
    scored(4, 'SELECT b FROM t', 0, 'gone'),
  ]
  const differences = await collectDifferences(
    {
      questions,
      schemas: new Map([['shop', shop.schema]]),
      databaseOf: async (id) => (id === 'shop' ? shop : null),
    },
    { timeoutMs: 1234 },
  )
  expect([...differences.keys()].sort()).toEqual([0, 2])
  expect(differences.get(0)).toMatchObject({
    relation: 'other-rows',
    onlyInGold: { count: 2, rows: [[1n], [3n]] },
    onlyInPredicted: { count: 2, rows: [[2n], [4n]] },
  })
  expect(differences.get(2)).toMatchObject({ kind: 'prediction-failed' })
  expect(new Set(shop.limits)).toEqual(new Set([1234]))
})

it('compares no more than asked for, and stops when told', async () => {
  const shop = await openShop()
  const questions = Array.from({ length: 8 }, (_, index) => scored(index, 'SELECT b FROM t'))
  const source = { questions, schemas: new Map([['shop', shop.schema]]), databaseOf: async () => shop }
  expect((await collectDifferences(source, { timeoutMs: 1, failures: 3 })).size).toBe(3)
  const ended = AbortSignal.abort()
  expect((await collectDifferences(source, { timeoutMs: 1, signal: ended })).size).toBe(0)
})
