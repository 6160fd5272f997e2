import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, query, select, show } from '../../grammar/query-pieces.ts'
import { reference, type Seat } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import type { Condition, Rows } from '../../verbalizer/meaning/meaning.ts'
import { indefinite } from '../../verbalizer/phrasing/noun-phrase.ts'
import { sayPinned } from '../../verbalizer/phrasing/pinned.ts'
import { sayShown } from '../../verbalizer/phrasing/shown-phrase.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import {
  amountsOf,
  attributesOf,
  categoriesOf,
  isNamed,
  isThing,
  measuresOf,
  pickChildKey,
  pickOf,
} from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { type Joined, joinParents } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { hasOwnName, pickStoredRow } from '../parts/stored-row.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { attribute, measureWords, rowWords, valueWords } from '../wording/row-words.ts'
import { sumWords } from '../wording/sum-words.ts'

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
        query: query(select({ columns: namesOf(parents[0]!), from, where: row.where(root) })),
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
      'What is the {value} of the {parent} of {pinnedChild}?',
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
        words: { ...keyWords(key), value: column.one, pinnedChild: needed(sayPinned(row.rows)) },
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
        query: query(select({ columns: [...namesOf(root), ...namesOf(parents[0]!)], from })),
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
  {
    name: 'how many children for each kind of parent',
    wordings: [
      'For each {place}, how many {things} do its {parents} have?',
      'For each {feature} of {aParent}, how many {things} are there?',
      'Show the number of {things} per {kind}.',
    ],
    fill: (growth) => byKind(growth, () => ({ numbers: [call('count')] })),
  },
  {
    name: 'the kind of parent with the most children',
    wordings: [
      'Which {kind} has the most {things}?',
      'What is the {kind} with the largest number of {things}?',
    ],
    fill: (growth) => byKind(growth, () => ({ orderBy: [by(call('count'), 'desc')], limit: 1 })),
  },
  {
    name: 'the average of the children for each kind of parent',
    wordings: [
      'What is the average {measure} of the {things} for each {kind}?',
      'Show the average {measure} of the {things} per {kind}.',
    ],
    fill: (growth) =>
      byKind(
        growth,
        ({ root }, column) => ({ numbers: [call('avg', reference(root, column!))] }),
        measuresOf,
      ),
  },
  {
    name: 'the total of the children for each kind of parent',
    wordings: [
      'What is the {sum} of the {things} for each {kind}?',
      'Show the {sum} of the {things} per {kind}.',
    ],
    fill: (growth) =>
      byKind(growth, ({ root }, column) => ({ numbers: [call('sum', reference(root, column!))] }), amountsOf),
  },
  {
    name: 'grandchildren of a named grandparent',
    wordings: ['How many {few} are there?', 'How many {things} {are}?', 'Count the {rows}.'],
    fill: (growth) => ofGrandparent(growth, () => [call('count')]),
  },
  {
    name: 'names of grandchildren of a named grandparent',
    wordings: [
      'What are the {labels} of the {rows}?',
      'List the {labels} of all {rows}.',
      'Which {namedThings} {are}?',
    ],
    fill: (growth) =>
      ofGrandparent(growth, ({ root }) => {
        insist(isNamed(root.entity))
        return root.entity.names.map((name) => reference(root, name))
      }),
  },
  {
    name: 'the grandparent with the most grandchildren',
    wordings: [
      'Which {grandparent} has the most {things}?',
      'What is the {grandparentLabel} of the {grandparent} with the most {things}?',
      'Find the {grandparentLabel} of the {grandparent} with the largest number of {things}.',
    ],
    fill: (growth) => byGrandparent(growth, () => ({ orderBy: [by(call('count'), 'desc')], limit: 1 })),
  },
  {
    name: 'how many grandchildren for each grandparent',
    wordings: [
      'For each {grandparent} with at least one {thing}, how many {things} are there?',
      'Show the {grandparentLabel} of each {grandparent} with at least one {thing}, and the number of {things}.',
    ],
    fill: (growth) => byGrandparent(growth, () => ({ numbers: [call('count')] })),
  },
]

