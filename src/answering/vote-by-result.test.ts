import { describe, expect, it } from 'vitest'
import type { QueryOutcome } from '../database/database.ts'
import type { SqlCandidate } from '../model/model.ts'
import { voteByResult } from './vote-by-result.ts'

const rowsOf = (...rows: (string | number | bigint | null)[][]): QueryOutcome => ({
  kind: 'rows',
  columns: (rows[0] ?? []).map((_, index) => `c${index}`),
  rows,
  truncated: false,
})
const OUTCOMES: Record<string, QueryOutcome> = {
  two: rowsOf(['a', 1], ['b', 2]),
  twoReordered: rowsOf(['b', 2n], ['a', 1]),
  one: rowsOf(['a', 1]),
  none: rowsOf(),
  nothing: rowsOf([null]),
  wrong: { kind: 'rejected', reason: 'unknown-column', message: 'no such column' },
}
const draft = (sql: string, confidence: number): SqlCandidate => ({
  sql,
  score: confidence,
  confidence,
  unusedWords: [],
  links: [],
})
const vote = (drafts: SqlCandidate[], voters = drafts.length) =>
  voteByResult(drafts, voters, async (sql) => OUTCOMES[sql]!)

describe('a vote by result', () => {
  it('goes to the answer that most of the weight stands for, whatever its queries look like', async () => {
    const { drafts, groups } = await vote([draft('one', 0.4), draft('two', 0.3), draft('twoReordered', 0.3)])
    expect(drafts.map(({ sql }) => sql)).toEqual(['two', 'twoReordered', 'one'])
    expect(drafts[0]?.confidence).toBeCloseTo(0.6)
    expect(groups.map(({ queries }) => queries)).toEqual([['two', 'twoReordered'], ['one']])
  })

  it('counts no errors and no empty results while another draft finds something', async () => {
    const { drafts } = await vote([
      draft('wrong', 0.5),
      draft('none', 0.3),
      draft('nothing', 0.15),
      draft('one', 0.05),
    ])
    expect(drafts.map(({ sql }) => sql)).toEqual(['one', 'wrong', 'none', 'nothing'])
  })

  it('leaves everything as it was when nothing is found', async () => {
    const all = [draft('none', 0.6), draft('wrong', 0.4)]
    expect((await vote(all)).drafts).toEqual(all)
  })

  it('asks only as many drafts as are to vote', async () => {
    const { drafts } = await vote([draft('one', 0.4), draft('two', 0.3), draft('twoReordered', 0.3)], 2)
    expect(drafts.map(({ sql }) => sql)).toEqual(['one', 'two', 'twoReordered'])
  })
})
