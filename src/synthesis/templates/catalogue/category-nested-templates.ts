import type { Growth } from '../../grammar/growth.ts'
import { call, compare, query, select, show, subquery } from '../../grammar/query-pieces.ts'
import { reference, type Seat, tableOf } from '../../grammar/rows.ts'
import { sayLiteral } from '../../verbalizer/phrasing/value-phrase.ts'
import { hasBoth, hasCategory, ofGroups, pickGroups, withWords } from '../parts/category-groups.ts'
import { categoriesOf, isNamed, measuresOf, pickOf } from '../parts/pick-parts.ts'
import { equal, type Restriction } from '../parts/restriction.ts'
import { only } from '../parts/seats.ts'
import { bare, ofTable } from '../parts/simple-query.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

/** Kinds of rows against each other, and rows against their kind. */
export const CATEGORY_NESTED_TEMPLATES: readonly Template[] = [
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
      'Which {namedThings} have {aMeasure} above the average of all {things} {alike}?',
      'List the {labels} of all {things} whose {measure} is above the average {measure} of the {things} {alike}.',
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
