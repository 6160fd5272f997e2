import type { Expression } from '../../../sql/ast.ts'
import { chooseThreshold } from '../../grammar/choose-value.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, literal, query, select, show, subquery } from '../../grammar/query-pieces.ts'
import { reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import { sayLiteral } from '../../verbalizer/phrasing/value-phrase.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { amountsOf, categoriesOf, isNamed, measuresOf, pickOf, pickThing } from '../parts/pick-parts.ts'
import { equal, pickRestriction, type Restriction } from '../parts/restriction.ts'
import { only } from '../parts/seats.ts'
import { bare, by, conditionsOf, ofTable, percentage } from '../parts/simple-query.ts'
import { pickTop } from '../parts/stored-row.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'
import { sumWords } from '../wording/sum-words.ts'

const hasCategory = (entity: Entity): boolean => categoriesOf(entity).length > 0
const hasBoth = (entity: Entity): boolean => hasCategory(entity) && measuresOf(entity).length > 0

/** Rows in groups by a column with few values. */
export const CATEGORY_TEMPLATES: readonly Template[] = [
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
    wordings: ['For each {value}, how many {few} are there?', 'Show each {value} and the number of {rows}.'],
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
      'For which {values} is the average {measure} of the {things} above {number}{unit}?',
      'List every {value} where the average {measure} of the {things} is above {number}{unit}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasBoth)
      const own = pickOf(growth, measuresOf(entity))
      const number = needed(chooseThreshold(growth, own))
      const having = compare(call('avg', bare(own)), '>', literal(number))
      return withWords(ofGroups(entity, column, { having }), {
        ...measureWords(own, entity),
        number: String(number),
      })
    },
  },
  {
    name: 'different values for each category',
    wordings: [
      'For each {value}, how many different {others} are there among the {things}?',
      'How many different {others} do the {things} of each {value} have?',
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
  {
    name: 'the row with the highest number of each category',
    isNested: true,
    wordings: [
      'For each {value}, which {namedThing} has the {highest} {measure}?',
      'For each {value}, show the {label} of the {thing} with the {highest} {measure}.',
      'For each {value}, which {namedThing} is the {most}?',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(
        growth,
        (one) => hasBoth(one) && isNamed(one) && one.rowCount < 2_000,
      )
      const own = pickOf(growth, measuresOf(entity))
      const [outer, inner]: Seat[] = [
        { entity, name: entity.table },
        { entity, name: 'other' },
      ]
      const highest = query(
        select({
          columns: [show(call('max', reference(inner!, own)))],
          from: tableOf(inner!),
          where: [compare(reference(inner!, column), '=', reference(outer!, column))],
        }),
      )
      return {
        query: query(
          select({
            columns: [column, ...entity.names].map((one) => show(reference(outer!, one))),
            from: tableOf(outer!),
            where: [compare(reference(outer!, own), '=', subquery(highest))],
          }),
        ),
        words: { ...rowWords(entity), ...valueWords(column, entity), ...measureWords(own, entity) },
      }
    },
  },
  {
    name: 'rows above the average of their category',
    isNested: true,
    wordings: [
      'Which {namedThings} have {aMeasure} above the average of all {things} with the same {value}?',
      'List the {labels} of all {things} whose {measure} is above the average {measure} of the {things} with the same {value}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(
        growth,
        (one) => hasBoth(one) && isNamed(one) && one.rowCount < 2_000,
      )
      const own = pickOf(growth, measuresOf(entity))
      const [outer, inner]: Seat[] = [
        { entity, name: entity.table },
        { entity, name: 'other' },
      ]
      const average = query(
        select({
          columns: [show(call('avg', reference(inner!, own)))],
          from: tableOf(inner!),
          where: [compare(reference(inner!, column), '=', reference(outer!, column))],
        }),
      )
      return {
        query: query(
          select({
            columns: entity.names.map((one) => show(reference(outer!, one))),
            from: tableOf(outer!),
            where: [compare(reference(outer!, own), '>', subquery(average))],
          }),
        ),
        words: { ...rowWords(entity), ...valueWords(column, entity), ...measureWords(own, entity) },
      }
    },
  },
  {
    name: 'categories with as many rows as another',
    isNested: true,
    wordings: [
      'Which {values} have more {things} than {named}?',
      'List every {value} that has more {things} than {named}.',
    ],
    fill: (growth) => {
      const { entity, column } = pickGroups(growth, hasCategory)
      insist(/^(?:city|country|state|region|genre|department|category)$/.test(column.one))
      // Of the less frequent: something has to have more.
      const value = needed(column.values.at(-1 - growth.random.below(Math.max(1, column.values.length - 1))))
      const own = subquery(ofTable(entity, () => [call('count')], [equal(column, value)]))
      const filling = ofGroups(entity, column, { having: compare(call('count'), '>', own) })
      return withWords(filling, { named: sayLiteral(column, value) })
    },
  },
  {
    name: 'categories that have rows of both kinds',
    isNested: true,
    wordings: [
      'Which {values} have both {someRows} and {otherRows}?',
      'List the {values} that have {someRows} as well as {otherRows}.',
    ],
    fill: (growth) => twoKinds(growth, 'intersect'),
  },
  {
    name: 'categories that have rows of one kind and not of the other',
    isNested: true,
    wordings: [
      'Which {values} have {someRows} but no {otherRows}?',
      'List the {values} that have {someRows} but no {otherRows}.',
    ],
    fill: (growth) => twoKinds(growth, 'except'),
  },
]

