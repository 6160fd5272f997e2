import { chooseNamed } from '../../grammar/choose-value.ts'
import { query, select, show } from '../../grammar/query-pieces.ts'
import { reference, tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { listWith } from '../../verbalizer/phrasing/noun-phrase.ts'
import { sayPinned } from '../../verbalizer/phrasing/pinned.ts'
import {
  attributesOf,
  categoriesOf,
  datesOf,
  isThing,
  lackableOf,
  measuresOf,
  pickNamed,
  pickOf,
} from '../parts/pick-parts.ts'
import {
  pickRange,
  pickRestriction,
  pickRestrictions,
  type Restriction,
  restrict,
} from '../parts/restriction.ts'
import { only } from '../parts/seats.ts'
import { bare, by, conditionsOf, ofTable } from '../parts/simple-query.ts'
import { hasOwnName, pickStoredRow } from '../parts/stored-row.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

const WHICH = [
  'Which {namedThings} {do}?',
  'What are the {labels} of the {rows}?',
  'List the {labels} of all {rows}.',
  'Show me the {labels} of the {rows}.',
]

/** "Which …?" over one table. */
export const LIST_TEMPLATES: readonly Template[] = [
  {
    name: 'names of all rows',
    wordings: [
      'What are the {labels} of all the {rows}?',
      'List the {labels} of all {rows}.',
      'Show the {labels} of all {rows}.',
    ],
    fill: (growth) => list(pickNamed(growth), []),
  },
  {
    name: 'names with something beside them',
    wordings: [
      'What are the {both} of each {thing}?',
      'List the {boths} of all {things}.',
      'For each {thing}, show the {both}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth)
      const columns = [...entity.names, pickOf(growth, attributesOf(entity))]
      return {
        query: ofTable(entity, () => columns),
        words: { ...rowWords(entity), ...shownWords(columns) },
      }
    },
  },
  {
    name: 'names with something, of some rows',
    wordings: [
      'What are the {boths} of the {rows}?',
      'List the {boths} of all {rows}.',
      'Show the {boths} of the {rows}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth)
      const own = pickOf(growth, attributesOf(entity))
      const restriction = pickRestriction(growth, entity, { but: [own] })
      const columns = [...entity.names, own]
      return {
        query: ofTable(entity, () => columns, [restriction]),
        words: { ...rowWords(entity, [restriction.condition]), ...shownWords(columns) },
      }
    },
  },
  {
    name: 'rows that',
    wordings: WHICH,
    fill: (growth) => {
      const entity = pickNamed(growth)
      return list(entity, [pickRestriction(growth, entity)])
    },
  },
  {
    name: 'rows that, and that',
    wordings: WHICH,
    fill: (growth) => {
      const entity = pickNamed(growth)
      return list(entity, pickRestrictions(growth, entity, 2))
    },
  },
  {
    name: 'rows within a range',
    wordings: WHICH,
    fill: (growth) => {
      const entity = pickNamed(growth)
      return list(entity, [pickRange(growth, pickOf(growth, measuresOf(entity)))])
    },
  },
  {
    name: 'rows of either kind',
    wordings: WHICH,
    fill: (growth) => {
      const entity = pickNamed(growth)
      const column = pickOf(growth, categoriesOf(entity))
      insist(column.values.length > 2)
      const values = growth.random.shuffle([...column.values]).slice(0, 2)
      return list(entity, [restrict(column, { kind: 'one-of', values, negated: false })])
    },
  },
  {
    name: 'rows not of a kind',
    wordings: WHICH,
    fill: (growth) => {
      const entity = pickNamed(growth)
      const column = pickOf(growth, categoriesOf(entity))
      // Of two values, not the one is the other.
      insist(column.profile.distinctCount > 2)
      const value = needed(chooseNamed(growth, column))
      return list(entity, [restrict(column, { kind: 'compare', operator: '<>', value })])
    },
  },
  {
    name: 'rows without a value',
    wordings: WHICH,
    fill: (growth) => {
      const entity = pickNamed(growth)
      return list(entity, [restrict(pickOf(growth, lackableOf(entity)), { kind: 'null', negated: false })])
    },
  },
  {
    name: 'rows called so',
    wordings: [
      'Which {namedThings} have a {measure} that {contains}?',
      'List the {labels} of all {things} whose {measure} {contains}.',
      'What are the {labels} of the {things} with a {measure} {containing}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, ({ names }) => names.length === 1)
      const [name] = entity.names
      const value = String(needed(chooseNamed(growth, name!)))
      const words = value.split(/[^\p{L}]+/u).filter((word) => /^\p{L}{4,}$/u.test(word))
      const text = words.length > 1 ? growth.random.pick(words) : needed(/^\p{L}/u.exec(value)?.[0])
      const how = words.length > 1 ? 'contains' : 'starts'
      const test = restrict(name!, { kind: 'like', how, text, negated: false })
      return {
        query: ofTable(entity, () => entity.names, [test]),
        words: {
          ...rowWords(entity),
          measure: name!.one,
          contains: how === 'contains' ? `contains "${text}"` : `starts with "${text}"`,
          containing: how === 'contains' ? `containing "${text}"` : `starting with "${text}"`,
        },
      }
    },
  },
  {
    name: 'a value of some rows',
    wordings: [
      'What are the {values} of the {rows}?',
      'Show the {values} of all {rows}.',
      'Find the {values} of the {rows}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth)
      const column = pickOf(
        growth,
        attributesOf(entity).filter(({ hasNulls }) => !hasNulls),
      )
      const restriction = pickRestriction(growth, entity, { but: [column] })
      return {
        query: ofTable(entity, () => [column], [restriction]),
        words: { ...rowWords(entity, [restriction.condition]), ...valueWords(column, entity) },
      }
    },
  },
  {
    name: 'a value of the row of that name',
    wordings: [
      '{whatIs} the {value} of {pinned}?',
      'Show the {value} of {pinned}.',
      'Find the {value} of {pinned}.',
      'Give me the {value} of {pinned}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, hasOwnName)
      const column = pickOf(growth, attributesOf(entity))
      const row = pickStoredRow(growth, entity)
      return {
        query: ofTable(entity, () => [column], row.parts),
        words: { ...valueWords(column, entity), pinned: needed(sayPinned(row.rows)) },
      }
    },
  },
  {
    name: 'rows in the order of a number',
    wordings: [
      'List the {labels} of all {things}, sorted by {measure} {fromTop}.',
      'Show the {labels} of all {things} in descending order of {measure}.',
      'What are the {labels} of all {things}, in descending order of {measure}?',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth)
      const column = pickOf(
        growth,
        [...measuresOf(entity), ...datesOf(entity)].filter(({ hasNulls }) => !hasNulls),
      )
      return {
        query: ofTable(entity, () => entity.names, [], { orderBy: [by(bare(column), 'desc')] }),
        words: { ...rowWords(entity), ...measureWords(column, entity) },
      }
    },
  },
  {
    name: 'rows in alphabetical order',
    wordings: [
      'List the {labels} of all {rows} in alphabetical order.',
      'What are the {labels} of the {rows}, in alphabetical order?',
      'Show the {labels} of the {rows}, sorted alphabetically.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, ({ names }) => names.length === 1)
      const restrictions = growth.random.below(2) === 0 ? [] : [pickRestriction(growth, entity)]
      const orderBy = [by(bare(entity.names[0]!), 'asc')]
      return {
        query: ofTable(entity, () => entity.names, restrictions, { orderBy }),
        words: rowWords(entity, conditionsOf(restrictions)),
      }
    },
  },
  {
    name: 'the different values',
    wordings: [
      'What are the different {values} of the {things}?',
      'List the distinct {values} of all {things}.',
      'Which {origins} do the {things} come from?',
    ],
    fill: (growth) => different(growth, []),
  },
  {
    name: 'the different values of some rows',
    wordings: ['What are the different {values} of the {rows}?', 'List the distinct {values} of all {rows}.'],
    fill: (growth) => {
      const entity = pickNamed(growth)
      const column = pickOf(growth, categoriesOf(entity))
      const restriction = pickRestriction(growth, entity, {
        but: [column],
        on: (one) => !isPlace(one) || !isPlace(column),
      })
      return differentOf(entity, column, [restriction])
    },
  },
]

