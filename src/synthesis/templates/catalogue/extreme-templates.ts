import type { Growth } from '../../grammar/growth.ts'
import { call, compare, subquery } from '../../grammar/query-pieces.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import { sayPinned } from '../../verbalizer/phrasing/pinned.ts'
import { attributesOf, datesOf, measuresOf, pickNamed, pickOf } from '../parts/pick-parts.ts'
import { pickRestriction, type Restriction } from '../parts/restriction.ts'
import { bare, by, conditionsOf, ofTable } from '../parts/simple-query.ts'
import { hasOwnName, pickStoredRow, pickTop } from '../parts/stored-row.ts'
import { type Filling, needed, type Template } from '../template.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

const hasMeasures = (entity: Entity): boolean => measuresOf(entity).length > 0
const isComplete = ({ hasNulls }: ColumnWords): boolean => !hasNulls

/** "Which … is the longest?" over one table. */
export const EXTREME_TEMPLATES: readonly Template[] = [
  {
    name: 'the row with the highest number',
    wordings: [
      'Which {namedThing} has the {highest} {measure}?',
      'Which {namedThing} is the {most}?',
      'Which {namedThing} has the most {counted}?',
      'What is the {label} of the {most} {thing}?',
      'What is the {label} of the {thing} with the {highest} {measure}?',
      'Find the {label} of the {thing} with the {highest} {measure}.',
    ],
    fill: (growth) => first(growth, 'desc'),
  },
  {
    name: 'the row with the lowest number',
    wordings: [
      'Which {namedThing} has the {lowest} {measure}?',
      'Which {namedThing} is the {least}?',
      'Which {namedThing} has the fewest {counted}?',
      'What is the {label} of the {least} {thing}?',
      'What is the {label} of the {thing} with the {lowest} {measure}?',
      'Find the {label} of the {thing} with the {lowest} {measure}.',
    ],
    fill: (growth) => first(growth, 'asc'),
  },
  {
    name: 'the row with the highest number among some',
    wordings: [
      'Which of the {rows} has the {highest} {measure}?',
      'Of all {rows}, which one has the {highest} {measure}?',
      'Among the {rows}, which one is the {most}?',
      'What is the {label} of the {most} of the {rows}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      return top(entity, column, 'desc', 1, [pickRestriction(growth, entity, { but: [column] })])
    },
  },
  {
    name: 'the rows with the highest numbers',
    wordings: [
      'Which {number} {namedThings} have the {highest} {measures}?',
      'What are the {labels} of the {number} {things} with the {highest} {measures}?',
      'What are the {labels} of the {number} {most} {things}?',
      'List the {labels} of the top {number} {things} by {measure}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      return top(entity, pickOf(growth, measuresOf(entity)), 'desc', pickTop(growth, entity.rowCount))
    },
  },
  {
    name: 'the rows with the lowest numbers',
    wordings: [
      'Which {number} {namedThings} have the {lowest} {measures}?',
      'What are the {labels} of the {number} {things} with the {lowest} {measures}?',
      'What are the {labels} of the {number} {least} {things}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      return top(
        entity,
        pickOf(growth, measuresOf(entity).filter(isComplete)),
        'asc',
        pickTop(growth, entity.rowCount),
      )
    },
  },
  {
    name: 'the rows with the highest numbers among some',
    wordings: [
      'Which {number} {rows} have the {highest} {measures}?',
      'Of the {rows}, which {number} have the {highest} {measures}?',
      'List the {labels} of the {number} {most} of the {rows}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      const restriction = pickRestriction(growth, entity, { but: [column] })
      return top(entity, column, 'desc', pickTop(growth, entity.rowCount / 4), [restriction])
    },
  },
  {
    name: 'the latest row',
    wordings: [
      'Which {namedThing} has the latest {measure}?',
      'What is the {label} of the {thing} with the latest {measure}?',
      'What is the {label} of the {thing} with the most recent {measure}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth)
      return top(entity, pickOf(growth, datesOf(entity)), 'desc', 1)
    },
  },
  {
    name: 'the earliest row',
    wordings: [
      'Which {namedThing} has the earliest {measure}?',
      'What is the {label} of the {thing} with the earliest {measure}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth)
      return top(entity, pickOf(growth, datesOf(entity).filter(isComplete)), 'asc', 1)
    },
  },
  {
    name: 'the row with the second-highest number',
    wordings: [
      'Which {namedThing} has the second-{highest} {measure}?',
      'What is the {label} of the {thing} with the second-{highest} {measure}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(
        growth,
        measuresOf(entity).filter(({ isUnique }) => isUnique),
      )
      const orderBy = [by(bare(column), 'desc')]
      return {
        query: ofTable(entity, () => entity.names, [], { orderBy, limit: 1, offset: 1 }),
        words: { ...rowWords(entity), ...measureWords(column, entity) },
      }
    },
  },
  {
    name: 'all rows with the highest number',
    isNested: true,
    wordings: [
      'Which {namedThings} have the {highest} {measure} of all {things}?',
      'List the {labels} of all {things} whose {measure} equals the {highest} {measure} of any {thing}.',
      'What are the {labels} of all {things} that share the {highest} {measure}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(
        growth,
        measuresOf(entity).filter(({ isUnique }) => !isUnique),
      )
      return {
        query: ofTable(entity, () => entity.names, [
          compare(bare(column), '=', statistic(entity, column, 'max')),
        ]),
        words: { ...rowWords(entity), ...measureWords(column, entity) },
      }
    },
  },
  {
    name: 'a value of the row with the highest number',
    wordings: [
      '{whatIs} the {value} of the {thing} with the {highest} {measure}?',
      '{whatIs} the {value} of the {most} {thing}?',
      'Find the {value} of the {thing} that has the {highest} {measure}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      const shown = pickOf(growth, attributesOf(entity), column)
      const orderBy = [by(bare(column), 'desc')]
      return {
        query: ofTable(entity, () => [shown], [], { orderBy, limit: 1 }),
        words: { ...rowWords(entity), ...measureWords(column, entity), ...valueWords(shown, entity) },
      }
    },
  },
  {
    name: 'rows above the average',
    isNested: true,
    wordings: [
      'Which {namedThings} have {anAboveMeasure}?',
      'Which {namedThings} are {more} than the average {thing}?',
      'List the {labels} of all {things} whose {measure} is above the average {measure} of all {things}.',
      'What are the {labels} of the {things} with {aMeasure} above the average?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      return {
        query: ofTable(entity, () => entity.names, [
          compare(bare(column), '>', statistic(entity, column, 'avg')),
        ]),
        words: { ...rowWords(entity), ...measureWords(column, entity) },
      }
    },
  },
  {
    name: 'rows below the average',
    isNested: true,
    wordings: [
      'Which {namedThings} have a below-average {measure}?',
      'Which {namedThings} are {less} than the average {thing}?',
      'List the {labels} of all {things} whose {measure} is below the average {measure} of all {things}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      return {
        query: ofTable(entity, () => entity.names, [
          compare(bare(column), '<', statistic(entity, column, 'avg')),
        ]),
        words: { ...rowWords(entity), ...measureWords(column, entity) },
      }
    },
  },
  {
    name: 'rows above that of a named row',
    isNested: true,
    wordings: [
      'Which {namedThings} are {more} than {pinned}?',
      'Which {namedThings} have a higher {measure} than {pinned}?',
      'List the {labels} of all {things} whose {measure} is higher than that of {pinned}.',
    ],
    fill: (growth) => compared(growth, '>'),
  },
  {
    name: 'rows below that of a named row',
    isNested: true,
    wordings: [
      'Which {namedThings} are {less} than {pinned}?',
      'Which {namedThings} have a lower {measure} than {pinned}?',
      'List the {labels} of all {things} whose {measure} is lower than that of {pinned}.',
    ],
    fill: (growth) => compared(growth, '<'),
  },
]

