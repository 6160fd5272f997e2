import type { Expression } from '../../../sql/ast.ts'
import { chooseThreshold } from '../../grammar/choose-value.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, literal, query, select, show, subquery } from '../../grammar/query-pieces.ts'
import { reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { sayLiteral } from '../../verbalizer/phrasing/value-phrase.ts'
import type { GroupParts } from '../parts/group-query.ts'
import { isAsked, isMeasuredChild, ofParents, withNumber } from '../parts/parent-groups.ts'
import { amountsOf, isNamed, measuresOf, pickChildKey, pickOf } from '../parts/pick-parts.ts'
import { joinParents, namesOf, showNames } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { measureWords } from '../wording/row-words.ts'

/** Parents and what their children come to. */
export const CHILD_NUMBER_TEMPLATES: readonly Template[] = [
  {
    name: 'the average of the children of each parent',
    wordings: [
      'What is the average {measure} of the {children} of each {parentWith}?',
      'For each {parentWith}, show the {parentLabel} and the average {measure} of the {children}.',
    ],
    fill: (growth) => measured(growth, measuresOf, (own) => ({ numbers: [call('avg', own)] })),
  },
  {
    name: 'the total of the children of each parent',
    wordings: [
      'What is the {sum} of the {children} of each {parentWith}?',
      'For each {parentWith}, show the {parentLabel} and the {sum} of all {children}.',
    ],
    fill: (growth) => measured(growth, amountsOf, (own) => ({ numbers: [call('sum', own)] })),
  },
  {
    name: 'the highest of the children of each parent',
    wordings: [
      'For each {parentWith}, what is the {highest} {measure} of any of the {children}?',
      'Show the {parentLabel} of each {parentWith} and the {highest} {measure} among the {children}.',
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
      'For which {parents} is the average {measure} of the {children} above {number}{units}?',
      'List the {parentLabels} of the {parents} whose {children} have an average {measure} above {number}{units}.',
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
        words: { ...filling.words, ...measureWords(column, key.child), number: sayLiteral(column, number) },
      }
    },
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
          select({ columns: showNames(parents[0]!), from }),
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
      'For each {parentWith}, which {namedChild} has the {highest} {measure}?',
      'For each {parentWith}, show the {parentLabel} and the {childLabel} of the {namedChild} with the {highest} {measure}.',
      'What is the {most} {namedChild} of each {parentWith}?',
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
    words: { ...filling.words, ...measureWords(column, key.child) },
  }
}
