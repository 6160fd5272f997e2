import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, query, select, show } from '../../grammar/query-pieces.ts'
import { reference } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { sayPinned } from '../../verbalizer/phrasing/pinned.ts'
import {
  amountsOf,
  attributesOf,
  isNamed,
  isThing,
  measuresOf,
  pickChildKey,
  pickOf,
} from '../parts/pick-parts.ts'
import { pickRestriction, refersTo } from '../parts/restriction.ts'
import { type Joined, joinParents, showNames } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { hasOwnName, pickStoredRow } from '../parts/stored-row.ts'
import { type Filling, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

const leadsToNamed = ({ parent }: KeyWords): boolean => isNamed(parent) && hasOwnName(parent)
const hasNamedChildren = (key: KeyWords): boolean => leadsToNamed(key) && isNamed(key.child)

/** Rows by what they refer to. */
export const PARENT_TEMPLATES: readonly Template[] = [
  {
    name: 'children of a named parent',
    wordings: [
      'Which {namedThings} {are}?',
      'What are the {labels} of the {rows}?',
      'List the {labels} of all {rows}.',
      'Show the {labels} of the {rows}.',
    ],
    fill: (growth) =>
      ofNamed(growth, hasNamedChildren, ({ root }) => root.entity.names.map((name) => reference(root, name))),
  },
  {
    name: 'how many children a named parent has',
    wordings: [
      'How many {few} are there?',
      'How many {things} {are}?',
      'How many {things} does {pinned} have?',
      'Count the {rows}.',
    ],
    fill: (growth) => ofNamed(growth, leadsToNamed, () => [call('count')]),
  },
  {
    name: 'the average of the children of a named parent',
    wordings: ['What is the average {measure} of the {rows}?', 'Find the average {measure} of all {rows}.'],
    fill: (growth) =>
      ofNamed(
        growth,
        leadsToNamed,
        ({ root }, column) => [call('avg', reference(root, column!))],
        measuresOf,
      ),
  },
  {
    name: 'the total of the children of a named parent',
    wordings: ['What is the {sum} of the {rows}?', 'Find the {sum} of all {rows}.'],
    fill: (growth) =>
      ofNamed(growth, leadsToNamed, ({ root }, column) => [call('sum', reference(root, column!))], amountsOf),
  },
  {
    name: 'the child of a named parent with the highest number',
    wordings: [
      'Which of the {rows} has the {highest} {measure}?',
      'Which of the {rows} is the {most}?',
      'Of all {rows}, which one has the {highest} {measure}?',
    ],
    fill: (growth) =>
      ofNamed(
        growth,
        hasNamedChildren,
        ({ root }) => root.entity.names.map((name) => reference(root, name)),
        measuresOf,
        'desc',
      ),
  },
  {
    name: 'the parent of a named child',
    wordings: [
      'What is the {parentLabel} of the {parent} of {pinnedChild}?',
      'Which {group} does {pinnedChild} belong to?',
      'Find the {parent} of {pinnedChild}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(
        growth,
        (one) =>
          isNamed(one.parent) && isNamed(one.child) && hasOwnName(one.child) && one.child !== one.parent,
      )
      const row = pickStoredRow(growth, key.child)
      const { root, parents, from } = joinParents(key.child, [key])
      return {
        query: query(select({ columns: showNames(parents[0]!), from, where: row.where(root) })),
        words: {
          ...keyWords(key),
          group: key.parent.isPerson ? undefined : key.role,
          pinnedChild: needed(sayPinned(row.rows)),
        },
      }
    },
  },
  {
    name: 'a value of the parent of a named child',
    wordings: [
      '{whatIs} the {value} of the {parent} of {pinnedChild}?',
      'Find the {value} of the {parent} of {pinnedChild}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(
        growth,
        (one) =>
          isThing(one.parent) && isNamed(one.child) && hasOwnName(one.child) && one.child !== one.parent,
      )
      const row = pickStoredRow(growth, key.child)
      const column = pickOf(
        growth,
        attributesOf(key.parent).filter(({ role }) => role !== 'name'),
      )
      const { root, parents, from } = joinParents(key.child, [key])
      return {
        query: query(
          select({ columns: [show(reference(parents[0]!, column))], from, where: row.where(root) }),
        ),
        words: {
          ...keyWords(key),
          ...valueWords(column, key.parent),
          pinnedChild: needed(sayPinned(row.rows)),
        },
      }
    },
  },
  {
    name: 'children with their parents',
    wordings: [
      'List the {label} of each {thing} together with the {parentLabel} of {their} {parent}.',
      'For each {thing}, show the {label} and the {parentLabel} of the {parent}.',
      'What are the {labels} of the {things} and the {parentLabels} of their {parents}?',
    ],
    fill: (growth) => {
      // A row without a parent would be missing from a list of "each".
      const key = pickChildKey(growth, (one) => isNamed(one.parent) && isNamed(one.child) && one.isComplete)
      const { root, parents, from } = joinParents(key.child, [key])
      return {
        query: query(select({ columns: [...showNames(root), ...showNames(parents[0]!)], from })),
        words: { ...rowWords(key.child), ...keyWords(key) },
      }
    },
  },
  {
    name: 'children whose parent is so',
    wordings: [
      'What are the {labels} of the {rows}?',
      'Which {namedThings} {are}?',
      'List the {labels} of all {rows}.',
    ],
    fill: (growth) =>
      ofSuch(
        growth,
        (key) => isNamed(key.child),
        ({ root }) => root.entity.names.map((name) => reference(root, name)),
      ),
  },
  {
    name: 'how many children have a parent that is so',
    wordings: ['How many {few} are there?', 'How many {things} {are}?', 'Count the {rows}.'],
    fill: (growth) =>
      ofSuch(
        growth,
        () => true,
        () => [call('count')],
      ),
  },
  {
    name: 'the average of the children whose parent is so',
    wordings: ['What is the average {measure} of the {rows}?', 'Find the average {measure} of all {rows}.'],
    fill: (growth) =>
      ofSuch(
        growth,
        () => true,
        ({ root }, column) => [call('avg', reference(root, column!))],
        measuresOf,
      ),
  },
  {
    name: 'the total of the children whose parent is so',
    wordings: ['What is the {sum} of the {rows}?', 'Find the {sum} of all {rows}.'],
    fill: (growth) =>
      ofSuch(
        growth,
        () => true,
        ({ root }, column) => [call('sum', reference(root, column!))],
        amountsOf,
      ),
  },
]