const PLACE = /(?:city|country|state|county|region|province)$/

/** All customers from Berlin are from Germany. */
function isPlace({ one }: ColumnWords): boolean {
  return PLACE.test(one)
}

function list(entity: Entity, restrictions: readonly Restriction[]): Filling {
  return {
    query: ofTable(entity, () => entity.names, restrictions),
    words: rowWords(entity, conditionsOf(restrictions)),
  }
}

function different(growth: Parameters<Template['fill']>[0], restrictions: readonly Restriction[]): Filling {
  const entity = pickNamed(growth, isThing)
  return differentOf(entity, pickOf(growth, categoriesOf(entity)), restrictions)
}

function differentOf(entity: Entity, column: ColumnWords, restrictions: readonly Restriction[]): Filling {
  const seat = only(entity)
  return {
    query: query(
      select({
        columns: [show(reference(seat, column))],
        from: tableOf(seat),
        where: restrictions.map(({ where }) => where(seat)),
        distinct: true,
      }),
    ),
    words: { ...rowWords(entity, conditionsOf(restrictions)), ...valueWords(column, entity) },
  }
}

/** "first name, last name and email" */
function shownWords(columns: readonly ColumnWords[]): Filling['words'] {
  return {
    both: listWith(columns.map(({ one }) => one)),
    boths: listWith(columns.map(({ many }) => many)),
  }
}
