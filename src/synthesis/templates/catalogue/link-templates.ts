import type { Expression, Select } from '../../../sql/ast.ts'
import { chooseCount } from '../../grammar/grow-related.ts'
import type { Growth } from '../../grammar/growth.ts'
import { call, compare, exists, literal, query, select, show } from '../../grammar/query-pieces.ts'
import { joinOn, reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import { sayPinned } from '../../verbalizer/phrasing/pinned.ts'
import { sayRows } from '../../verbalizer/phrasing/rows-phrase.ts'
import { type GroupParts, grouped } from '../parts/group-query.ts'
import { type Link, pickLink } from '../parts/link.ts'
import { isNamed, isThing, pickChildKey } from '../parts/pick-parts.ts'
import { pickRestriction } from '../parts/restriction.ts'
import { identity, joinParents, namesOf, showNames } from '../parts/seats.ts'
import { by } from '../parts/simple-query.ts'
import { hasOwnName, pickStoredRow, type StoredRow } from '../parts/stored-row.ts'
import { type Filling, insist, needed, type Template } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { rowWords } from '../wording/row-words.ts'

const leadsToNamed = ({ to }: Link): boolean => hasOwnName(to.parent)
const hasUniqueNames = ({ from, isOnce }: Link): boolean => isOnce || from.parent.isNameUnique

/** Rows that a third table brings together. */
export const LINK_TEMPLATES: readonly Template[] = [
  {
    name: 'rows linked to a named one',
    wordings: [
      'Which {froms} {do} {pinned}?',
      'What are the {labels} of the {froms} {who} {do} {pinned}?',
      'List the {labels} of all {froms} {who} {do} {pinned}.',
    ],
    fill: (growth) => {
      const link = pickLink(growth, (one) => leadsToNamed(one) && hasUniqueNames(one))
      const row = pickStoredRow(growth, link.to.parent)
      return { query: query(linkedTo(link, row)), words: { ...linkWords(link), pinned: definite(row) } }
    },
  },
  {
    name: 'how many rows are linked to a named one',
    wordings: [
      'How many {froms} {do} {pinned}?',
      'Count the {froms} {who} {do} {pinned}.',
      'What is the number of {froms} {who} {do} {pinned}?',
    ],
    fill: (growth) => {
      const link = pickLink(growth, leadsToNamed)
      const row = pickStoredRow(growth, link.to.parent)
      const { root, parents, from } = joinParents(link.bridge, [link.to])
      return {
        query: query(
          select({ columns: [show(countOf(link.from, root, link))], from, where: row.where(parents[0]!) }),
        ),
        words: { ...linkWords(link), pinned: definite(row) },
      }
    },
  },
  {
    name: 'how many each is linked to',
    wordings: [
      'How many {tos} {has} each {from} {takes}?',
      'For each {from} {who} {does} at least one {to}, show the {label} and the number of {tos}.',
    ],
    fill: (growth) => {
      const link = pickLink(growth)
      return ofLink(link, (number) => ({ numbers: [number] }))
    },
  },
  {
    name: 'the one with the most links',
    wordings: [
      'Which {from} {does} the most {tos}?',
      'What is the {label} of the {from} {who} {does} the most {tos}?',
      'Find the {label} of the {from} {who} {does} the largest number of {tos}.',
    ],
    fill: (growth) => ofLink(pickLink(growth), (number) => ({ orderBy: [by(number, 'desc')], limit: 1 })),
  },
  {
    name: 'those with at least so many links',
    wordings: [
      'Which {froms} {do} at least {number} {tos}?',
      'List the {labels} of all {froms} {who} {do} at least {number} {tos}.',
    ],
    fill: (growth) => {
      const link = pickLink(growth)
      const count = needed(chooseCount(growth, link.from))
      insist(count > 1)
      const filling = ofLink(link, (number) => ({ having: compare(number, '>=', literal(count)) }))
      return { query: filling.query, words: { ...filling.words, number: sayCount(count) } }
    },
  },
  {
    name: 'those linked to both',
    isNested: true,
    wordings: [
      'Which {froms} {do} both {pinned} and {otherPinned}?',
      'List the {labels} of the {froms} {who} {do} both {pinned} and {otherPinned}.',
    ],
    fill: (growth) => ofBoth(growth, 'intersect'),
  },
  {
    name: 'those linked to one but not the other',
    isNested: true,
    wordings: [
      'Which {froms} {do} {pinned} but not {otherPinned}?',
      'List the {labels} of the {froms} {who} {do} {pinned} but not {otherPinned}.',
    ],
    fill: (growth) => ofBoth(growth, 'except'),
  },
  {
    name: 'those linked to none',
    isNested: true,
    wordings: [
      'Which {froms} {doNot} any {toOrTos}?',
      'List the {labels} of all {froms} {who} {doNot} any {toOrTos}.',
    ],
    fill: (growth) => {
      const link = pickLink(growth, ({ from }) => !from.coversParents)
      const parent: Seat = { entity: link.from.parent, name: link.from.parent.table }
      const bridge: Seat = { entity: link.bridge, name: link.bridge.table }
      const inner = select({
        columns: [show(literal(1))],
        from: tableOf(bridge),
        where: [joinOn(bridge, parent, link.from)],
      })
      return {
        query: query(
          select({
            columns: showNames(parent),
            from: tableOf(parent),
            where: [exists(query(inner), true)],
          }),
        ),
        words: linkWords(link),
      }
    },
  },
  {
    name: 'those linked to such rows',
    wordings: [
      'Which {froms} {do} at least one {toRow}?',
      'List the {labels} of all {froms} {who} {do} at least one {toRow}.',
    ],
    fill: (growth) => {
      const link = pickLink(growth, ({ from }) => from.parent.isNameUnique)
      const restriction = pickRestriction(growth, link.to.parent)
      const { parents, from } = joinParents(link.bridge, [link.from, link.to])
      return {
        query: query(
          select({
            columns: showNames(parents[0]!),
            from,
            where: [restriction.where(parents[1]!)],
            distinct: true,
          }),
        ),
        words: {
          ...linkWords(link),
          toRow: (speech) =>
            sayRows({ entity: link.to.parent, conditions: [restriction.condition] }, 'one', speech),
        },
      }
    },
  },
  {
    name: 'parents by the other parent of their children',
    wordings: [
      'Which {parents} have at least one {childRow}?',
      'Which {parents} have {deed} at least one {childRow}?',
      'List the {parentLabels} of all {parents} {parentWho} have at least one {childRow}.',
    ],
    fill: (growth) => {
      const { context, random } = growth
      const others = (key: KeyWords): readonly KeyWords[] =>
        context.lexicon
          .keysFrom(key.child.table)
          .filter(
            (other) =>
              other !== key &&
              other.key.from.columns.length === 1 &&
              !other.isSubtype &&
              other.parent !== key.parent &&
              isNamed(other.parent) &&
              hasOwnName(other.parent),
          )
      const key = pickChildKey(
        growth,
        (one) =>
          isNamed(one.parent) && one.parent.isNameUnique && isThing(one.child) && others(one).length > 0,
      )
      const other = random.pick(others(key))
      const row = pickStoredRow(growth, other.parent)
      const { parents, from } = joinParents(key.child, [key, other])
      return {
        query: query(
          select({
            columns: showNames(parents[0]!),
            from,
            where: row.where(parents[1]!),
            distinct: true,
          }),
        ),
        words: keyWords(key, [{ kind: 'parent', key: other, rows: row.rows, negated: false }]),
      }
    },
  },
]

function definite({ rows }: StoredRow): string {
  return needed(sayPinned(rows))
}

function countOf({ key }: KeyWords, bridge: Seat, { isOnce }: Link): Expression {
  return isOnce ? call('count') : call('count', reference(bridge, key.from.columns[0]!), true)
}

function linkWords({ from, to, does }: Link): Filling['words'] {
  const { one, many } = does
  const isPassive = one.startsWith('is ')
  return {
    ...rowWords(from.parent),
    from: from.parent.one,
    froms: from.parent.many,
    to: to.parent.one,
    tos: to.parent.many,
    toOrTos: one === 'has' ? to.parent.many : to.parent.one,
    do: many,
    does: one,
    // "does each student take", "is each course taken by"
    has: isPassive ? undefined : 'does',
    takes: isPassive || !from.coversParents ? undefined : many,
    doNot: isPassive ? many.replace('are ', 'are not ') : `do not ${many}`,
  }
}

function linkedTo(link: Link, row: StoredRow): Select {
  const { parents, from } = joinParents(link.bridge, [link.from, link.to])
  return select({
    columns: showNames(parents[0]!),
    from,
    where: row.where(parents[1]!),
    distinct: !link.isOnce,
  })
}

/** One line for each of those that are linked to anything. */
function ofLink(link: Link, parts: (number: Expression) => Partial<GroupParts>): Filling {
  const { root, parents, from } = joinParents(link.bridge, [link.from])
  const [parent] = parents
  return {
    query: grouped({
      from,
      groupBy: identity(parent!, link.from),
      named: namesOf(parent!),
      ...parts(countOf(link.to, root, link)),
    }),
    words: linkWords(link),
  }
}

function ofBoth(growth: Growth, operator: 'intersect' | 'except'): Filling {
  // Set operations take names for the same that are the same: they must be.
  const link = pickLink(growth, (one) => leadsToNamed(one) && one.from.parent.isNameUnique)
  const row = pickStoredRow(growth, link.to.parent)
  const other = pickStoredRow(growth, link.to.parent, [row])
  const half = (one: StoredRow): Select => ({ ...linkedTo(link, one), distinct: false })
  return {
    query: query({ kind: 'compound', operator, left: half(row), right: half(other) }),
    words: { ...linkWords(link), pinned: definite(row), otherPinned: definite(other) },
  }
}
