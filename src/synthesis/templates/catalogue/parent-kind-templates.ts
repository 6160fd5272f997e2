import type { Growth } from '../../grammar/growth.ts'
import { call } from '../../grammar/query-pieces.ts'
import { reference } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { amountsOf, categoriesOf, isNamed, measuresOf, pickChildKey, pickOf } from '../parts/pick-parts.ts'
import { type Joined, joinParents } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { hasOwnName } from '../parts/stored-row.ts'
import type { Filling, Template } from '../template.ts'
import { measureWords, rowWords, valueWords } from '../wording/row-words.ts'

const leadsToNamed = ({ parent }: KeyWords): boolean => isNamed(parent) && hasOwnName(parent)
const _hasNamedChildren = (key: KeyWords): boolean => leadsToNamed(key) && isNamed(key.child)

/** Rows in groups by a column of what they refer to. */
export const PARENT_KIND_TEMPLATES: readonly Template[] = [
  {
    name: 'how many children for each kind of parent',
    wordings: ['What is the number of {things} per {kind}?', 'Show the number of {things} per {kind}.'],
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
]

type ColumnsOf = (entity: Entity) => readonly ColumnWords[]

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
      ...(column && measureWords(column, key.child)),
      // "customer country"; that shipping is of orders nobody needs to be told.
      kind: /^(?:shipping|billing) /.test(kind.one) ? kind.one : `${key.role} ${kind.one}`,
    },
  }
}
