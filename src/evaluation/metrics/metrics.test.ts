import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenedDatabase, openEvaluatedDatabase } from '../open-evaluated-database.ts'
import { findMetrics } from './find-metric.ts'
import { METRIC_IDS, type MetricId, type MetricMode, type Verdict } from './metric.ts'

const SCHOOL = `
CREATE TABLE teacher (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, mentor_id INTEGER);
INSERT INTO teacher VALUES (1, 'Ann', 30, 2), (2, 'Bo', 52, NULL), (3, 'Cy', 41, 2), (4, 'Di', 41, 1);
CREATE TABLE course (id INTEGER PRIMARY KEY, title TEXT, level TEXT, teacher_id INTEGER REFERENCES teacher (id),
  deputy_id INTEGER REFERENCES teacher (id));
INSERT INTO course VALUES (1, 'Algebra', 'low', 1, 4), (2, 'Biology', 'low', 2, 3), (3, 'Chess', 'high', 2, 1),
  (4, 'Dance', 'high', 3, 2);`

/** On one more database of the suite, where the wrong LIMIT and the missing DISTINCT show, and little else does. */
const NEIGHBOUR = SCHOOL.replace("'Cy', 41", "'Bo', 40")

const GOLD = {
  join: 'SELECT T1.name FROM teacher AS T1 JOIN course AS T2 ON T1.id = T2.teacher_id ORDER BY T2.id',
  literal: "SELECT title FROM course WHERE level = 'low'",
  limit: 'SELECT name FROM teacher ORDER BY age DESC LIMIT 1',
  distinct: 'SELECT DISTINCT level FROM course',
  union: 'SELECT name FROM teacher UNION SELECT name FROM teacher',
}

interface Case {
  readonly name: string
  readonly gold: string
  readonly predicted: string
  /** Metrics that call it right; of graded ones, those that give it 1. */
  readonly right: Readonly<Record<MetricMode, readonly MetricId[]>>
}

const ALL = METRIC_IDS
const BY_ROWS: readonly MetricId[] = ['ex', 'ts', 'bird-ex', 'ves', 'r-ves', 'soft-f1']
const CASES: readonly Case[] = [
  ...Object.entries(GOLD).map(([name, sql]) => ({
    name: `gold (${name}) against itself`,
    gold: sql,
    predicted: sql,
    right: { 'as-official': ALL, corrected: ALL },
  })),
  {
    name: 'a wrong join column',
    gold: GOLD.join,
    predicted: GOLD.join.replace('T1.id = T2.teacher_id', 'T1.id = T2.deputy_id'),
    // em does not read ON.
    right: { 'as-official': ['em'], corrected: [] },
  },
  {
    name: 'a wrong literal',
    gold: GOLD.literal,
    predicted: GOLD.literal.replace('low', 'high'),
    right: { 'as-official': ['em'], corrected: [] },
  },
  {
    name: 'LIMIT 3 for LIMIT 1',
    gold: GOLD.limit,
    predicted: GOLD.limit.replace('LIMIT 1', 'LIMIT 3'),
    right: { 'as-official': ['em'], corrected: [] },
  },
  {
    name: 'duplicate rows, by a DISTINCT left out',
    gold: GOLD.distinct,
    predicted: GOLD.distinct.replace('DISTINCT ', ''),
    // BIRD compares sets, Spider drops DISTINCT.
    right: { 'as-official': ['ex', 'em', 'ts', 'bird-ex', 'ves', 'r-ves', 'soft-f1'], corrected: [] },
  },
  {
    name: 'duplicate rows, by UNION ALL for UNION',
    gold: GOLD.union,
    predicted: GOLD.union.replace('UNION', 'UNION ALL'),
    right: { 'as-official': ['bird-ex', 'ves', 'r-ves', 'soft-f1'], corrected: [] },
  },
  {
    name: 'columns in another order',
    gold: 'SELECT name, age FROM teacher',
    predicted: 'SELECT age, name FROM teacher',
    right: { 'as-official': ['ex', 'em', 'ts', 'soft-f1'], corrected: ALL },
  },
  {
    name: 'rows in another order where gold orders',
    gold: 'SELECT title FROM course ORDER BY id',
    predicted: 'SELECT title FROM course ORDER BY id DESC',
    right: { 'as-official': ['bird-ex', 'ves', 'r-ves'], corrected: [] },
  },
  {
    name: 'rows that tie in another order',
    gold: 'SELECT name FROM teacher ORDER BY age, id',
    predicted: 'SELECT name FROM teacher ORDER BY age, name DESC',
    right: { 'as-official': ['bird-ex', 'ves', 'r-ves'], corrected: [] },
  },
  {
    name: 'the same with a tie that gold leaves open',
    gold: 'SELECT name FROM teacher ORDER BY age',
    predicted: 'SELECT name FROM teacher ORDER BY age, id DESC',
    right: { 'as-official': ['bird-ex', 'ves', 'r-ves'], corrected: BY_ROWS },
  },
  {
    name: 'an alias and a subquery in place of a join',
    gold: "SELECT T1.name FROM teacher AS T1 JOIN course AS T2 ON T1.id = T2.teacher_id WHERE T2.title = 'Chess'",
    predicted: "SELECT name FROM teacher WHERE id = (SELECT teacher_id FROM course WHERE title = 'Chess')",
    right: { 'as-official': BY_ROWS, corrected: BY_ROWS },
  },
  {
    name: 'SQL that does not run',
    gold: GOLD.literal,
    predicted: 'SELECT titel FROM course',
    right: { 'as-official': [], corrected: [] },
  },
]

