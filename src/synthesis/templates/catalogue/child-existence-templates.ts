import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, exists, inQuery, literal, query, select, show } from '../../grammar/query-pieces.ts'
import { joinOn, reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { isAsked } from '../parts/parent-groups.ts'
import { isNamed, pickChildKey } from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { joinChildren, showNames } from '../parts/seats.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'

/** Parents with and without children. */
export const CHILD_EXISTENCE_TEMPLATES: readonly Template[] = [
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
            columns: showNames(parent),
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
      'Find the {parentLabels} of the {parents} {parentWho} have no {children}.',
    ],
    fill: (growth) => {
      const key = pickChildKey(growth, (one) => isAsked(one) && one.isPlain && !one.coversParents)
      const { parent, child, from } = joinChildren(key)
      const operand = reference(child, needed(child.entity.id))
      return {
        query: query(
          select({
            columns: showNames(parent),
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
      'Count the {parents} {parentWho} have at least one {child}.',
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
    name: 'parents that have such children',
    isNested: true,
    wordings: [
      'Which {parents} have at least one {childRow}?',
      'Which {parents} have {deed} at least one {childRow}?',
      'List the {parentLabels} of all {parents} {parentWho} have at least one {childRow}.',
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
      'List the {parentLabels} of all {parents} {parentWho} have no {childRows}.',
    ],
    fill: (growth) =>
      suchChildren(growth, (key, parent, inner) => {
        insist(key.isComplete && key.isPlain)
        return [childTest(growth, key, parent, inner, true)]
      }),
  },
]

function parentSeat({ parent }: KeyWords): Seat {
  return { entity: parent, name: parent.table }
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
        columns: showNames(parent),
        from: tableOf(parent),
        where: where(key, parent, inner),
      }),
    ),
    words: keyWords(key, [restriction.condition]),
  }
}
