import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scoredQuestions } from '../../../test/support/scored-questions.ts'
import {
  parsePerQuestionLines,
  perQuestionLine,
  perQuestionText,
  readPerQuestionLines,
} from './per-question-lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-lines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const METRICS = [
  { id: 'ex', isGraded: false },
  { id: 'soft-f1', isGraded: true },
] as const
const questions = scoredQuestions([
  { difficulty: 'simple', verdicts: { ex: 1, 'soft-f1': 1 } },
  {
    dbId: 'a "b"',
    gold: 'SELECT\n1',
    predicted: null,
    spiderDifficulty: null,
    verdicts: { ex: 0, 'soft-f1': 0.25 },
  },
  {
    run: { status: 'unsure', confidence: 0.4, ms: 12.5, promptTokens: 80, replyTokens: 10, cost: 0.002 },
    verdicts: { ex: 0.5 },
  },
])

describe('the lines of a scored set', () => {
  it('name the question and each metric, booleans for right and wrong and numbers for graded', () => {
    expect(JSON.parse(perQuestionLine(questions[1]!, METRICS))).toEqual({
      index: 1,
      db_id: 'a "b"',
      ex: false,
      'soft-f1': 0.25,
      question: 'Question 1?',
      gold: 'SELECT\n1',
      predicted: null,
      difficulty: null,
      reasons: { ex: 'other-rows', 'soft-f1': 'other-rows' },
    })
    expect(JSON.parse(perQuestionLine(questions[0]!, METRICS))).toMatchObject({
      ex: true,
      'soft-f1': 1,
      difficulty: 'simple',
      reasons: {},
    })
  })

  it('begin with index and db_id, and add what a run says', () => {
    const line = perQuestionLine(questions[2]!, METRICS)
    expect(line).toMatch(/^\{"index":2,"db_id":"shop","ex":false,"soft-f1":0,/)
    expect(JSON.parse(line)).toMatchObject({
      status: 'unsure',
      confidence: 0.4,
      ms: 12.5,
      promptTokens: 80,
      replyTokens: 10,
      cost: 0.002,
    })
  })

  it('are as many as the questions, in their order', () => {
    const lines = perQuestionText(questions, METRICS).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line).index)).toEqual([0, 1, 2])
    expect(perQuestionText([], METRICS)).toBe('')
  })

  it('are read as they were written', async () => {
    const file = join(folder, 'lines.jsonl')
    writeFileSync(file, perQuestionText(questions, METRICS))
    const lines = await readPerQuestionLines(file)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toEqual({
      index: 1,
      dbId: 'a "b"',
      scores: { ex: false, 'soft-f1': 0.25 },
      question: 'Question 1?',
      gold: 'SELECT\n1',
      predicted: null,
      difficulty: null,
      reasons: { ex: 'other-rows', 'soft-f1': 'other-rows' },
      run: null,
    })
    expect(lines[2]!.run).toEqual({
      status: 'unsure',
      confidence: 0.4,
      ms: 12.5,
      promptTokens: 80,
      replyTokens: 10,
      cost: 0.002,
    })
  })

  it('are read with the least that a line must have', () => {
    expect(parsePerQuestionLines('{"index":4,"db_id":"x","em":true}\r\n\n', 'here')).toMatchObject([
      { index: 4, dbId: 'x', scores: { em: true }, predicted: null, reasons: {} },
    ])
  })

  it.each([
    ['nothing', '', /^here is empty\./],
    [
      'no JSON',
      '{"index":0,"db_id":"x","ex":true}\n{"index":1',
      /^here, line 2: this is no scored question\./,
    ],
    ['a list', '[1]', /line 1/],
    ['null', 'null', /line 1/],
    ['no metric', '{"index":0,"db_id":"x"}', /line 1/],
    ['a metric that is a text', '{"index":0,"db_id":"x","ex":"yes"}', /line 1/],
    ['no index', '{"db_id":"x","ex":true}', /line 1/],
  ])('%s: says where it is wrong', (_, text, message) => {
    expect(() => parsePerQuestionLines(text, 'here')).toThrow(message)
  })

  it('of a file that is not there: says so', async () => {
    await expect(readPerQuestionLines(join(folder, 'none.jsonl'))).rejects.toMatchObject({
      code: 'file-unreadable',
    })
  })
})
