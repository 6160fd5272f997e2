import type { Select, SetOperator } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { compare, query, select, show } from '../../grammar/query-pieces.ts'
import { reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import {
  categoriesOf,
  isNamed,
  isThing,
  measuresOf,
  pickChildKey,
  pickNamed,
  pickOf,
  pickThing,
} from '../parts/pick-parts.ts'
import { joinParents, only } from '../parts/seats.ts'
import { bare } from '../parts/simple-query.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

const PLACE = /^(?:city|country|state|county|region|province)$/

/** Two tables by what both have, and a table against itself. */
export const PAIR_TEMPLATES: readonly Template[] = [
  {
    name: 'places that both tables have',
    isNested: true,
    wordings: [
      'Which {values} have both {things} and {others}?',
      'In which {values} are there both {things} and {others}?',
      'List the {values} that have {things} as well as {others}.',
    ],
    fill: (growth) => shared(growth, 'intersect'),
  },
  {
    name: 'places that the one table has and the other has not',
    isNested: true,
    wordings: [
      'Which {values} have {things} but no {others}?',
      'List the {values} that have {things} but no {others}.',
    ],
    fill: (growth) => shared(growth, 'except'),
  },
  {
    name: 'places that either table has',
    isNested: true,
    wordings: [
      'Which {values} have {things} or {others}?',
      'List all {values} where there are {things} or {others}.',
    ],
    fill: (growth) => shared(growth, 'union'),
  },
  {
    name: 'pairs of rows with the same value',
    wordings: [
      'Which pairs of {things} have the same {feature}?',
      'Find all pairs of {things} from the same {origin}.',
      'List the {labels} of all pairs of {things} that have the same {feature}.',
    ],
    fill: (growth) => {
      const entity = pickNamed(growth, ({ id, rowCount }) => id !== undefined && rowCount <= 200)
      const column = pickOf(growth, categoriesOf(entity))
      // Of two sexes half of all pairs have the same.
      insist(column.profile.distinctCount > 3)
      const id = needed(entity.id)
      const [one, other]: readonly [Seat, Seat] = [
        { entity, name: entity.table },
        { entity, name: 'other' },
      ]
      const on = {
        kind: 'binary',
        operator: 'and',
        left: compare(reference(one, column), '=', reference(other, column)),
        right: compare(reference(one, id), '<', reference(other, id)),
      } as const
      return {
        query: query(
          select({
            columns: [one, other].flatMap((seat) => entity.names.map((name) => show(reference(seat, name)))),
            from: {
              kind: 'join',
              type: 'inner',
              natural: false,
              left: tableOf(one),
              right: tableOf(other),
              on,
            },
          }),
        ),
        words: { ...rowWords(entity), ...valueWords(column, entity) },
      }
    },
  },
  {
    name: 'rows above the row that they refer to',
    wordings: [
      'Which {children} have a higher {measure} than their {parent}?',
      'List the {childLabel} of every {child} whose {measure} is higher than that of their {parent}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(
        growth,
        ({ child, parent }) =>
          child === parent && isNamed(parent) && parent.isPerson && measuresOf(parent).length > 0,
      )
      const column = pickOf(growth, measuresOf(key.child))
      const { root, parents, from } = joinParents(key.child, [key])
      const where = [compare(reference(root, column), '>', reference(parents[0]!, column))]
      return {
        query: query(
          select({ columns: key.child.names.map((name) => show(reference(root, name))), from, where }),
        ),
        words: { ...keyWords(key), ...measureWords(column, key.child) },
      }
    },
  },
  {
    name: 'rows with the row of the same table that they refer to',
    wordings: [
      'List the {childLabel} of each {child} that has {aParent}, together with the {parentLabel} of that {parent}.',
      'For each {child} with {aParent}, show the {childLabel} and the {parentLabel} of the {parent}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, ({ child, parent }) => child === parent && isNamed(parent))
      const { root, parents, from } = joinParents(key.child, [key])
      const columns = [root, parents[0]!].flatMap((seat) =>
        seat.entity.names.map((name) => show(reference(seat, name))),
      )
      return { query: query(select({ columns, from })), words: keyWords(key) }
    },
  },
]

interface Shared {
  readonly entity: Entity
  readonly column: ColumnWords
}

function shared(growth: Growth, operator: SetOperator): Filling {
  const entity = pickThing(growth, (one) => one.columns.some(isPlace))
  const column = pickOf(growth, entity.columns.filter(isPlace))
  const { schema } = growth.context.survey
  const others = schema.tables.flatMap(({ name }): Shared[] => {
    const other = growth.context.lexicon.entity(name)
    if (other === undefined || other === entity || !isThing(other) || other.isView) return []
    return other.columns
      .filter(
        (one) =>
          isPlace(one) && one.one === column.one && one.values.some((value) => column.values.includes(value)),
      )
      .map((one) => ({ entity: other, column: one }))
  })
  const other = needed(others.length === 0 ? undefined : growth.random.pick(others))
  insist(other.entity.many !== entity.many)
  const half = (one: Shared): Select =>
    select({ columns: [show(bare(one.column))], from: tableOf(only(one.entity)) })
  return {
    query: query({ kind: 'compound', operator, left: half({ entity, column }), right: half(other) }),
    words: { ...rowWords(entity), ...valueWords(column, entity), others: other.entity.many },
  }
}

function isPlace({ role, one, hasNulls }: ColumnWords): boolean {
  return role === 'category' && PLACE.test(one) && !hasNulls
}
