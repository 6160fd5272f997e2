import type { Expression } from '../../../sql/ast.ts'
import { chooseCount } from '../../grammar/grow-related.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, literal, query, select, show } from '../../grammar/query-pieces.ts'
import { reference, type Seat, tableOf } from '../../grammar/rows.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { isAsked, ofParents, withNumber } from '../parts/parent-groups.ts'
import { pickChildKey } from '../parts/pick-parts.ts'
import { identity, joinChildren, namesOf } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { pickTop } from '../parts/stored-row.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'

/** Parents and how many children they have. */
export const CHILD_COUNT_TEMPLATES: readonly Template[] = [
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
      'Find the {parentLabel} of the {parent} {parentWho} has the largest number of {children}.',
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
      'List the {parentLabels} of all {parents} {parentWho} have more than {number} {children}.',
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
]

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