interface Groups {
  readonly entity: Entity
  readonly column: ColumnWords
}

function pickGroups(growth: Growth, suits: (entity: Entity) => boolean): Groups {
  const entity = pickThing(growth, suits)
  return { entity, column: pickOf(growth, categoriesOf(entity)) }
}

function ofGroups(
  entity: Entity,
  column: ColumnWords,
  parts: Partial<GroupParts>,
  restrictions: readonly Restriction[] = [],
): Filling {
  const seat = only(entity)
  const where = restrictions.map((restriction) => restriction.where(seat))
  return {
    query: grouped({ from: tableOf(seat), groupBy: [bare(column)], where, ...parts }),
    words: { ...rowWords(entity, conditionsOf(restrictions)), ...valueWords(column, entity) },
  }
}

function withWords({ query: tree, words }: Filling, more: Filling['words']): Filling {
  return { query: tree, words: { ...words, ...more } }
}

function counted(growth: Growth, parts: Partial<GroupParts>, isShown = true): Filling {
  const { entity, column } = pickGroups(growth, hasCategory)
  const numbers: Expression[] = isShown ? [call('count')] : []
  return ofGroups(entity, column, { ...parts, numbers })
}

function measured(
  growth: Growth,
  parts: (column: ColumnWords) => Partial<GroupParts>,
  columnsOf: (entity: Entity) => readonly ColumnWords[] = measuresOf,
): Filling {
  const { entity, column } = pickGroups(growth, (one) => hasCategory(one) && columnsOf(one).length > 0)
  const own = pickOf(growth, columnsOf(entity))
  return withWords(ofGroups(entity, column, parts(own)), { ...measureWords(own, entity), sum: sumWords(own) })
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

function twoKinds(growth: Growth, operator: 'intersect' | 'except'): Filling {
  const { entity, column } = pickGroups(growth, hasCategory)
  const kind = pickOf(
    growth,
    entity.columns.filter(
      (one) => one.role === 'category' && one.values.length > 1 && one.profile.distinctCount <= 30,
    ),
    column,
  )
  insist(categoriesOf(entity).includes(kind))
  const [some, other] = growth.random
    .shuffle([...kind.values])
    .slice(0, 2)
    .map((value) => equal(kind, value))
  const seat = only(entity)
  const half = (restriction: Restriction) =>
    select({ columns: [show(bare(column))], from: tableOf(seat), where: [restriction.where(seat)] })
  return {
    query: query({ kind: 'compound', operator, left: half(some!), right: half(other!) }),
    words: {
      ...valueWords(column, entity),
      someRows: rowWords(entity, [some!.condition]).rows,
      otherRows: rowWords(entity, [other!.condition]).rows,
    },
  }
}
