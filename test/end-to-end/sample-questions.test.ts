import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveSameRows } from '../../bench/same-rows.ts'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { temporaryFolder } from './run-sonde.ts'
import { SAMPLE_QUESTIONS } from './sample-questions.ts'

const folder = temporaryFolder()
let database: InstanceType<typeof DatabaseSync>

beforeAll(async () => {
  const path = join(folder, 'harbor-tea.sqlite')
  await writeSampleDatabase(path)
  database = new DatabaseSync(path, { readOnly: true })
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

describe('the sample questions', () => {
  it.each(SAMPLE_QUESTIONS)('$question: the gold SQL runs and finds rows', ({ sql, alsoRight = [] }) => {
    for (const query of [sql, ...alsoRight]) expect(database.prepare(query).all()).not.toEqual([])
  })

  it('are each asked once', () => {
    expect(new Set(SAMPLE_QUESTIONS.map(({ question }) => question.toLowerCase())).size).toBe(
      SAMPLE_QUESTIONS.length,
    )
  })
})

describe('haveSameRows', () => {
  const wanted = [
    ['Wien', 24],
    ['Graz', 14],
  ]
  it.each([
    ['the same rows', wanted, {}, true],
    ['other order', [wanted[1]!, wanted[0]!], {}, true],
    ['other order where it counts', [wanted[1]!, wanted[0]!], { orderedBy: 1 }, false],
    [
      'columns swapped',
      [
        [24, 'Wien'],
        [14, 'Graz'],
      ],
      { orderedBy: 1 },
      true,
    ],
    [
      'cells of other rows',
      [
        ['Wien', 14],
        ['Graz', 24],
      ],
      {},
      false,
    ],
    [
      'a column more',
      [
        ['AT', 'Wien', 24],
        ['AT', 'Graz', 14],
      ],
      {},
      false,
    ],
    [
      'a column more where that is no mistake',
      [
        ['AT', 'Wien', 24],
        ['AT', 'Graz', 14],
      ],
      { allowsExtraColumns: true },
      true,
    ],
    ['a column less', [['Wien'], ['Graz']], { allowsExtraColumns: true }, false],
    ['a row more', [...wanted, ['Wien', 24]], {}, false],
    ['a row twice instead of another', [wanted[0]!, wanted[0]!], {}, false],
    [
      'the last digits',
      [
        ['Wien', 24.000_000_000_1],
        ['Graz', 14],
      ],
      {},
      true,
    ],
    [
      'null as text',
      [
        ['Wien', 24],
        [null, 14],
      ],
      {},
      false,
    ],
  ] as const)('%s', (_, rows, comparison, isSame) => {
    expect(haveSameRows(wanted, rows, comparison)).toBe(isSame)
  })
})
