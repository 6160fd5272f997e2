import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenedDatabase, openEvaluatedDatabase } from '../open-evaluated-database.ts'
import { birdExecutionAccuracy } from './bird-execution-accuracy.ts'
import type { Metric, MetricMode, Verdict } from './metric.ts'
import { softF1 } from './soft-f1.ts'

const TOYS = `
create table toy (id integer primary key, name text, price real, maker text);
insert into toy values (1, 'top', 2.5, 'Ann'), (2, 'kite', 9.0, 'Bo'), (3, 'ball', 4.0, 'Ann'), (4, 'drum', 9.0, null);
create table odd (id integer primary key, name text);
insert into odd values (1, cast(x'41ff' as text)), (2, 'A' || char(0xfffd)), (3, 'A');`

let folder: string
let database: OpenedDatabase
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-bird-'))
  const path = join(folder, 'toys.sqlite')
  const handle = new DatabaseSync(path)
  handle.exec(TOYS)
  handle.close()
  database = await openEvaluatedDatabase('toys', path)
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function judge(metric: Metric, mode: MetricMode, gold: string, predicted: string): Promise<Verdict> {
  const question = { index: 0, dbId: 'toys', question: '', gold }
  return metric.judge({ question, predicted, database }, { mode, timeoutMs: 10_000, rounds: 1 })
}

describe('bird-ex as official', () => {
  it.each([
    ['the same query', 'select name from toy', 'select name from toy', null],
    ['rows in another order', 'select name from toy order by id', 'select name from toy order by name', null],
    ['rows that come more often', 'select distinct maker from toy', 'select maker from toy', null],
    ['a whole number and an equal float', 'select 9', 'select price from toy where id = 2', null],
    ['NULL and NULL', 'select maker from toy where id = 4', 'select null', null],
    ['two empty results of other columns', 'select 1 where 0', 'select 1, 2 where 0', null],
    ['columns in another order', 'select id, name from toy', 'select name, id from toy', 'other-rows'],
    ['one column more', 'select name from toy', 'select name, id from toy', 'other-columns'],
    ['one row more', 'select name from toy limit 1', 'select name from toy limit 3', 'other-row-count'],
    ['text for a number', 'select 1', "select '1'", 'other-rows'],
    ['text for a blob', "select 'a'", "select x'61'", 'other-rows'],
    ['a sum in another order', 'select 0.1 + 0.2 + 0.3', 'select 0.3 + 0.2 + 0.1', 'other-rows'],
    ['whole numbers beyond the floats', 'select 9007199254740993', 'select 9007199254740992.0', 'other-rows'],
    [
      'an empty result for some rows',
      'select name from toy',
      'select name from toy where 0',
      'other-row-count',
    ],
    ['a failing prediction', 'select name from toy', 'select nam from toy', 'prediction-failed'],
    ['a failing gold query', 'select nam from toy', 'select name from toy', 'gold-failed'],
    ['a statement that writes', 'select 1 where 0', 'delete from toy', 'prediction-failed'],
    ['no statement for an empty result', 'select 1 where 0', ' ; -- nothing', null],
    ['no statement for some rows', 'select 1', '', 'other-row-count'],
    ['a semicolon at the end', 'select 1', 'select 1; -- one', null],
    ['two semicolons, which are two statements to Python', 'select 1', 'select 1; ;', 'prediction-failed'],
    ['two semicolons in a text', "select ';;'", "select ';;'", null],
    ['two statements', 'select 1', 'select 1; select 1', 'prediction-failed'],
    ['text that is no UTF-8', 'select name from odd where id = 1', 'select name from odd', 'gold-failed'],
    ['it in a prediction', 'select name from odd where id = 3', 'select name from odd;', 'prediction-failed'],
    ['a stored replacement mark', "select 'A\uFFFD'", 'select name from odd where id = 2 -- it', null],
  ] as const)('judges %s', async (_, gold, predicted, reason) => {
    expect(await judge(birdExecutionAccuracy, 'as-official', gold, predicted)).toMatchObject({
      score: reason === null ? 1 : 0,
      reason,
    })
  })
})

describe('soft-f1', () => {
  it.each([
    ['the same query', 'select name, price from toy', 'select name, price from toy', 1, 1],
    ['columns in another order', 'select name, price from toy', 'select price, name from toy', 1, 1],
    // By place only the second of three rows is met; by value all are.
    [
      'three rows reversed',
      'select id from toy where id < 4',
      'select id from toy where id < 4 order by 1 desc',
      1 / 3,
      1,
    ],
    // Without crossings, one row of three can be matched.
    [
      'the same where gold orders',
      'select id from toy where id < 4 order by id',
      'select id from toy where id < 4 order by id desc',
      1 / 3,
      1 / 3,
    ],
    [
      'duplicate rows',
      'select distinct maker from toy where id < 4',
      'select maker from toy where id < 4',
      1,
      4 / 5,
    ],
    ['LIMIT 3 for LIMIT 1', 'select name from toy limit 1', 'select name from toy limit 3', 1 / 2, 1 / 2],
    ['a wrong literal', 'select name from toy where id = 1', 'select name from toy where id = 2', 0, 0],
    [
      'one cell of two',
      'select name, price from toy where id = 1',
      'select name, id from toy where id = 1',
      1 / 2,
      1 / 2,
    ],
    ['one column more', 'select name from toy', 'select name, id from toy', 2 / 3, 2 / 3],
    ['one column less', 'select name, id from toy', 'select name from toy', 2 / 3, 2 / 3],
    [
      'a row too many at the top',
      'select id from toy where id > 1 order by id',
      'select id from toy order by id',
      0,
      6 / 7,
    ],
    ['two empty results', 'select 1 where 0', 'select 2 where 0', 1, 1],
    ['two empty results of other columns', 'select 1 where 0', 'select 1, 2 where 0', 1, 0],
    ['an empty result for some rows', 'select name from toy', 'select name from toy where 0', 0, 0],
    ['some rows for an empty result', 'select name from toy where 0', 'select name from toy', 0, 0],
    // One row of gold holds the value twice: the official evaluator counts both against one.
    ['a value that comes twice in a row', 'select 1, 1', 'select 1, 2', 2 / 3, 1 / 2],
    ['a prediction that fails', 'select name from toy', 'select nam from toy', 0, 0],
    ['a gold query that fails', 'select nam from toy', 'select name from toy', 0, 0],
  ])('grades %s', async (_, gold, predicted, official, corrected) => {
    expect((await judge(softF1, 'as-official', gold, predicted)).score).toBeCloseTo(official)
    expect((await judge(softF1, 'corrected', gold, predicted)).score).toBeCloseTo(corrected)
  })

  it.each(['as-official', 'corrected'] as const)('%s says what is wrong', async (mode) => {
    const verdict = await judge(softF1, mode, 'select name from toy limit 1', 'select name from toy limit 3')
    expect(verdict).toMatchObject({ reason: 'other-row-count' })
    expect(await judge(softF1, mode, 'select 1', 'select')).toMatchObject({ reason: 'prediction-failed' })
    expect(await judge(softF1, mode, 'select', 'select 1')).toMatchObject({ reason: 'gold-failed' })
  })
})
