import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, literal } from '../../grammar/query-pieces.ts'
import { tableOf } from '../../grammar/rows.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import { hasCategory, ofGroups, pickGroups, withWords } from '../parts/category-groups.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { categoriesOf, pickOf } from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { only } from '../parts/seats.ts'
import { bare, by } from '../parts/simple-query.ts'
import { pickTop } from '../parts/stored-row.ts'
import { type Filling, needed, type Template } from '../template.ts'
import { rowWords, valueWords } from '../wording/row-words.ts'

/** How many rows there are of each kind. */
export const CATEGORY_COUNT_TEMPLATES: readonly Template[] = [
  {
    name: 'how many rows for each category',
    wordings: [
      'How many {things} are there for each {value}?',
      'How many {things} are there in each {place}?',
      'How many {things} come from each {origin}?',
      'Show each {value} with its number of {things}.',
      'What is the number of {things} per {value}?',
    ],
    fill: (growth) => counted(growth, {}),
  },
  {
    name: 'how many of some rows for each category',
    wordings: [
      'Among the {rows}, how many are there for each {value}?',
      'Show the number of {rows} by {value}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      const restriction = pickRestriction(growth, entity, { but: [column] })
      return ofGroups(entity, column, { numbers: [call('count')] }, [restriction])
    },
  },
  {
    name: 'categories by their number of rows',
    wordings: [
      'How many {things} are there for each {value}? Sort the result from most to fewest.',
      'List each {value} with its number of {things}, starting with the one that has the most.',
      'Show the number of {things} per {value}, from most to fewest.',
    ],
    fill: (growth) => counted(growth, { orderBy: [by(call('count'), 'desc')] }),
  },
  {
    name: 'the most common category',
    wordings: [
      'Which {value} has the most {things}?',
      'Which {origin} do the most {things} come from?',
      'What is the most common {feature} among the {things}?',
      'Find the {value} with the largest number of {things}.',
    ],
    fill: (growth) => counted(growth, { orderBy: [by(call('count'), 'desc')], limit: 1 }, false),
  },
  {
    name: 'the least common category',
    wordings: [
      'Which {value} has the fewest {things}?',
      'What is the least common {feature} among the {things}?',
      'Find the {value} with the smallest number of {things}.',
    ],
    fill: (growth) => counted(growth, { orderBy: [by(call('count'), 'asc')], limit: 1 }, false),
  },
  {
    name: 'the most common categories',
    wordings: [
      'Which {number} {values} have the most {things}?',
      'What are the {number} most common {features} among the {things}?',
      'List the top {number} {values} by number of {things}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      const limit = pickTop(growth, column.profile.distinctCount)
      const filling = ofGroups(entity, column, { orderBy: [by(call('count'), 'desc')], limit })
      return withWords(filling, {
        number: sayCount(limit),
        features: valueWords(column, entity).feature && column.many,
      })
    },
  },
  {
    name: 'the most common category, and how common',
    wordings: [
      'Which {value} has the most {things}, and how many are there?',
      'Find the {value} with the largest number of {things}, and show that number.',
    ],
    fill: (growth) => counted(growth, { orderBy: [by(call('count'), 'desc')], limit: 1 }),
  },
  {
    name: 'the most common category of some rows',
    wordings: ['Which {value} has the most {rows}?', 'What is the most common {feature} among {rows}?'],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      const restriction = pickRestriction(growth, entity, { but: [column] })
      return ofGroups(entity, column, { orderBy: [by(call('count'), 'desc')], limit: 1 }, [restriction])
    },
  },
  {
    name: 'categories with at least so many rows',
    wordings: [
      'Which {values} have at least {number} {things}?',
      'List every {value} with {number} or more {things}.',
      'Which {values} have {number} or more {things}?',
    ],
    fill: (growth) => havingCount(growth, '>='),
  },
  {
    name: 'categories with more rows than that',
    wordings: [
      'Which {values} have more than {number} {things}?',
      'List every {value} with more than {number} {things}.',
    ],
    fill: (growth) => havingCount(growth, '>'),
  },
  {
    name: 'how many rows for each pair of categories',
    wordings: [
      'How many {things} are there for each combination of {value} and {other}?',
      'Show the number of {things} by {value} and {other}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      const other = pickOf(growth, categoriesOf(entity), column)
      const groupBy = [bare(column), bare(other)]
      return {
        query: grouped({ from: tableOf(only(entity)), groupBy, numbers: [call('count')] }),
        words: { ...rowWords(entity), ...valueWords(column, entity), other: other.one },
      }
    },
  },
]

function counted(growth: Growth, parts: Partial<GroupParts>, isShown = true): Filling {
  const { entity, column } = pickGroups(growth, hasCategory)
  const numbers: Expression[] = isShown ? [call('count')] : []
  return ofGroups(entity, column, { ...parts, numbers })
}

/** A number of rows that some categories reach. */
function havingCount(growth: Growth, operator: '>' | '>='): Filling {
  const { entity, column } = pickGroups(growth, hasCategory)
  const counts = column.profile.frequentValues.map(({ count }) => count).filter((count) => count > 2)
  const count = needed(counts.length === 0 ? undefined : growth.random.pick(counts))
  const said = count > 20 ? Number((count * 0.8).toPrecision(1)) : count - 1
  const filling = ofGroups(entity, column, { having: compare(call('count'), operator, literal(said)) })
  return withWords(filling, { number: sayCount(said) })
}