type Shown = (joined: Joined, column: ColumnWords | undefined) => readonly Expression[]
type ColumnsOf = (entity: Entity) => readonly ColumnWords[]

/** Children of the parent of some name. */
function ofNamed(
  growth: Growth,
  suits: (key: KeyWords) => boolean,
  shown: Shown,
  columnsOf?: ColumnsOf,
  direction?: 'desc',
): Filling {
  const key = pickChildKey(
    growth,
    (one) =>
      suits(one) &&
      one.child !== one.parent &&
      !one.isOneToOne &&
      (columnsOf === undefined || columnsOf(one.child).length > 0),
  )
  const column = columnsOf && pickOf(growth, columnsOf(key.child))
  const row = pickStoredRow(growth, key.parent)
  const joined = joinParents(key.child, [key])
  const orderBy = direction === undefined ? [] : [by(reference(joined.root, column!), direction)]
  return {
    query: query(
      select({
        columns: shown(joined, column).map((expression) => show(expression)),
        from: joined.from,
        where: row.where(joined.parents[0]!),
      }),
      orderBy,
      direction === undefined ? undefined : 1,
    ),
    words: {
      ...rowWords(key.child, [refersTo(key, row.rows)]),
      ...(column && measureWords(column, key.child)),
      pinned: key.isPlain ? sayPinned(row.rows) : undefined,
    },
  }
}

/** Children whose parent meets a condition. */
function ofSuch(
  growth: Growth,
  suits: (key: KeyWords) => boolean,
  shown: Shown,
  columnsOf?: ColumnsOf,
): Filling {
  const key = pickChildKey(
    growth,
    (one) =>
      suits(one) && one.child !== one.parent && (columnsOf === undefined || columnsOf(one.child).length > 0),
  )
  const column = columnsOf && pickOf(growth, columnsOf(key.child))
  const restriction = pickRestriction(growth, key.parent)
  const joined = joinParents(key.child, [key])
  const parent = { entity: key.parent, conditions: [restriction.condition] }
  return {
    query: query(
      select({
        columns: shown(joined, column).map((expression) => show(expression)),
        from: joined.from,
        where: [restriction.where(joined.parents[0]!)],
      }),
    ),
    words: {
      ...rowWords(key.child, [refersTo(key, parent)]),
      ...(column && measureWords(column, key.child)),
    },
  }
}
