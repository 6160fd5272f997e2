import type { Expression, FromItem, Join } from '../../../sql/ast.ts'
import { conjunctsOf } from '../../../sql/conditions.ts'
import type { Source } from './sight.ts'

/** A FROM clause taken apart: JOIN, comma, ON and USING, whichever they are, come to the same. */
export interface ReadFrom {
  readonly sources: readonly Source[]
  /** What every row meets, besides WHERE. */
  readonly conditions: readonly Expression[]
  /** Columns that USING or NATURAL hold equal for every row. */
  readonly equalities: readonly EqualPair[]
  readonly outerJoins: readonly OuterJoin[]
}

export interface EqualPair {
  readonly left: SourceColumn
  readonly right: SourceColumn
}

interface SourceColumn {
  readonly source: Source
  /** In lower case. */
  readonly name: string
}

/** Its conditions hold for rows that have a partner alone. A right join is a left join the other way round. */
interface OuterJoin {
  readonly kind: 'left' | 'full'
  readonly kept: readonly Source[]
  readonly joined: readonly Source[]
  readonly conditions: readonly Expression[]
  readonly equalities: readonly EqualPair[]
}

type ReadItem = (item: Exclude<FromItem, Join>) => Source

export function readFromClause(item: FromItem | undefined, readItem: ReadItem): ReadFrom {
  if (item === undefined) return { sources: [], conditions: [], equalities: [], outerJoins: [] }
  if (item.kind !== 'join') {
    return { sources: [readItem(item)], conditions: [], equalities: [], outerJoins: [] }
  }
  const left = readFromClause(item.left, readItem)
  const right = readFromClause(item.right, readItem)
  const sources = [...left.sources, ...right.sources]
  const conditions = conjunctsOf(item.on)
  const equalities = mergeColumns(item, left.sources, right.sources)
  const outerJoins = [...left.outerJoins, ...right.outerJoins]
  if (item.type !== 'left' && item.type !== 'right' && item.type !== 'full') {
    return {
      sources,
      conditions: [...left.conditions, ...right.conditions, ...conditions],
      equalities: [...left.equalities, ...right.equalities, ...equalities],
      outerJoins,
    }
  }
  const [kept, joined] = item.type === 'right' ? [right, left] : [left, right]
  const isFull = item.type === 'full'
  // What was required of the rows of a side that may be missing is required of the join alone.
  const moved = isFull ? [kept, joined] : [joined]
  return {
    sources,
    conditions: isFull ? [] : kept.conditions,
    equalities: isFull ? [] : kept.equalities,
    outerJoins: [
      ...outerJoins,
      {
        kind: isFull ? 'full' : 'left',
        kept: kept.sources,
        joined: joined.sources,
        conditions: [...moved.flatMap((side) => side.conditions), ...conditions],
        equalities: [...moved.flatMap((side) => side.equalities), ...equalities],
      },
    ],
  }
}

function mergeColumns(join: Join, left: readonly Source[], right: readonly Source[]): readonly EqualPair[] {
  const names =
    join.using?.map((name) => name.toLowerCase()) ?? (join.natural ? sharedNames(left, right) : [])
  return names.flatMap((name) => {
    const one = left.find(({ columns }) => columns.has(name))
    const other = right.find(({ columns }) => columns.has(name))
    if (one === undefined || other === undefined) return []
    const [seen, hidden] = join.type === 'right' ? [other, one] : [one, other]
    hidden.merged.add(name)
    return [{ left: { source: seen, name }, right: { source: hidden, name } }]
  })
}

function sharedNames(left: readonly Source[], right: readonly Source[]): string[] {
  const others = new Set(right.flatMap(({ columns }) => [...columns.keys()]))
  return [...new Set(left.flatMap(({ columns }) => [...columns.keys()]))].filter((name) => others.has(name))
}
