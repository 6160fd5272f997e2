import type { MeasureOutcome, QueryTime } from '../../database.ts'
import { type Connection, openConnection } from './connection.ts'
import { openCursor, refusal } from './execute-query.ts'
import type { Rejected } from './messages.ts'

const BATCH_ROWS = 1_000
/** So often a disturbed run is repeated, if it is as short as this: a long one is always interrupted. */
const ATTEMPTS = 5
const SHORT_MS = 20
/** A run that takes so many times what the fastest took was disturbed by something that leaves no other trace. */
const SUSPICIOUS_FACTOR = 4

interface MeasureRequest {
  readonly sqls: readonly string[]
  readonly rounds: number
}

/**
 * Runs the queries in turn, each time on a connection of its own that has not read the schema yet; where there are
 * virtual tables it has, because they need that.
 */
export function measureQueries(
  { hasVirtualTables }: Connection,
  path: string,
  { sqls, rounds }: MeasureRequest,
): MeasureOutcome {
  const open = () => openConnection(path, { readsSchema: hasVirtualTables !== false })
  const times: QueryTime[][] = sqls.map(() => [])
  const fastest = sqls.map(() => Number.POSITIVE_INFINITY)
  const turns = [...sqls.keys()]
  for (let round = 0; round < rounds; round++) {
    // What runs second finds the machine warmer, so they take turns in that too.
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      const time = timeUndisturbed(open, sqls[turn]!, fastest[turn]!)
      if ('kind' in time) return time
      fastest[turn] = Math.min(fastest[turn]!, time.totalMs)
      times[turn]!.push(time)
    }
  }
  return { kind: 'measured', times }
}

/** On a busy machine a query of a millisecond takes ten when another process gets its turn, which says nothing of it. */
function timeUndisturbed(open: () => Connection, sql: string, fastestMs: number): QueryTime | Rejected {
  let best: QueryTime | undefined
  for (let attempt = 1; ; attempt++) {
    const before = process.resourceUsage().involuntaryContextSwitches
    const time = timeOnce(open(), sql)
    if ('kind' in time) return time
    const isDisturbed =
      process.resourceUsage().involuntaryContextSwitches > before ||
      time.totalMs > SUSPICIOUS_FACTOR * fastestMs
    if (best === undefined || time.totalMs < best.totalMs) best = time
    const isLong = Math.min(best.totalMs, fastestMs) > SHORT_MS
    if (!isDisturbed || isLong || attempt === ATTEMPTS) return best
  }
}

function timeOnce(connection: Connection, sql: string): QueryTime | Rejected {
  try {
    return timeOn(connection, sql)
  } catch (error) {
    return refusal(connection, error)
  } finally {
    connection.close()
  }
}

function timeOn(connection: Connection, sql: string): QueryTime | Rejected {
  const start = process.hrtime.bigint()
  const cursor = openCursor(connection, sql, true)
  if (cursor.kind === 'rejected') return cursor
  try {
    let isLast = cursor.read(1, Number.POSITIVE_INFINITY).isLast
    const firstRowMs = millisecondsSince(start)
    while (!isLast) isLast = cursor.read(BATCH_ROWS, Number.POSITIVE_INFINITY).isLast
    return { firstRowMs, totalMs: millisecondsSince(start) }
  } finally {
    cursor.close()
  }
}

function millisecondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e6
}