function namesOf(seat: Seat): ReturnType<typeof show>[] {
  return seat.entity.names.map((name) => show(reference(seat, name)))
}

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
      ...rowWords(key.child, [parentCondition(key, row.rows)]),
      ...measured(column, key.child),
      pinned: key.isPlain ? sayPinned(row.rows) : undefined,
    },
  }
}

function parentCondition(key: KeyWords, rows: Rows): Condition {
  return { kind: 'parent', key, rows, negated: false }
}

function measured(column: ColumnWords | undefined, entity: Entity): Filling['words'] {
  return column === undefined ? {} : { ...measureWords(column, entity), sum: sumWords(column) }
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
    words: { ...rowWords(key.child, [parentCondition(key, parent)]), ...measured(column, key.child) },
  }
}

/** One line for each value of a column of the parents. */
function byKind(
  growth: Growth,
  parts: (joined: Joined, column: ColumnWords | undefined) => Partial<GroupParts>,
  columnsOf?: ColumnsOf,
): Filling {
  const key = pickChildKey(
    growth,
    (one) =>
      categoriesOf(one.parent).length > 0 &&
      one.child !== one.parent &&
      (columnsOf === undefined || columnsOf(one.child).length > 0),
  )
  const kind = pickOf(growth, categoriesOf(key.parent))
  const column = columnsOf && pickOf(growth, columnsOf(key.child))
  const joined = joinParents(key.child, [key])
  return {
    query: grouped({
      from: joined.from,
      groupBy: [reference(joined.parents[0]!, kind)],
      ...parts(joined, column),
    }),
    words: {
      ...rowWords(key.child),
      ...valueWords(kind, key.parent),
      ...measured(column, key.child),
      // "customer country", but "shipping country": of an order, as nobody needs to be told.
      kind: kind.one.includes(' ') ? kind.one : `${key.role} ${kind.one}`,
      parents: key.roles,
      aParent: indefinite(key.role),
    },
  }
}

interface Line {
  readonly lower: KeyWords
  readonly upper: KeyWords
}

/** A key and one that goes on from where it leads. */
function pickLine(growth: Growth): Line {
  const upperOf = (lower: KeyWords): readonly KeyWords[] =>
    growth.context.lexicon
      .keysFrom(lower.parent.table)
      .filter(
        (upper) =>
          upper.key.from.columns.length === 1 &&
          !upper.isSubtype &&
          upper.isPlain &&
          isNamed(upper.parent) &&
          upper.parent !== lower.child &&
          upper.parent !== lower.parent,
      )
  const lower = pickChildKey(
    growth,
    (one) => one.isPlain && one.child !== one.parent && upperOf(one).length > 0,
  )
  return { lower, upper: growth.random.pick(upperOf(lower)) }
}

function ofGrandparent(growth: Growth, shown: Shown): Filling {
  const { lower, upper } = pickLine(growth)
  insist(hasOwnName(upper.parent))
  const row = pickStoredRow(growth, upper.parent)
  const joined = joinParents(lower.child, [lower, upper])
  const above = parentCondition(upper, row.rows)
  return {
    query: query(
      select({
        columns: shown(joined, undefined).map((expression) => show(expression)),
        from: joined.from,
        where: row.where(joined.parents[1]!),
      }),
    ),
    words: rowWords(lower.child, [parentCondition(lower, { entity: lower.parent, conditions: [above] })]),
  }
}

function byGrandparent(growth: Growth, parts: (joined: Joined) => Partial<GroupParts>): Filling {
  const { lower, upper } = pickLine(growth)
  const joined = joinParents(lower.child, [lower, upper])
  const [, seat] = joined.parents
  const labels = upper.parent.names.map((column) => attribute(column))
  return {
    query: grouped({
      from: joined.from,
      groupBy: upper.key.to.columns.map((column) => reference(seat!, column)),
      named: upper.parent.names.map((name) => reference(seat!, name)),
      ...parts(joined),
    }),
    words: {
      ...rowWords(lower.child),
      grandparent: upper.role,
      grandparentLabel: () => sayShown(labels, 'one'),
    },
  }
}
