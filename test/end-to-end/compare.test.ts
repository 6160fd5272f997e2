import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const at = (file: string): string => join(folder, file)

/** A scored set: one letter a question, r for right and w for wrong. */
function writeLines(file: string, letters: string, more: Readonly<Record<string, unknown>> = {}): string {
  const lines = [...letters].map((letter, index) =>
    JSON.stringify({
      index,
      db_id: 'shop',
      ex: letter === 'r',
      question: `Question ${index}?`,
      gold: `SELECT ${index}`,
      predicted: letter === 'r' ? `SELECT ${index}` : 'SELECT no\u001b[31mthing',
      difficulty: 'easy',
      reasons: letter === 'r' ? {} : { ex: 'prediction-failed' },
      ...more,
    }),
  )
  writeFileSync(at(file), `${lines.join('\n')}\n`)
  return at(file)
}

const before = writeLines('before.jsonl', `wwwwwwww${'r'.repeat(12)}`)
const after = writeLines('after.jsonl', `rrrrrrrw${'r'.repeat(12)}`)

describe('sonde compare', () => {
  it('prints JSON by its schema', async () => {
    const run = await sonde(['compare', before, after, '--json'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const document = readDocument('compare', run.stdout)
    expect(document).toMatchObject({
      format: 'sonde-compare/1',
      metric: 'ex',
      count: 20,
      first: { file: 'before.jsonl', score: 60 },
      second: { file: 'after.jsonl', score: 95 },
      difference: 35,
      test: 'mcnemar-exact',
      // 2 / 2^7
      pValue: expect.closeTo(0.015625, 12),
      isSignificant: true,
      gainedCount: 7,
      lostCount: 0,
      lost: [],
    })
    expect(document.gained).toHaveLength(7)
    expect(document.gained[0]).toMatchObject({
      index: 0,
      dbId: 'shop',
      gold: 'SELECT 0',
      first: { score: false, reason: 'prediction-failed' },
      second: { score: true, predicted: 'SELECT 0', reason: null },
    })
    const short = readDocument(
      'compare',
      (await sonde(['compare', before, after, '--json', '--limit', '2'])).stdout,
    )
    expect([short.gainedCount, short.gained.length]).toEqual([7, 2])
  })

  it('prints scores, verdict and changed questions for people', async () => {
    const run = await sonde(['compare', before, after, '--limit', '1'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout.split('\n').slice(0, 17)).toEqual([
      '20 questions, by ex',
      '',
      'before.jsonl    60.0 %',
      'after.jsonl     95.0 %',
      expect.stringMatching(
        /^difference {5}\+35\.0 points, 95 % interval \+15\.0 to \+55\.0; p = 0\.0156 \(McNemar’s test, exact\)$/,
      ),
      '',
      'after.jsonl is better, and the difference is significant at 5 %. If the two were equally good, a difference at least this large would still come about in 1.6 % of comparisons.',
      '',
      'Gained: 7',
      '0  Question 0? (shop)',
      '  gold    SELECT 0',
      '  first   SELECT no␛[31mthing  -- wrong, prediction failed',
      '  second  SELECT 0  -- right',
      'and 6 more: --limit shows them',
      '',
      'Lost: 0',
      '',
    ])
  })

  it('compares graded metrics by permutation', async () => {
    const one = writeLines('one.jsonl', 'rrrr', { ves: 1 })
    const two = writeLines('two.jsonl', 'rrrr', { ves: 1.25 })
    const run = await sonde(['compare', one, two, '--metric', 'ves', '--json'])
    // All four the same way: 2 of 16 ways of signs.
    expect(readDocument('compare', run.stdout)).toMatchObject({
      metric: 'ves',
      test: 'sign-flip',
      pValue: 0.125,
      difference: 25,
    })
  })

  it.each([
    [
      'sets of other size',
      ['short.jsonl'],
      2,
      /do not hold the same questions: the first has 20 questions and the second 3\./,
    ],
    ['other questions', ['other.jsonl'], 2, /question 0 has another database/],
    ['a metric that is not there', ['after.jsonl', '--metric', 'em'], 2, /metric em; both have ex\./],
    [
      'a metric that does not exist',
      ['after.jsonl', '--metric', 'accuracy'],
      2,
      /Allowed choices are ex, em/,
    ],
    ['no file', ['nothing.jsonl'], 1, /nothing\.jsonl cannot be read/],
    [
      'no scored set',
      ['text.jsonl'],
      1,
      /text\.jsonl, line 1: this is no scored question\. Give a file that sonde score/,
    ],
  ])('refuses %s', async (_, [file, ...words], code, message) => {
    writeLines('short.jsonl', 'rrr')
    writeLines('other.jsonl', 'r'.repeat(20), { db_id: 'zoo' })
    writeFileSync(at('text.jsonl'), 'SELECT 1\n')
    const run = await sonde(['compare', before, at(file!), ...words])
    expect(run).toMatchObject({ code, stdout: '' })
    expect(run.stderr).toMatch(message)
  })
})