let folder: string
let database: OpenedDatabase
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-metrics-'))
  const at = join(folder, 'school')
  mkdirSync(at)
  writeDatabase(join(at, 'school.sqlite'), SCHOOL)
  writeDatabase(join(at, 'school_neighbour.sqlite'), NEIGHBOUR)
  database = await openEvaluatedDatabase('school', join(at, 'school.sqlite'))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

describe.each(['as-official', 'corrected'] as const)('what metrics say, %s, of', (mode) => {
  it.each(CASES)('$name', async ({ gold, predicted, right }) => {
    const verdicts = await judgeByAll(gold, predicted, mode)
    const asRight = METRIC_IDS.filter((id) => isRight(id, verdicts[id]!, gold === predicted))
    expect(asRight).toEqual(METRIC_IDS.filter((id) => right[mode].includes(id)))
  })
})

describe('test-suite accuracy', () => {
  it('is stricter than execution on the one database', async () => {
    const gold = "SELECT count(*) FROM teacher WHERE name = 'Bo'"
    const verdicts = await judgeByAll(gold, 'SELECT count(*) FROM teacher WHERE age > 50', 'as-official')
    expect(verdicts.ex).toEqual({ score: 1, reason: null })
    expect(verdicts.ts).toMatchObject({
      score: 0,
      reason: 'other-rows',
      message: 'on school_neighbour',
      details: { databases: 2, failedOn: 'school_neighbour' },
    })
  })
})

describe('gold that does not run', () => {
  it.each(METRIC_IDS)('is told apart from a wrong prediction: %s', async (id) => {
    const verdicts = await judgeByAll(
      'SELECT nothing FROM course WHERE',
      'SELECT title FROM course',
      'as-official',
    )
    expect(verdicts[id]).toMatchObject({ score: 0, reason: 'gold-failed', message: expect.any(String) })
  })
})

async function judgeByAll(gold: string, predicted: string, mode: MetricMode) {
  const verdicts: Partial<Record<MetricId, Verdict>> = {}
  for (const metric of findMetrics(METRIC_IDS)) {
    verdicts[metric.id] = await metric.judge(
      { question: { index: 0, dbId: 'school', question: '', gold }, predicted, database },
      { mode, timeoutMs: 10_000, rounds: 5 },
    )
  }
  return verdicts
}

/** How fast another query ran is no matter of this test, only that it was measured at all. */
function isRight(id: MetricId, { score }: Verdict, isSame: boolean): boolean {
  const isTimed = id === 'ves' || id === 'r-ves'
  return isTimed && !isSame ? score > 0 : score === 1
}

function writeDatabase(file: string, script: string): void {
  const connection = new DatabaseSync(file)
  connection.exec(script)
  connection.close()
}
