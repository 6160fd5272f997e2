import type { Random } from '../../base/random.ts'
import { type ColumnName, columnKey } from '../../database/schema.ts'
import type { Subgraph } from '../../exploration/sampling/sample-subgraph.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import type { ColumnWords } from '../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../verbalizer/lexicon/key-words.ts'
import type { SynthesisContext } from './synthesis-context.ts'

/** What the growth of one query goes by. */
export interface Growth {
  readonly context: SynthesisContext
  readonly random: Random
  readonly tables: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
  readonly keys: ReadonlySet<JoinKey>
  readonly mustColumns: ReadonlySet<string>
  readonly mustKeys: ReadonlySet<JoinKey>
  /** One of them is where the query begins; none if nothing must be used. */
  readonly mustTables: readonly string[]
}

export interface MustUse {
  readonly columns: readonly ColumnName[]
  readonly joins: readonly JoinKey[]
}

export function startGrowth(
  subgraph: Subgraph,
  context: SynthesisContext,
  random: Random,
  must?: MustUse,
): Growth {
  return {
    context,
    random,
    tables: new Set(subgraph.tables.map((name) => name.toLowerCase())),
    columns: new Set(subgraph.columns.map(columnKey)),
    keys: new Set(subgraph.keys),
    mustColumns: new Set((must?.columns ?? []).map(columnKey)),
    mustKeys: new Set(must?.joins ?? []),
    mustTables: [
      ...(must?.columns ?? []).map(({ table }) => table),
      ...(must?.joins ?? []).flatMap(({ from, to }) => [from.table, from.table, to.table]),
    ],
  }
}

// What a walk reached is likelier than what lies beside it, and what must be used likelier than anything.
const REACHED = 4
const WANTED = 60

// What people ask for now and then.
const RARE: Partial<Record<ColumnWords['role'], number>> = { code: 0.25, contact: 0.4, text: 0.4, key: 0.1 }

// Where nobody knows what the name stands for, nobody asks.
const CRYPTIC = 0.1

export function chance({ random }: Growth, share: number): boolean {
  return random.next() < share
}

export function pickWeighted<Item>(
  { random }: Growth,
  items: readonly Item[],
  weigh: (item: Item) => number,
): Item | undefined {
  const weights = items.map(weigh)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = random.next() * total
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (weight > 0 && left < 0) return items[index]
  }
  return total > 0 ? items.at(-1) : undefined
}

function columnWeight(growth: Growth, column: ColumnWords): number {
  const key = columnKey(column)
  if (growth.mustColumns.has(key)) return WANTED
  return (growth.columns.has(key) ? REACHED : 1) * (RARE[column.role] ?? 1) * (column.isCryptic ? CRYPTIC : 1)
}

export function pickColumn(growth: Growth, columns: readonly ColumnWords[]): ColumnWords | undefined {
  return pickWeighted(growth, columns, (column) => columnWeight(growth, column))
}

/** Up to `count` different columns. */
export function pickColumns(
  growth: Growth,
  columns: readonly ColumnWords[],
  count: number,
): readonly ColumnWords[] {
  const picked: ColumnWords[] = []
  while (picked.length < count) {
    const column = pickColumn(
      growth,
      columns.filter((candidate) => !picked.includes(candidate)),
    )
    if (column === undefined) break
    picked.push(column)
  }
  return picked
}

export function pickKey(growth: Growth, keys: readonly KeyWords[]): KeyWords | undefined {
  return pickWeighted(growth, keys.filter(isUsable), ({ key, parent, child }) => {
    if (growth.mustKeys.has(key)) return WANTED
    const isNear =
      growth.keys.has(key) ||
      (growth.tables.has(parent.table.toLowerCase()) && growth.tables.has(child.table.toLowerCase()))
    return isNear ? REACHED : 1
  })
}

function isUsable({ parent, child }: KeyWords): boolean {
  return parent.rowCount > 0 && child.rowCount > 0
}

/** A table to ask about. Views repeat what tables hold, so only a view that must be used is asked about. */
export function pickRoot(
  growth: Growth,
  suits: (entity: Entity) => boolean = () => true,
): Entity | undefined {
  const { lexicon } = growth.context
  const find = (names: Iterable<string>): readonly Entity[] =>
    [...names].flatMap((name) => lexicon.entity(name) ?? []).filter(({ rowCount }) => rowCount > 0)
  const wanted = find(growth.mustTables)
  const near = find(growth.tables).filter(({ isView }) => !isView)
  return pickWeighted(growth, (wanted.length > 0 ? wanted : near).filter(suits), ({ isBridge, columns }) =>
    isBridge ? 0.12 : columns.length > 2 ? 2 : 1,
  )
}
