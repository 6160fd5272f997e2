import { call, compare, subquery } from '../../grammar/query-pieces.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { conditionForms } from '../../verbalizer/phrasing/condition-phrase.ts'
import { indefinite } from '../../verbalizer/phrasing/noun-phrase.ts'
import { categoriesOf, lackableOf, measuresOf, pickOf, pickThing, picturesOf } from '../parts/pick-parts.ts'
import {
  pickRange,
  pickRestriction,
  pickRestrictions,
  type Restriction,
  restrict,
} from '../parts/restriction.ts'
import { bare, conditionsOf, ofTable, percentage } from '../parts/simple-query.ts'
import { type Filling, insist, type Template } from '../template.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

const hasMeasures = (entity: Entity): boolean => measuresOf(entity).length > 0
const HOW_MANY = [
  'How many {things} {do}?',
  'How many {few} are there?',
  'What is the number of {rows}?',
  'Count the {rows}.',
]

/** "How many …?" over one table. */
export const COUNT_TEMPLATES: readonly Template[] = [
  {
    name: 'how many rows',
    wordings: [
      'How many {rows} are there?',
      'How many {rows} are there in total?',
      'What is the total number of {rows}?',
      'Count the {rows}.',
    ],
    fill: (growth) => count(pickThing(growth), []),
  },
  {
    name: 'how many rows that',
    wordings: HOW_MANY,
    fill: (growth) => {
      const entity = pickThing(growth)
      return count(entity, [pickRestriction(growth, entity)])
    },
  },
  {
    name: 'how many rows that, and that',
    wordings: HOW_MANY.slice(1),
    fill: (growth) => {
      const entity = pickThing(growth)
      return count(entity, pickRestrictions(growth, entity, 2))
    },
  },
  {
    name: 'how many rows within a range',
    wordings: HOW_MANY,
    fill: (growth) => {
      const entity = pickThing(growth, hasMeasures)
      return count(entity, [pickRange(growth, pickOf(growth, measuresOf(entity)))])
    },
  },
  {
    name: 'how many rows of either kind',
    wordings: HOW_MANY,
    fill: (growth) => {
      const entity = pickThing(growth)
      const column = pickOf(growth, categoriesOf(entity))
      insist(column.values.length > 2)
      const values = growth.random.shuffle([...column.values]).slice(0, 2)
      return count(entity, [restrict(column, { kind: 'one-of', values, negated: false })])
    },
  },
  {
    name: 'how many rows without a value',
    wordings: HOW_MANY,
    fill: (growth) => {
      const entity = pickThing(growth)
      const column = pickOf(growth, lackableOf(entity))
      return count(entity, [restrict(column, { kind: 'null', negated: false })])
    },
  },
  {
    name: 'how many rows with a picture',
    wordings: [
      'How many {things} have {aPicture}?',
      'For how many {things} is there {aPicture}?',
      'Count the {things} that have {aPicture}.',
    ],
    fill: (growth) => {
      const entity = pickThing(growth)
      const column = pickOf(growth, picturesOf(entity))
      return {
        query: ofTable(entity, () => [call('count', bare(column))]),
        words: { ...rowWords(entity), aPicture: indefinite(column.one) },
      }
    },
  },
  {
    name: 'how many different values',
    wordings: [
      'How many different {values} are there among the {things}?',
      'How many different {origins} do the {things} come from?',
      'What is the number of different {values} of the {things}?',
      'Count the distinct {values} of the {things}.',
    ],
    fill: (growth) => {
      const entity = pickThing(growth)
      const column = pickOf(growth, categoriesOf(entity))
      return {
        query: ofTable(entity, () => [call('count', bare(column), true)]),
        words: { ...rowWords(entity), ...valueWords(column, entity) },
      }
    },
  },
  {
    name: 'how many rows are above the average',
    isNested: true,
    wordings: [
      'How many {things} have {anAboveMeasure}?',
      'How many {things} have {aMeasure} above the average?',
      'Count the {things} whose {measure} is higher than the average {measure} of all {things}.',
    ],
    fill: (growth) => {
      const entity = pickThing(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      const average = subquery(ofTable(entity, () => [call('avg', bare(column))]))
      return {
        query: ofTable(entity, () => [call('count')], [compare(bare(column), '>', average)]),
        words: { ...rowWords(entity), ...measureWords(column, entity) },
      }
    },
  },
  {
    name: 'what percentage of rows',
    wordings: ['What percentage of the {things} {do}?', 'What percentage of all {things} {do}?'],
    fill: (growth) => {
      const entity = pickThing(growth, ({ rowCount }) => rowCount > 5)
      const share = pickRestriction(growth, entity, { on: isKind })
      return {
        query: ofTable(entity, (seat) => [percentage(share.where(seat))]),
        words: rowWords(entity, [share.condition]),
      }
    },
  },
  {
    name: 'what percentage of some rows',
    wordings: [
      'What percentage of the {things} {with} {do}?',
      'Of the {things} {with}, what percentage {do}?',
    ],
    fill: (growth) => {
      const entity = pickThing(growth, ({ rowCount }) => rowCount > 20)
      const [some, share] = pickRestrictions(growth, entity, 2, { on: isKind })
      return {
        query: ofTable(entity, (seat) => [percentage(share!.where(seat))], [some!]),
        words: { ...rowWords(entity, [share!.condition]), with: afterOf(entity, some!) },
      }
    },
  },
  {
    name: 'how many rows, and their average',
    wordings: [
      'How many {few} are there, and what is their average {measure}?',
      'Show the number of {rows} and their average {measure}.',
    ],
    fill: (growth) => {
      const entity = pickThing(growth, hasMeasures)
      const column = pickOf(growth, measuresOf(entity))
      const restriction = pickRestriction(growth, entity, { but: [column], on: isKind })
      return {
        query: ofTable(entity, () => [call('count'), call('avg', bare(column))], [restriction]),
        words: { ...rowWords(entity, [restriction.condition]), ...measureWords(column, entity) },
      }
    },
  },
]

function count(entity: Entity, restrictions: readonly Restriction[]): Filling {
  return {
    query: ofTable(entity, () => [call('count')], restrictions),
    words: rowWords(entity, conditionsOf(restrictions)),
  }
}

function isKind({ role }: Restriction['column']): boolean {
  return role === 'flag' || role === 'category'
}

/** "from Germany", where that can stand after the noun. */
function afterOf(entity: Entity, { condition }: Restriction): Filling['words'][string] {
  return (speech) => conditionForms(condition, entity, speech).after
}
