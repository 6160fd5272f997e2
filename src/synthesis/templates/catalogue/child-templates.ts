import type { Expression } from '../../../sql/ast.ts'
import { chooseThreshold } from '../../grammar/choose-value.ts'
import { chooseCount } from '../../grammar/grow-related.ts'
import type { Growth } from '../../grammar/growth.ts'
import {
  call,
  compare,
  exists,
  inQuery,
  literal,
  query,
  select,
  show,
  subquery,
} from '../../grammar/query-pieces.ts'
import { joinOn, reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { amountsOf, isNamed, measuresOf, pickChildKey, pickOf } from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { identity, type Joined, joinChildren, joinParents } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { pickTop } from '../parts/stored-row.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { measureWords } from '../wording/row-words.ts'
import { sumWords } from '../wording/sum-words.ts'

const isAsked = ({ parent }: KeyWords): boolean => isNamed(parent)
const isMeasuredChild = (key: KeyWords): boolean => isAsked(key) && measuresOf(key.child).length > 0

/** Parents and how many children they have, or what their children come to. */
export const CHILD_TEMPLATES: readonly Template[] = [
  {
    name: 'how many children each parent has',
    wordings: [
      'How many {children} does each {parent} have?',
      'How many {children} has each {parent} {deed}?',
      'For each {parent}, show the {parentLabel} and the number of {children}.',
      'List the {parentLabels} of all {parents} together with their number of {children}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, isAsked)
      // Without the others, "each" would promise too much; a role is only theirs who have it.
      if (key.coversParents || !key.isPlain) return ofParents(key, () => ({ numbers: [call('count')] }))
      const { parent, child, from } = joinChildren(key)
      const counted = needed(child.entity.id ?? undefined)
      return {
        query: grouped({
          from,
          groupBy: identity(parent, key),
          named: namesOf(parent),
          numbers: [call('count', reference(child, counted))],
        }),
        words: keyWords(key),
      }
    },
  },
  {
    name: 'the parent with the most children',
    wordings: [
      'Which {parent} has the most {children}?',
      'Which {parent} has {deed} the most {children}?',
      'What is the {parentLabel} of the {parent} with the most {children}?',
      'Find the {parentLabel} of the {parent} that has the largest number of {children}.',
    ],
    fill: (growth) => mostChildren(growth, { limit: 1 }),
  },
  {
    name: 'the parent with the most children, and how many',
    wordings: [
      'Which {parent} has the most {children}, and how many are there?',
      'Find the {parentLabel} of the {parent} with the most {children}, along with the number of {children}.',
    ],
    fill: (growth) => mostChildren(growth, { limit: 1, numbers: [call('count')] }),
  },
  {
    name: 'the parents with the most children',
    wordings: [
      'Which {number} {parents} have the most {children}?',
      'What are the {parentLabels} of the {number} {parents} with the most {children}?',
      'List the {parentLabels} of the top {number} {parents} by number of {children}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, isAsked)
      const limit = pickTop(growth, key.parent.rowCount)
      return withNumber(
        ofParents(key, () => ({ orderBy: [by(call('count'), 'desc')], limit })),
        limit,
      )
    },
  },
  {
    name: 'parents with at least so many children',
    wordings: [
      'Which {parents} have at least {number} {children}?',
      'Which {parents} have {deed} at least {number} {children}?',
      'List the {parentLabels} of all {parents} with {number} or more {children}.',
    ],
    fill: (growth) => havingCount(growth, '>='),
  },
  {
    name: 'parents with more children than that',
    wordings: [
      'Which {parents} have more than {number} {children}?',
      'Which {parents} have {deed} more than {number} {children}?',
      'List the {parentLabels} of all {parents} that have more than {number} {children}.',
    ],
    fill: (growth) => havingCount(growth, '>'),
  },
  {
    name: 'parents with exactly so many children',
    wordings: [
      'Which {parents} have exactly {number} {childOrChildren}?',
      'List the {parentLabels} of all {parents} with exactly {number} {childOrChildren}.',
    ],
    fill: (growth) => havingCount(growth, '='),
  },
  {
    name: 'parents with so many children, and how many',
    wordings: [
      'For each {parent} with more than {number} {children}, show the {parentLabel} and the number of {children}.',
      'Which {parents} have more than {number} {children}, and how many does each of them have?',
    ],
    fill: (growth) => havingCount(growth, '>', [call('count')]),
  },
  {
    name: 'parents without children',
    isNested: true,
    wordings: [
      'Which {parents} have no {children}?',
      'Which {parents} have not {deed} any {children}?',
      'Which {parents} do not have any {children}?',
      'List the {parentLabels} of all {parents} without any {children}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => isAsked(one) && one.isPlain && !one.coversParents)
      const parent = parentSeat(key)
      return {
        query: query(
          select({
            columns: namesOf(parent).map((name) => show(name)),
            from: tableOf(parent),
            where: [lacksChildren(growth, key, parent)],
          }),
        ),
        words: keyWords(key),
      }
    },
  },
  {
    name: 'parents without children, by an outer join',
    wordings: [
      'Which {parents} have no {children}?',
      'Which {parents} do not have a single {child}?',
      'Find the {parentLabels} of the {parents} that have no {children}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => isAsked(one) && one.isPlain && !one.coversParents)
      const { parent, child, from } = joinChildren(key)
      const operand = reference(child, needed(child.entity.id))
      return {
        query: query(
          select({
            columns: namesOf(parent).map((name) => show(name)),
            from,
            where: [{ kind: 'is-null', negated: false, operand }],
          }),
        ),
        words: keyWords(key),
      }
    },
  },
  {
    name: 'how many parents have no children',
    isNested: true,
    wordings: [
      'How many {parents} have no {children}?',
      'How many {parents} have not {deed} any {children}?',
      'Count the {parents} without any {children}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => one.isPlain && !one.coversParents && isNamed(one.parent))
      const parent = parentSeat(key)
      const where = [lacksChildren(growth, key, parent)]
      return {
        query: query(select({ columns: [show(call('count'))], from: tableOf(parent), where })),
        words: keyWords(key),
      }
    },
  },
  {
    name: 'how many parents have children',
    wordings: [
      'How many {parents} have at least one {child}?',
      'How many different {parents} have {deed} {aChild}?',
      'Count the {parents} that have at least one {child}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => one.isPlain && !one.coversParents && isNamed(one.parent))
      const child: Seat = { entity: key.child, name: undefined }
      const foreign = reference(child, key.key.from.columns[0]!)
      return {
        query: query(select({ columns: [show(call('count', foreign, true))], from: tableOf(child) })),
        words: keyWords(key),
      }
    },
  },
  {
    name: 'the average number of children',
    isNested: true,
    wordings: [
      'On average, how many {children} does {aParent} have?',
      'What is the average number of {children} per {parent}?',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => isAsked(one) && one.coversParents)
      const child: Seat = { entity: key.child, name: undefined }
      const foreign = reference(child, key.key.from.columns[0]!)
      const groups = select({
        columns: [show(call('count'), 'number')],
        from: tableOf(child),
        groupBy: [foreign],
        where: key.isComplete ? [] : [{ kind: 'is-null', negated: true, operand: foreign }],
      })
      const from = { kind: 'subquery-table', query: query(groups), alias: 'counts' } as const
      const average = call('avg', { kind: 'column', name: 'number' })
      return { query: query(select({ columns: [show(average)], from })), words: keyWords(key) }
    },
  },
  {
    name: 'the average of the children of each parent',
    wordings: [
      'What is the average {measure} of the {children} of each {parent}?',
      'For each {parent}, show the {parentLabel} and the average {measure} of the {children}.',
    ],
    fill: (growth) => measured(growth, measuresOf, (own) => ({ numbers: [call('avg', own)] })),
  },
  {
    name: 'the total of the children of each parent',
    wordings: [
      'What is the {sum} of the {children} of each {parent}?',
      'For each {parent}, show the {parentLabel} and the {sum} of all {children}.',
    ],
    fill: (growth) => measured(growth, amountsOf, (own) => ({ numbers: [call('sum', own)] })),
  },
  {
    name: 'the highest of the children of each parent',
    wordings: [
      'For each {parent}, what is the {highest} {measure} of any of the {children}?',
      'Show the {parentLabel} of each {parent} and the {highest} {measure} among the {children}.',
    ],
    fill: (growth) => measured(growth, measuresOf, (own) => ({ numbers: [call('max', own)] })),
  },
  {
    name: 'the parent whose children have the highest average',
    wordings: [
      'Which {parent} has {children} with the highest average {measure}?',
      'Find the {parentLabel} of the {parent} whose {children} have the highest average {measure}.',
      'For which {parent} is the average {measure} of the {children} the highest?',
    ],
    fill: (growth) =>
      measured(growth, measuresOf, (own) => ({ orderBy: [by(call('avg', own), 'desc')], limit: 1 })),
  },
  {
    name: 'the parent whose children have the highest total',
    wordings: [
      'For which {parent} is the {sum} of the {children} the highest?',
      'Find the {parentLabel} of the {parent} whose {children} have the highest {sum}.',
    ],
    fill: (growth) =>
      measured(growth, amountsOf, (own) => ({ orderBy: [by(call('sum', own), 'desc')], limit: 1 })),
  },
  {
    name: 'the parents whose children have the highest totals',
    wordings: [
      'What are the {parentLabels} of the {number} {parents} whose {children} have the highest {sum}?',
      'List the {parentLabels} of the top {number} {parents} by the {sum} of their {children}.',
    ],
    fill: (growth) => {
      const { random } = growth
      const limit = random.pick([3, 5])
      const filling = measured(growth, amountsOf, (own, { parent }) => {
        insist(parent.rowCount >= limit * 2)
        return { orderBy: [by(call('sum', own), 'desc')], limit }
      })
      return withNumber(filling, limit)
    },
  },
  {
    name: 'parents whose children have an average above that',
    wordings: [
      'For which {parents} is the average {measure} of the {children} above {number}{unit}?',
      'List the {parentLabels} of the {parents} whose {children} have an average {measure} above {number}{unit}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, isMeasuredChild)
      const column = pickOf(growth, measuresOf(key.child))
      const number = needed(chooseThreshold(growth, column))
      const filling = ofParents(key, ({ root }) => ({
        having: compare(call('avg', reference(root, column)), '>', literal(number)),
      }))
      return {
        query: filling.query,
        words: { ...filling.words, ...measureWords(column, key.child), number: String(number) },
      }
    },
  },
  {
    name: 'parents that have such children',
    isNested: true,
    wordings: [
      'Which {parents} have at least one {childRow}?',
      'Which {parents} have {deed} at least one {childRow}?',
      'List the {parentLabels} of all {parents} that have at least one {childRow}.',
    ],
    fill: (growth) =>
      suchChildren(growth, (key, parent, inner) => [childTest(growth, key, parent, inner, false)]),
  },
  {
    name: 'parents that have children, but none such',
    isNested: true,
    wordings: [
      'Which {parents} have no {childRows}?',
      'Which {parents} have not {deed} any {childRows}?',
      'List the {parentLabels} of all {parents} that have no {childRows}.',
    ],
    fill: (growth) =>
      suchChildren(growth, (key, parent, inner) => {
        insist(key.isComplete && key.isPlain)
        return [childTest(growth, key, parent, inner, true)]
      }),
  },
  {
    name: 'the parent of the child with the highest number',
    wordings: [
      'Which {parent} has the {childThing} with the {highest} {measure}?',
      'Which {parent} has the {most} {childThing}?',
      'What is the {parentLabel} of the {parent} of the {childThing} with the {highest} {measure}?',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => isMeasuredChild(one) && !one.isOneToOne)
      const column = pickOf(growth, measuresOf(key.child))
      const { root, parents, from } = joinParents(key.child, [key])
      return {
        query: query(
          select({ columns: namesOf(parents[0]!).map((name) => show(name)), from }),
          [by(reference(root, column), 'desc')],
          1,
        ),
        words: { ...keyWords(key), ...measureWords(column, key.child), childThing: key.child.one },
      }
    },
  },
  {
    name: 'the child with the highest number of each parent',
    isNested: true,
    wordings: [
      'For each {parent}, which {namedChild} has the {highest} {measure}?',
      'For each {parent}, show the {parentLabel} and the {childLabel} of the {namedChild} with the {highest} {measure}.',
      'What is the {most} {namedChild} of each {parent}?',
    ],
    fill: (growth) => {
      const key = pickChildKey(
        growth,
        (one) =>
          isMeasuredChild(one) &&
          isNamed(one.child) &&
          one.child !== one.parent &&
          one.child.rowCount < 2_000 &&
          !one.isOneToOne,
      )
      const column = pickOf(growth, measuresOf(key.child))
      const { root, parents, from } = joinParents(key.child, [key])
      const inner: Seat = { entity: key.child, name: 'other' }
      const foreign = key.key.from.columns[0]!
      const highest = select({
        columns: [show(call('max', reference(inner, column)))],
        from: tableOf(inner),
        where: [compare(reference(inner, foreign), '=', reference(root, foreign))],
      })
      return {
        query: query(
          select({
            columns: [...namesOf(parents[0]!), ...namesOf(root)].map((name) => show(name)),
            from,
            where: [compare(reference(root, column), '=', subquery(query(highest)))],
          }),
        ),
        words: { ...keyWords(key), ...measureWords(column, key.child) },
      }
    },
  },
]

