import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call } from '../../grammar/query-pieces.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { amountsOf, datesOf, measuresOf, pickOf, pickThing } from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { bare, conditionsOf, ofTable } from '../parts/simple-query.ts'
import type { Filling, Template } from '../template.ts'
import { measureWords, rowWords } from '../wording/row-words.ts'

/** Averages, totals, extremes: numbers over one table. */
export const NUMBER_TEMPLATES: readonly Template[] = [
  {
    name: 'the average',
    wordings: [
      'What is the average {measure} of the {rows}{unit}?',
      'Find the average {measure} of all {rows}{unit}.',
      'On average, how many {counted} do the {things} have?',
    ],
    fill: (growth) => measured(growth, measuresOf, 0, (column) => [call('avg', bare(column))]),
  },
  {
    name: 'the average of some rows',
    wordings: [
      'What is the average {measure} of the {rows}?',
      'Find the average {measure} of all {rows}.',
      'Calculate the average {measure} of the {rows}.',
    ],
    fill: (growth) => measured(growth, measuresOf, 1, (column) => [call('avg', bare(column))]),
  },
  {
    name: 'the total',
    wordings: [
      'What is the {sum} of all {rows}?',
      'Find the {sum} of the {rows}.',
      'Calculate the {sum} of all {rows}.',
    ],
    fill: (growth) => measured(growth, amountsOf, 0, (column) => [call('sum', bare(column))]),
  },
  {
    name: 'the total of some rows',
    wordings: [
      'What is the {sum} of the {rows}?',
      'Find the {sum} of all {rows}.',
      'Calculate the {sum} of the {rows}.',
    ],
    fill: (growth) => measured(growth, amountsOf, 1, (column) => [call('sum', bare(column))]),
  },
  {
    name: 'the highest',
    wordings: [
      'What is the {highest} {measure} of any {thing}?',
      'What is the {highest} {measure} among the {things}?',
      'Find the maximum {measure} of the {things}.',
    ],
    fill: (growth) => measured(growth, measuresOf, 0, (column) => [call('max', bare(column))]),
  },
  {
    name: 'the lowest of some rows',
    wordings: [
      'What is the {lowest} {measure} among the {rows}?',
      'Find the minimum {measure} of the {rows}.',
    ],
    fill: (growth) => measured(growth, measuresOf, 1, (column) => [call('min', bare(column))]),
  },
  {
    name: 'the lowest and the highest',
    wordings: [
      'What are the minimum and the maximum {measure} of the {things}?',
      'Show the minimum and the maximum {measure} of all {things}.',
    ],
    fill: (growth) =>
      measured(growth, measuresOf, 0, (column) => [call('min', bare(column)), call('max', bare(column))]),
  },
  {
    name: 'the average, the lowest and the highest',
    wordings: [
      'What are the average, minimum and maximum {measure} of the {rows}?',
      'Show the average, minimum and maximum {measure} of the {rows}.',
    ],
    fill: (growth) =>
      measured(growth, measuresOf, 1, (column) => [
        call('avg', bare(column)),
        call('min', bare(column)),
        call('max', bare(column)),
      ]),
  },
  {
    name: 'the difference between the highest and the lowest',
    wordings: [
      'What is the difference between the {highest} and the {lowest} {measure} of the {things}?',
      'By how much does the {highest} {measure} of the {things} exceed the {lowest} one?',
    ],
    fill: (growth) =>
      measured(growth, measuresOf, 0, (column) => [
        {
          kind: 'binary',
          operator: '-',
          left: call('max', bare(column)),
          right: call('min', bare(column)),
        },
      ]),
  },
  {
    name: 'the first and the last date',
    wordings: [
      'What are the earliest and the latest {measure} of the {things}?',
      'Show the first and the last {measure} of all {things}.',
    ],
    fill: (growth) =>
      measured(growth, datesOf, 0, (column) => [call('min', bare(column)), call('max', bare(column))]),
  },
  {
    name: 'the last date of some rows',
    wordings: [
      'What is the latest {measure} of the {rows}?',
      'What is the most recent {measure} of the {rows}?',
    ],
    fill: (growth) => measured(growth, datesOf, 1, (column) => [call('max', bare(column))]),
  },
]

function measured(
  growth: Growth,
  columnsOf: (entity: Entity) => readonly ColumnWords[],
  conditions: 0 | 1,
  numbers: (column: ColumnWords) => readonly Expression[],
): Filling {
  const entity = pickThing(growth, (one) => columnsOf(one).length > 0)
  const column = pickOf(growth, columnsOf(entity))
  const restrictions = conditions === 0 ? [] : [pickRestriction(growth, entity, { but: [column] })]
  return {
    query: ofTable(entity, () => numbers(column), restrictions),
    words: {
      ...rowWords(entity, conditionsOf(restrictions)),
      ...measureWords(column, entity),
    },
  }
}
