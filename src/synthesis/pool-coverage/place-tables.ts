import type { Coverage, TableCoverage } from './measure-coverage.ts'

/** A table's box in the picture of the DB graph, in pixels. */
export interface PlacedTable {
  readonly table: TableCoverage
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Columns shown, in their order; a wide table shows its keys and what is used most. */
  readonly columns: TableCoverage['columns']
  readonly hiddenColumns: number
}

export interface TablePlan {
  readonly placed: readonly PlacedTable[]
  readonly width: number
  readonly height: number
}

export const BOX = { width: 190, head: 26, line: 17, gap: 26, lane: 90, columns: 14 } as const
/** A lane of boxes that grows longer than this goes on beside itself. */
const LANE_HEIGHT = 900

/**
 * Places tables in lanes from left to right: the best connected first, beside it what it is joined with, and so on, so
 * that most joins lead from one lane to the next.
 */
export function placeTables({ tables, joins }: Coverage): TablePlan {
  const neighbours = new Map(tables.map(({ table }) => [table, new Set<string>()]))
  for (const { key } of joins) {
    neighbours.get(key.from.table)?.add(key.to.table)
    neighbours.get(key.to.table)?.add(key.from.table)
  }
  const keyColumns = new Set(
    joins.flatMap(({ key }) =>
      [key.from, key.to].flatMap(({ table, columns }) => columns.map((column) => `${table}\u0000${column}`)),
    ),
  )
  const byName = new Map(tables.map((table) => [table.table, table]))
  const lanes = lanesOf(tables, neighbours)
  const placed: PlacedTable[] = []
  let x = 0
  let height = 0
  for (const lane of lanes) {
    let y = 0
    for (const name of lane) {
      const table = byName.get(name)!
      const columns = shownColumns(table, keyColumns)
      const hiddenColumns = table.columns.length - columns.length
      const own = BOX.head + BOX.line * (columns.length + (hiddenColumns > 0 ? 1 : 0)) + 6
      if (y > 0 && y + own > LANE_HEIGHT) {
        x += BOX.width + BOX.lane
        y = 0
      }
      placed.push({ table, x, y, width: BOX.width, height: own, columns, hiddenColumns })
      y += own + BOX.gap
      height = Math.max(height, y - BOX.gap)
    }
    x += BOX.width + BOX.lane
  }
  return { placed, width: Math.max(BOX.width, x - BOX.lane), height }
}

function lanesOf(
  tables: readonly TableCoverage[],
  neighbours: ReadonlyMap<string, ReadonlySet<string>>,
): string[][] {
  const degree = (name: string): number => neighbours.get(name)?.size ?? 0
  const left = new Set(
    [...tables].map(({ table }) => table).sort((one, other) => degree(other) - degree(one)),
  )
  const lanes: string[][] = []
  const alone: string[] = []
  for (const start of left) {
    if (degree(start) === 0) {
      alone.push(start)
      continue
    }
    let lane = [start]
    left.delete(start)
    for (let depth = 0; lane.length > 0; depth++) {
      lanes[depth] = [...(lanes[depth] ?? []), ...lane]
      const next = lane.flatMap((name) => [...(neighbours.get(name) ?? [])]).filter((name) => left.has(name))
      lane = [...new Set(next)]
      for (const name of lane) left.delete(name)
    }
  }
  return alone.length > 0 ? [...lanes, alone] : lanes
}

function shownColumns(
  { table, columns }: TableCoverage,
  keys: ReadonlySet<string>,
): TableCoverage['columns'] {
  if (columns.length <= BOX.columns) return columns
  const rank = ({ column, uses }: TableCoverage['columns'][number]): number =>
    keys.has(`${table}\u0000${column}`) ? Number.POSITIVE_INFINITY : uses
  const chosen = new Set([...columns].sort((one, other) => rank(other) - rank(one)).slice(0, BOX.columns - 1))
  return columns.filter((column) => chosen.has(column))
}
