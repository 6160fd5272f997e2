import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import type { QueryOutcome, Row } from '../database/database.ts'
import type { SqlCandidate } from '../model/model.ts'
import { executeCandidates, isEmptyResult } from './execute-candidates.ts'

const rows = (...list: Row[]): QueryOutcome => ({ kind: 'rows', columns: [], rows: list, truncated: false })

describe('an empty result', () => {
  it.each<[string, QueryOutcome, boolean]>([
    ['no rows', rows(), true],
    ['one row of NULL: a sum over nothing', rows([null]), true],
    ['a count of nothing', rows([0]), false],
    ['an empty text', rows(['']), false],
    ['a row with something in it', rows([null, 3]), false],
    ['two rows of NULL', rows([null], [null]), false],
    ['a refusal', { kind: 'rejected', reason: 'other', message: 'no' }, false],
  ])('%s', (_, outcome, isEmpty) => {
    expect(isEmptyResult(outcome)).toBe(isEmpty)
  })
})

describe('running candidates', () => {
  const candidate = (sql: string, confidence: number): SqlCandidate => ({
    sql, score: confidence, confidence, unusedWords: [], links: [],
  }) // biome-ignore format: short

  it('returns what the engine refuses as an outcome', async () => {
    const database = openInMemoryDatabase('CREATE TABLE t (a)')
    const [run] = await executeCandidates(database, [candidate('SELECT b FROM t', 0.9)], {}, 3)
    expect(run).toMatchObject({ sql: 'SELECT b FROM t', outcome: { kind: 'rejected' } })
  })

  it('runs no more than it may', async () => {
    const database = openInMemoryDatabase('CREATE TABLE t (a)')
    await executeCandidates(
      database,
      [1, 2, 3, 4].map((n) => candidate(`SELECT ${n}`, 0.9)),
      {},
      2,
    )
    expect(database.queries).toEqual(['SELECT 1', 'SELECT 2'])
  })

  it('spares hopeless candidates once one is good, not before', async () => {
    const database = openInMemoryDatabase('CREATE TABLE t (a)')
    const drafts = [
      candidate('SELECT b FROM t', 0.9),
      candidate('SELECT 1', 0.001),
      candidate('SELECT 2', 0.001),
    ]
    const executed = await executeCandidates(database, drafts, {}, 5)
    expect(executed.map(({ sql }) => sql)).toEqual(['SELECT b FROM t', 'SELECT 1'])
  })

  it('hands the limits on', async () => {
    const database = openInMemoryDatabase('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)')
    const [run] = await executeCandidates(database, [candidate('SELECT a FROM t', 0.9)], { maxRows: 2 }, 1)
    expect(run?.outcome).toMatchObject({ rows: [[1], [2]], truncated: true })
  })
})
