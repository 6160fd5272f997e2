import { labelsOf } from '../../grammar/suitable.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { AGENTS, DEEDS } from '../../verbalizer/lexicon/known-nouns.ts'
import type { Condition } from '../../verbalizer/meaning/meaning.ts'
import { indefinite } from '../../verbalizer/phrasing/noun-phrase.ts'
import { sayRows } from '../../verbalizer/phrasing/rows-phrase.ts'
import { sayShown } from '../../verbalizer/phrasing/shown-phrase.ts'
import { isNamed } from '../parts/pick-parts.ts'
import { insist, type Words } from '../template.ts'
import { attribute } from './row-words.ts'

/** parent (parentWith: one that has children, where not all have), parents, child, children, what they are called by, and what the one does to get the other. */
export function keyWords(key: KeyWords, conditions: readonly Condition[] = []): Words {
  const { child, parent, role, roles, isPlain } = key
  const last = (noun: string): string => noun.split(' ').at(-1)!
  const rows = { entity: child, conditions }
  // "artists have albums", but "managers have managers" is said of nobody.
  insist(role !== child.one)
  return {
    parent: role,
    parents: roles,
    aParent: indefinite(role),
    parentWho: parent.isPerson ? 'who' : 'that',
    parentWith: key.coversParents || !isPlain ? role : `${role} with at least one ${child.one}`,
    child: child.one,
    children: child.many,
    aChild: indefinite(child.one),
    namedChild: isNamed(child) ? child.one : undefined,
    childRow: (speech) => sayRows(rows, 'one', { ...speech, avoidsWhose: true }),
    childRows: (speech) => sayRows(rows, 'many', { ...speech, avoidsWhose: true }),
    // "placed an order placed in 2020"
    deed:
      !speaksOfTime(conditions) && isPlain && AGENTS.has(last(parent.one))
        ? DEEDS.get(last(child.one))
        : undefined,
    parentLabel: () => labelOf(parent, 'one'),
    parentLabels: () => labelOf(parent, 'many'),
    childLabel: () => labelOf(child, 'one'),
  }
}

function speaksOfTime(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => condition.kind === 'test' && condition.column.role === 'date')
}

function labelOf(entity: Entity, number: 'one' | 'many'): string | undefined {
  const labels = labelsOf(entity).map((column) => attribute(column))
  return labels.length === 0 ? undefined : sayShown(labels, number)
}
