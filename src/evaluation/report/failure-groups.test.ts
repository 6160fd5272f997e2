import { expect, it } from 'vitest'
import type { ScoredQuestion } from '../scored-question.ts'
import { failedMetrics, groupFailures } from './failure-groups.ts'

const SCHEMAS = new Map([['shop', { tables: [{ name: 't', columns: [{ name: 'a' }, { name: 'b' }] }] }]])

function scored(
  index: number,
  predicted: string | null,
  verdicts: Partial<Record<'ex' | 'em', number>>,
): ScoredQuestion {
  const question = { index, dbId: 'shop', question: '', gold: 'SELECT a FROM t' }
  const judged = Object.entries(verdicts).map(([id, score]) => [id, { score, reason: null }])
  return {
    question,
    predicted,
    verdicts: Object.fromEntries(judged),
    spiderDifficulty: null,
    features: [],
    run: null,
  }
}

it('groups by cause, the commonest first, and leaves out what is right', () => {
  const questions = [
    scored(0, null, { ex: 0 }),
    scored(1, 'SELECT b FROM t', { ex: 0 }),
    scored(2, 'SELECT a FROM t', { ex: 1 }),
    scored(3, 'SELECT a, b FROM t', { ex: 1, em: 0 }),
  ]
  const groups = groupFailures(questions, SCHEMAS)
  expect(groups.map(({ cause, failures }) => [cause, failures.map((one) => one.question.index)])).toEqual([
    ['other columns shown', [1, 3]],
    ['no query', [0]],
  ])
})

it('details rare causes beside common ones, and what most metrics call wrong', () => {
  const common = Array.from({ length: 20 }, (_, index) =>
    scored(index, 'SELECT b FROM t', index === 15 ? { ex: 0, em: 0 } : { ex: 1, em: 0 }),
  )
  const rare = [scored(20, null, { ex: 0 }), scored(21, 'SELECT a FROM t LIMIT 1', { ex: 0 })]
  const groups = groupFailures([...common, ...rare], SCHEMAS, 5)
  expect(groups.map(({ detailed }) => detailed.map(({ question }) => question.index))).toEqual([
    [0, 1, 15],
    [20],
    [21],
  ])
  expect(groups[0]!.failures).toHaveLength(20)
})

it('calls a slow prediction right, and a partly right one wrong', () => {
  const one = scored(0, 'SELECT a FROM t', {})
  const verdicts = {
    ves: { score: 0.7, reason: 'other-speed' },
    'soft-f1': { score: 0.7, reason: 'other-rows' },
    'r-ves': { score: 1.1, reason: null },
  } as const
  expect(failedMetrics({ ...one, verdicts })).toEqual(['soft-f1'])
})
