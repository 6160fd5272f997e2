import { chooseThreshold } from '../../grammar/choose-value.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, literal } from '../../grammar/query-pieces.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { sayLiteral } from '../../verbalizer/phrasing/value-phrase.ts'
import { hasBoth, hasCategory, ofGroups, pickGroups, withWords } from '../parts/category-groups.ts'
import type { GroupParts } from '../parts/group-query.ts'
import { amountsOf, categoriesOf, measuresOf, pickOf } from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { only } from '../parts/seats.ts'
import { bare, by, percentage } from '../parts/simple-query.ts'
import { type Filling, needed, type Template } from '../template.ts'
import { measureWords, rowWords } from '../wording/row-words.ts'

/** Numbers over the rows of each kind. */
export const CATEGORY_NUMBER_TEMPLATES: readonly Template[] = [
  {
    name: 'the average for each category',
    wordings: [
      'What is the average {measure} of the {things} for each {value}?',
      'Show the average {measure} of the {things} per {value}.',
      'For each {value}, what is the average {measure} of the {things}?',
    ],
    fill: (growth) => measured(growth, (column) => ({ numbers: [call('avg', bare(column))] })),
  },
  {
    name: 'the total for each category',
    wordings: [
      'What is the {sum} of the {things} for each {value}?',
      'Show the {sum} of all {things} per {value}.',
      'For each {value}, what is the {sum} of the {things}?',
    ],
    fill: (growth) => measured(growth, (column) => ({ numbers: [call('sum', bare(column))] }), amountsOf),
  },
  {
    name: 'the highest for each category',
    wordings: [
      'What is the {highest} {measure} of the {things} for each {value}?',
      'For each {value}, show the {highest} {measure} of any {thing}.',
    ],
    fill: (growth) => measured(growth, (column) => ({ numbers: [call('max', bare(column))] })),
  },
  {
    name: 'the lowest and the highest for each category',
    wordings: [
      'For each {value}, what are the minimum and the maximum {measure} of the {things}?',
      'Show the minimum and the maximum {measure} of the {things} for each {value}.',
    ],
    fill: (growth) =>
      measured(growth, (column) => ({ numbers: [call('min', bare(column)), call('max', bare(column))] })),
  },
  {
    name: 'the number and the average for each category',
    wordings: [
      'For each {value}, show the number of {things} and their average {measure}.',
      'For each {value}, how many {things} are there, and what is their average {measure}?',
    ],
    fill: (growth) => measured(growth, (column) => ({ numbers: [call('count'), call('avg', bare(column))] })),
  },
  {
    name: 'the category with the highest average',
    wordings: [
      'Which {value} has {things} with the highest average {measure}?',
      'For which {value} is the average {measure} of the {things} the highest?',
      'Find the {value} whose {things} have the highest average {measure}.',
    ],
    fill: (growth) =>
      measured(growth, (column) => ({ orderBy: [by(call('avg', bare(column)), 'desc')], limit: 1 })),
  },
  {
    name: 'the category with the highest total',
    wordings: [
      'Find the {value} whose {things} have the highest {sum}.',
      'For which {value} is the {sum} of the {things} the highest?',
    ],
    fill: (growth) =>
      measured(
        growth,
        (column) => ({ orderBy: [by(call('sum', bare(column)), 'desc')], limit: 1 }),
        amountsOf,
      ),
  },
  {
    name: 'categories with an average above that',
    wordings: [
      'For which {values} is the average {measure} of the {things} above {number}{units}?',
      'List every {value} for which the average {measure} of the {things} is above {number}{units}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasBoth)
      const own = pickOf(growth, measuresOf(entity))
      const number = needed(chooseThreshold(growth, own))
      const having = compare(call('avg', bare(own)), '>', literal(number))
      return withWords(ofGroups(entity, column, { having }), {
        ...measureWords(own, entity),
        number: sayLiteral(own, number),
      })
    },
  },
  {
    name: 'different values for each category',
    wordings: [
      'For each {value}, how many different {others} are there among the {things}?',
      'Show the number of different {others} among the {things} for each {value}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      const other = pickOf(growth, categoriesOf(entity), column)
      return withWords(ofGroups(entity, column, { numbers: [call('count', bare(other), true)] }), {
        others: other.many,
      })
    },
  },
  {
    name: 'what percentage for each category',
    wordings: [
      'For each {value}, what percentage of the {things} {do}?',
      'What percentage of the {things} of each {value} {do}?',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      const share = pickRestriction(growth, entity, { but: [column], on: ({ role }) => role === 'flag' })
      const filling = ofGroups(entity, column, { numbers: [percentage(share.where(only(entity)))] })
      return withWords(filling, { do: rowWords(entity, [share.condition]).do })
    },
  },
]

function measured(
  growth: Growth,
  parts: (column: ColumnWords) => Partial<GroupParts>,
  columnsOf: (entity: Entity) => readonly ColumnWords[] = measuresOf,
): Filling {
  const { entity, column } = pickGroups(growth, (one) => hasCategory(one) && columnsOf(one).length > 0)
  const own = pickOf(growth, columnsOf(entity))
  return withWords(ofGroups(entity, column, parts(own)), { ...measureWords(own, entity) })
}
