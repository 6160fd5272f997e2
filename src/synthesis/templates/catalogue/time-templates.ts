import type { Expression } from '../../../sql/ast.ts'
import { chooseYear } from '../../grammar/choose-value.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, datePart, literal, query, select, show } from '../../grammar/query-pieces.ts'
import { tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { attributeNoun, type Noun } from '../../verbalizer/phrasing/attribute-phrase.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { amountsOf, datesOf, measuresOf, pickOf, pickThing } from '../parts/pick-parts.ts'
import { only } from '../parts/seats.ts'
import { bare, by } from '../parts/simple-query.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { measureWords, rowWords } from '../wording/row-words.ts'

/** Rows in groups by the year or the month of a date. */
export const TIME_TEMPLATES: readonly Template[] = [
  {
    name: 'how many rows for each year',
    wordings: [
      'How many {things} are there for each {year}?',
      'For each {year}, how many {things} are there?',
      'Show the number of {things} per {year}.',
    ],
    fill: (growth) => yearly(growth, () => ({ numbers: [call('count')] })),
  },
  {
    name: 'the year with the most rows',
    wordings: [
      'Which {year} has the most {things}?',
      'What is the {year} with the largest number of {things}?',
    ],
    fill: (growth) => yearly(growth, () => ({ orderBy: [by(call('count'), 'desc')], limit: 1 })),
  },
  {
    name: 'the total for each year',
    wordings: [
      'What is the {sum} of the {things} for each {year}?',
      'For each {year}, what is the {sum} of the {things}?',
    ],
    fill: (growth) => yearly(growth, (column) => ({ numbers: [call('sum', bare(column))] }), amountsOf),
  },
  {
    name: 'the average for each year',
    wordings: [
      'What is the average {measure} of the {things} for each {year}?',
      'Show the average {measure} of the {things} per {year}.',
    ],
    fill: (growth) => yearly(growth, (column) => ({ numbers: [call('avg', bare(column))] }), measuresOf),
  },
  {
    name: 'how many rows for each month of a year',
    wordings: [
      'How many {things} are there for each {month} in {inYear}?',
      'Show the number of {things} per {month} for {inYear}.',
    ],
    fill: (growth) => {
      const entity = pickThing(growth, (one) => datesOf(one).length > 0 && one.rowCount > 20)
      const date = pickOf(growth, datesOf(entity))
      const year = String(needed(chooseYear(growth, date)))
      const month = datePart('%m', { kind: 'column', name: date.column })
      const inYear = compare(yearOf(date), '=', literal(year))
      return {
        query: grouped({
          from: tableOf(only(entity)),
          groupBy: [month],
          numbers: [call('count')],
          where: [inYear],
        }),
        words: { ...rowWords(entity), month: partNoun(entity, date, 'month').one, inYear: year },
      }
    },
  },
  {
    name: 'the different years',
    wordings: [
      'What are the different {years} of the {things}?',
      'List the distinct {years} of all {things}.',
    ],
    fill: (growth) => {
      const { entity, date } = pickDated(growth, (one) => datesOf(one).length > 0)
      return {
        query: query(select({ columns: [show(yearOf(date))], from: tableOf(only(entity)), distinct: true })),
        words: {
          ...rowWords(entity),
          years: partNoun(entity, date, 'year').many,
        },
      }
    },
  },
]

function yearOf(date: ColumnWords): Expression {
  return datePart('%Y', { kind: 'column', name: date.column })
}

/** "birth year"; no more than "year" where the only date is the row's own: that of an order, not of a birth. */
function partNoun(entity: Entity, column: ColumnWords, part: 'year' | 'month'): Noun {
  const isOwn = /^(?:date|time|day|datetime|timestamp)$/.test(column.one)
  const isOnly = entity.columns.filter(({ role }) => role === 'date').length === 1
  if (isOwn && isOnly) return { one: part, many: `${part}s` }
  const noun = attributeNoun({ kind: 'attribute', path: [], column, part })
  // "year placed" and "required year" are said of nothing but the column.
  insist(noun.one.endsWith(part) && !/^(?:required|due)\b/.test(noun.one))
  return noun
}

function pickDated(
  growth: Growth,
  suits: (entity: Entity) => boolean,
): { entity: Entity; date: ColumnWords } {
  const entity = pickThing(growth, suits)
  const date = pickOf(
    growth,
    datesOf(entity).filter(({ hasNulls }) => !hasNulls),
  )
  insist(chooseYear(growth, date) !== undefined)
  return { entity, date }
}

function yearly(
  growth: Growth,
  parts: (column: ColumnWords) => Partial<GroupParts>,
  columnsOf?: (entity: Entity) => readonly ColumnWords[],
): Filling {
  const { entity, date } = pickDated(
    growth,
    (one) => datesOf(one).length > 0 && (columnsOf === undefined || columnsOf(one).length > 0),
  )
  const own = columnsOf === undefined ? date : pickOf(growth, columnsOf(entity))
  return {
    query: grouped({ from: tableOf(only(entity)), groupBy: [yearOf(date)], ...parts(own) }),
    words: {
      ...rowWords(entity),
      ...(columnsOf && measureWords(own, entity)),
      year: partNoun(entity, date, 'year').one,
    },
  }
}
