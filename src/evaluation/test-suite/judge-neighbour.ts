import type { Database, QueryOutcome, Row } from '../../database/database.ts'
import { refusalError } from '../../database/refusal-error.ts'
import { isOrderedOfficially } from '../metrics/official-execution-text.ts'
import { haveSameResult } from '../results/compare-spider-results.ts'
import { breakTies } from './break-ties.ts'
import type { Mutation } from './mutation.ts'

export interface QuerySettings {
  /** For one query. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** What a gold query gives on one database. */
export interface GoldResult {
  readonly kind: 'result'
  readonly rows: readonly Row[]
  readonly isOrdered: boolean
  /**
   * `none`: the rows are settled. `order`: only their order depends on ties. `rows`: which rows are within the LIMIT
   * depends on ties, so that a right prediction may give others.
   */
  readonly ties: 'none' | 'order' | 'rows'
  /** The rows with all ties broken in one way. */
  readonly withoutTies: readonly Row[]
}

/** Runs a gold query, and finds out whether its result depends on ties. */
export async function runGold(
  database: Database,
  sql: string,
  settings: QuerySettings,
): Promise<GoldResult | Extract<QueryOutcome, { kind: 'rejected' }>> {
  const isOrdered = isOrderedOfficially(sql)
  const outcome = await run(database, sql, settings)
  if (outcome.kind === 'rejected') return outcome
  const { rows } = outcome
  const settled = { kind: 'result', rows, isOrdered, ties: 'none', withoutTies: rows } as const
  if (!isOrdered || rows.length === 0) return settled
  const up = await runBroken(database, sql, 'asc', rows, settings)
  const down = await runBroken(database, sql, 'desc', rows, settings)
  if (up === undefined || down === undefined || haveSameResult(up, down, { isOrdered: true })) return settled
  const ties = haveSameResult(up, down, { isOrdered: false }) ? 'order' : 'rows'
  return { ...settled, ties, withoutTies: up }
}

export type NeighbourVerdict = 'told-apart' | 'same' | 'refused' | 'timeout'

/** Whether a neighbour gives another result than gold, and not only because of ties. */
export async function judgeNeighbour(
  database: Database,
  { sql }: Mutation,
  { rows, isOrdered, ties, withoutTies }: GoldResult,
  settings: QuerySettings,
): Promise<NeighbourVerdict> {
  // One row more than gold has decides; a wrong join may have millions.
  const outcome = await run(database, sql, settings, rows.length + 1)
  if (outcome.kind === 'rejected') return outcome.reason === 'timeout' ? 'timeout' : 'refused'
  if (haveSameResult(rows, outcome.rows, { isOrdered })) return 'same'
  if (ties === 'none' || rows.length !== outcome.rows.length) return 'told-apart'
  const broken = await runBroken(database, sql, 'asc', rows, settings)
  return broken === undefined || haveSameResult(withoutTies, broken, { isOrdered: true })
    ? 'same'
    : 'told-apart'
}

async function runBroken(
  database: Database,
  sql: string,
  direction: 'asc' | 'desc',
  rows: readonly Row[],
  settings: QuerySettings,
): Promise<readonly Row[] | undefined> {
  const broken = breakTies(sql, rows[0]!.length, direction)
  const outcome = broken === undefined ? undefined : await run(database, broken, settings, rows.length + 1)
  return outcome?.kind === 'rows' ? outcome.rows : undefined
}

async function run(
  database: Database,
  sql: string,
  { timeoutMs, signal }: QuerySettings,
  maxRows = Number.MAX_SAFE_INTEGER,
): Promise<QueryOutcome> {
  const limits = { timeoutMs, maxRows, exactIntegers: true, ...(signal && { signal }) }
  const outcome = await database.run(sql, limits)
  if (outcome.kind === 'rejected' && outcome.reason === 'cancelled') {
    throw signal?.reason ?? refusalError(database, outcome)
  }
  return outcome
}