function namesOf(seat: Seat): readonly Expression[] {
  return seat.entity.names.map((name) => reference(seat, name))
}

function parentSeat({ parent }: KeyWords): Seat {
  return { entity: parent, name: parent.table }
}

/** One line for each parent that has children. */
function ofParents(key: KeyWords, parts: (joined: Joined) => Partial<GroupParts>): Filling {
  const joined = joinParents(key.child, [key])
  const [parent] = joined.parents
  return {
    query: grouped({
      from: joined.from,
      groupBy: identity(parent!, key),
      named: namesOf(parent!),
      ...parts(joined),
    }),
    words: keyWords(key),
  }
}

function withNumber({ query: tree, words }: Filling, number: number): Filling {
  return { query: tree, words: { ...words, number: sayCount(number) } }
}

function mostChildren(growth: Growth, parts: Partial<GroupParts>): Filling {
  return ofParents(pickChildKey(growth, isAsked), () => ({ orderBy: [by(call('count'), 'desc')], ...parts }))
}

function havingCount(
  growth: Growth,
  operator: '>' | '>=' | '=',
  numbers: readonly Expression[] = [],
): Filling {
  const key = pickChildKey(growth, isAsked)
  const count = needed(chooseCount(growth, key))
  insist(operator === '=' || count > 1)
  const filling = ofParents(key, () => ({
    numbers,
    having: compare(call('count'), operator, literal(count)),
  }))
  return {
    query: filling.query,
    words: {
      ...filling.words,
      number: sayCount(count),
      childOrChildren: count === 1 ? key.child.one : key.child.many,
    },
  }
}

