import { type Growth, pickKey } from '../../grammar/growth.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { needed } from '../template.ts'
import { isNamed, isNear } from './pick-parts.ts'

/** Rows of two tables that the rows of a third bring together: students and courses. */
export interface Link {
  readonly bridge: Entity
  readonly from: KeyWords
  readonly to: KeyWords
  /** No two of the linking rows link the same. */
  readonly isOnce: boolean
  /** What the one does to the other: "takes", "has"; and what several do. */
  readonly does: { readonly one: string; readonly many: string; readonly past?: string }
}

export function pickLink(growth: Growth, suits: (link: Link) => boolean = () => true): Link {
  const { lexicon, survey } = growth.context
  const links = lexicon.keys
    .filter((from) => isNear(growth, from) && isLinking(from))
    .flatMap((from) =>
      lexicon.keysFrom(from.child.table).flatMap((to): Link[] => {
        if (to === from || !isLinking(to) || to.parent === from.parent) return []
        const does = verbOf(from, to)
        if (does === undefined) return []
        const key = survey.schema.tables.find(({ name }) => name === from.child.table)?.primaryKey ?? []
        const own = [from, to].map((one) => one.key.from.columns[0]!)
        const isOnce = key.length === 2 && own.every((column) => key.includes(column))
        return [{ bridge: from.child, from, to, isOnce, does }]
      }),
    )
    .filter(suits)
  const key = needed(pickKey(growth, [...new Set(links.map(({ from }) => from))]))
  return growth.random.pick(links.filter(({ from }) => from === key))
}

function isLinking({ child, parent, key, isPlain, isComplete }: KeyWords): boolean {
  return (
    (child.isBridge || child.verb !== undefined) &&
    // What links three does not say who of them does it: "undergoes" of patients, physicians and procedures.
    child.links.length === 2 &&
    child.rowCount > 2 &&
    key.from.columns.length === 1 &&
    isPlain &&
    isComplete &&
    isNamed(parent)
  )
}

function verbOf(from: KeyWords, to: KeyWords): Link['does'] | undefined {
  const { verb, one } = from.child
  if (verb !== undefined) {
    if (from.parent.isPerson && !to.parent.isPerson) return verb
    const isPassive = to.parent.isPerson && !from.parent.isPerson && verb.by !== undefined
    return isPassive ? { one: `is ${verb.by}`, many: `are ${verb.by}` } : undefined
  }
  if (one === `${from.parent.one} ${to.parent.one}`) return { one: 'has', many: 'have' }
  const isBelonging = one === `${to.parent.one} ${from.parent.one}` && !from.parent.isPerson
  return isBelonging ? { one: 'belongs to', many: 'belong to' } : undefined
}
