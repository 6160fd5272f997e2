import type { Database, QueryOutcome, Row } from '../../database/database.ts'
import { refusalError } from '../../database/refusal-error.ts'
import { isOrderedOfficially } from '../metrics/official-execution-text.ts'
import { haveSameResult } from '../results/compare-spider-results.ts'
import type { Mutation } from './mutation.ts'
import { tieProbes } from './tie-probes.ts'

export interface QuerySettings {
  /** For one query. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** What a gold query gives on one database. */
export interface GoldResult {
  readonly kind: 'result'
  readonly isOrdered: boolean
  /** The rows; where ties leave them open, those of other orders of the ties too. */
  readonly possible: readonly (readonly Row[])[]
  /**
   * `none`: the rows are settled. `order`: only their order depends on ties. `rows`: which rows are within the LIMIT
   * depends on ties, so that a right prediction may give others.
   */
  readonly ties: 'none' | 'order' | 'rows'
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
  const settled = { kind: 'result', isOrdered, possible: [rows], ties: 'none' } as const
  const probes = rows.length < 1 ? undefined : tieProbes(sql, rows[0]!.length)
  if (probes === undefined) return settled
  const [one, other] = [await run(database, probes[0], settings), await run(database, probes[1], settings)]
  if (one.kind === 'rejected' || other.kind === 'rejected') return settled
  if (haveSameResult(one.rows, other.rows, { isOrdered: true })) return settled
  const ties = haveSameResult(one.rows, other.rows, { isOrdered: false }) ? 'order' : 'rows'
  return { kind: 'result', isOrdered, possible: [rows, one.rows, other.rows], ties }
}

export type NeighbourVerdict = 'told-apart' | 'same' | 'refused' | 'timeout'

/** Whether a neighbour gives another result than gold, and not only because of ties. */
export async function judgeNeighbour(
  database: Database,
  { sql }: Mutation,
  gold: GoldResult,
  settings: QuerySettings,
): Promise<NeighbourVerdict> {
  // One row more than gold has decides; a wrong join may have millions.
  const maxRows = gold.possible[0]!.length + 1
  const outcome = await run(database, sql, settings, maxRows)
  if (outcome.kind === 'rejected') return outcome.reason === 'timeout' ? 'timeout' : 'refused'
  const isOrdered = gold.isOrdered && gold.ties === 'none'
  const isSame = gold.possible.some((rows) => haveSameResult(rows, outcome.rows, { isOrdered }))
  return isSame ? 'same' : 'told-apart'
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
