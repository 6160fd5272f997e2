import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, query, select, show } from '../../grammar/query-pieces.ts'
import { reference } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { sayShown } from '../../verbalizer/phrasing/shown-phrase.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { isNamed, isOneOfSeveral, pickChildKey } from '../parts/pick-parts.ts'
import { refersTo } from '../parts/restriction.ts'
import { type Joined, joinParents } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { hasOwnName, pickStoredRow } from '../parts/stored-row.ts'
import { type Filling, insist, type Template } from '../template.ts'
import { attribute, rowWords } from '../wording/row-words.ts'

const leadsToNamed = ({ parent }: KeyWords): boolean => isNamed(parent) && hasOwnName(parent)
const _hasNamedChildren = (key: KeyWords): boolean => leadsToNamed(key) && isNamed(key.child)

/** Rows by what that refers to which they refer to. */
export const GRANDPARENT_TEMPLATES: readonly Template[] = [
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

type Shown = (joined: Joined, column: ColumnWords | undefined) => readonly Expression[]

interface Line {
  readonly lower: KeyWords
  readonly upper: KeyWords
}

/** A key and one that goes on from where it leads, where nothing leads there at once. */
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
          !isOneOfSeveral(growth, upper) &&
          !growth.context.lexicon.keys.some(
            ({ child, parent }) =>
              (child === lower.child && parent === upper.parent) ||
              (child === upper.parent && parent === lower.child),
          ) &&
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
  const above = refersTo(upper, row.rows)
  return {
    query: query(
      select({
        columns: shown(joined, undefined).map((expression) => show(expression)),
        from: joined.from,
        where: row.where(joined.parents[1]!),
      }),
    ),
    words: rowWords(lower.child, [refersTo(lower, { entity: lower.parent, conditions: [above] })]),
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