function statistic(entity: Entity, column: ColumnWords, name: 'avg' | 'max'): ReturnType<typeof subquery> {
  return subquery(ofTable(entity, () => [call(name, bare(column))]))
}

function first(growth: Growth, direction: 'asc' | 'desc'): Filling {
  const entity = pickNamed(growth, hasMeasures)
  const columns = measuresOf(entity).filter((column) => direction === 'desc' || isComplete(column))
  return top(entity, pickOf(growth, columns), direction, 1)
}

function top(
  entity: Entity,
  column: ColumnWords,
  direction: 'asc' | 'desc',
  limit: number,
  restrictions: readonly Restriction[] = [],
): Filling {
  return {
    query: ofTable(entity, () => entity.names, restrictions, {
      orderBy: [by(bare(column), direction)],
      limit,
    }),
    words: {
      ...rowWords(entity, conditionsOf(restrictions)),
      ...measureWords(column, entity),
      number: sayCount(limit),
    },
  }
}

function compared(growth: Growth, operator: '<' | '>'): Filling {
  const entity = pickNamed(growth, (one) => hasMeasures(one) && hasOwnName(one))
  const column = pickOf(growth, measuresOf(entity))
  const row = pickStoredRow(growth, entity)
  const value = subquery(ofTable(entity, () => [column], row.parts))
  return {
    query: ofTable(entity, () => entity.names, [compare(bare(column), operator, value)]),
    words: {
      ...rowWords(entity),
      ...measureWords(column, entity),
      pinned: needed(sayPinned(row.rows)),
    },
  }
}
