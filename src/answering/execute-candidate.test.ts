import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import type { QueryOutcome, Row } from '../database/database.ts'
import type { SqlCandidate } from '../model/model.ts'
import { executeCandidate, isEmptyResult } from './execute-candidate.ts'

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

describe('running a candidate', () => {
  const candidate = (sql: string): SqlCandidate => ({
    sql,
    score: 1,
    confidence: 0.9,
    unusedWords: [],
    links: [],
  })

  it('returns what the engine refuses as an outcome', async () => {
    const database = openInMemoryDatabase('CREATE TABLE t (a)')
    const run = await executeCandidate(database, candidate('SELECT b FROM t'), {})
    expect(run).toMatchObject({ sql: 'SELECT b FROM t', outcome: { kind: 'rejected' } })
  })

  it('hands the limits on', async () => {
    const database = openInMemoryDatabase('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)')
    const run = await executeCandidate(database, candidate('SELECT a FROM t'), { maxRows: 2 })
    expect(run.outcome).toMatchObject({ rows: [[1], [2]], truncated: true })
  })
})