function measured(
  growth: Growth,
  columnsOf: (entity: Entity) => readonly ColumnWords[],
  parts: (own: Expression, key: KeyWords) => Partial<GroupParts>,
): Filling {
  const key = pickChildKey(
    growth,
    (one) => isAsked(one) && columnsOf(one.child).length > 0 && !one.isOneToOne,
  )
  const column = pickOf(growth, columnsOf(key.child))
  const filling = ofParents(key, ({ root }) => parts(reference(root, column), key))
  return {
    query: filling.query,
    words: { ...filling.words, ...measureWords(column, key.child), sum: sumWords(column) },
  }
}

const MOST_PAIRS = 5_000_000

/** NOT IN, or NOT EXISTS: the second holds where keys are missing too. */
function lacksChildren(growth: Growth, key: KeyWords, parent: Seat): Expression {
  const isTied = key.child === key.parent || !key.isComplete || growth.random.below(3) === 0
  insist(!isTied || key.child.rowCount * key.parent.rowCount < MOST_PAIRS)
  const child: Seat = { entity: key.child, name: isTied ? 'child' : undefined }
  if (isTied) {
    const inner = select({
      columns: [show(literal(1))],
      from: tableOf(child),
      where: [joinOn(child, parent, key)],
    })
    return exists(query(inner), true)
  }
  return childTest(growth, key, parent, [], true)
}

/** The parent is (not) among those that such children refer to. */
function childTest(
  _growth: Growth,
  { key, child }: KeyWords,
  parent: Seat,
  where: readonly Expression[],
  negated: boolean,
): Expression {
  const seat: Seat = { entity: child, name: undefined }
  const inner = select({ columns: [show(reference(seat, key.from.columns[0]!))], from: tableOf(seat), where })
  return inQuery(reference(parent, key.to.columns[0]!), query(inner), negated)
}

function suchChildren(
  growth: Growth,
  where: (key: KeyWords, parent: Seat, inner: readonly Expression[]) => readonly Expression[],
): Filling {
  const key = pickChildKey(growth, (one) => isAsked(one) && one.child !== one.parent)
  const restriction = pickRestriction(growth, key.child)
  const parent: Seat = { entity: key.parent, name: undefined }
  const inner = [restriction.where({ entity: key.child, name: undefined })]
  return {
    query: query(
      select({
        columns: namesOf(parent).map((name) => show(name)),
        from: tableOf(parent),
        where: where(key, parent, inner),
      }),
    ),
    words: keyWords(key, [restriction.condition]),
  }
}
