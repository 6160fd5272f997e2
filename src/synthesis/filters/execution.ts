import { mapConcurrently } from '../../base/concurrency.ts'
import type { Database, QueryLimits, QueryOutcome } from '../../database/database.ts'
import type { Query } from '../../sql/ast.ts'
import { printQuery } from '../../sql/print.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import { emptinessOf, type Rows, sameRows } from './emptiness.ts'
import type { Refusal } from './filter-name.ts'
import { findNewerFeature } from './newer-functions.ts'
import { isTied, rankCheckOf } from './ties.ts'
import { withoutConditions } from './without-conditions.ts'

export interface ExecutionOptions {
  readonly timeoutMs: number
  /** How many lists of queries run at once. */
  readonly concurrency: number
  readonly signal: AbortSignal
}

/** What running a candidate showed. */
export type Checked = Refusal | { readonly filter: null; readonly rows: Rows }

interface Runnable {
  readonly query: Query
  readonly facts: QueryFacts
}

/** As many rows as tell whether two results differ. */
const ROWS_READ = 200

/**
 * The first two filters: execution (DB-Explore, section 3.3: names that do not exist, errors, over the limit) and
 * emptiness (no rows, nothing but NULL, a condition that changes nothing). Results keep the order of the queries.
 */
export async function checkByRunning(
  database: Database,
  runnables: readonly Runnable[],
  options: ExecutionOptions,
): Promise<readonly Checked[]> {
  const chunks = chunksOf(runnables, options.concurrency)
  const checked = await mapConcurrently(chunks, options.concurrency, (chunk) =>
    checkChunk(database, chunk, options),
  )
  return checked.flat()
}

async function checkChunk(
  database: Database,
  runnables: readonly Runnable[],
  options: ExecutionOptions,
): Promise<Checked[]> {
  const early = runnables.map(refuseUnrun)
  const toRun = runnables.filter((_, index) => early[index] === null)
  const outcomes = await runAll(
    database,
    toRun.map(({ facts }) => facts.sql),
    options,
  )
  const variants = toRun.map(({ query }, index) =>
    outcomes[index]!.kind === 'rows' ? withoutConditions(query) : [],
  )
  const variantOutcomes = await runAll(
    database,
    variants.flat().map(({ query }) => printQuery(query)),
    options,
  )
  const ranks = toRun.map(({ query }, index) =>
    outcomes[index]!.kind === 'rows' ? rankCheckOf(query) : null,
  )
  const rankOutcomes = await runAll(
    database,
    ranks.flatMap((rank) => (rank === null ? [] : [printQuery(rank.query)])),
    options,
  )
  let nextRank = 0
  let nextOutcome = 0
  let nextVariant = 0
  return early.map((refusal): Checked => {
    if (refusal !== null) return refusal
    const place = nextOutcome++
    const outcome = outcomes[place]!
    const own = variants[place]!.map(({ left }) => ({ left, outcome: variantOutcomes[nextVariant++]! }))
    const rank = ranks[place]!
    const ranked = rank === null ? null : rankOutcomes[nextRank++]!
    if (outcome.kind === 'rejected')
      return { filter: 'execution', reason: `${outcome.reason}: ${outcome.message}` }
    const empty = emptinessOf(outcome) ?? lonelyGroupOf(toRun[place]!.query, outcome)
    if (empty !== null) return { filter: 'emptiness', reason: empty }
    const idle = own.find((variant) => variant.outcome.kind === 'rows' && sameRows(outcome, variant.outcome))
    if (idle !== undefined)
      return {
        filter: 'emptiness',
        reason: `${IDLE[idle.left]} changes nothing`,
      }
    if (rank !== null && ranked?.kind === 'rows' && isTied(ranked, rank, outcome)) {
      return {
        filter: 'ambiguity',
        reason: rank.kind === 'limit' ? 'rows are tied at the LIMIT' : 'rows are tied at a rank',
      }
    }
    return { filter: null, rows: outcome }
  })
}

const IDLE: Readonly<Record<ReturnType<typeof withoutConditions>[number]['left'], string>> = {
  limit: 'LIMIT',
  where: 'a condition of WHERE',
  having: 'a condition of HAVING',
  side: 'a side of the set operation',
}

/** "For each …" where there is but one. */
function lonelyGroupOf({ body, limit }: Query, { rows }: Rows): string | null {
  const isGrouped = body.kind === 'select' && body.groupBy.length > 0 && limit === undefined
  return isGrouped && rows.length === 1 ? 'it groups, and finds one group' : null
}

function refuseUnrun({ query, facts }: Runnable): Refusal | null {
  const [problem] = facts.resolution.problems
  if (problem !== undefined)
    return { filter: 'execution', reason: `${problem.kind.replace('-', ' ')} ${problem.name}` }
  const newer = findNewerFeature(query)
  if (newer !== null) return { filter: 'execution', reason: newer }
  if (facts.columns.length === 0 && facts.tables.length === 0) {
    return { filter: 'emptiness', reason: 'it reads no table' }
  }
  const idle = findIdleTable(facts)
  return idle === null ? null : { filter: 'emptiness', reason: `it joins ${idle} for nothing` }
}

/** A table that a key leads to, and of which nothing is used: the join neither adds nor leaves out a row. */
function findIdleTable({ tables, joins, resolution }: QueryFacts): string | null {
  const used = new Set(resolution.columns.flatMap(({ table, clause }) => (clause === 'on' ? [] : [table])))
  const idle = tables.find((table) => {
    if (used.has(table)) return false
    const own = joins.filter(({ from, to }) => from.table === table || to.table === table)
    return own.length === 1 && own[0]!.to.table === table && own[0]!.from.table !== table
  })
  return idle ?? null
}

async function runAll(
  database: Database,
  sqls: readonly string[],
  { timeoutMs, signal }: ExecutionOptions,
): Promise<QueryOutcome[]> {
  if (sqls.length === 0) return []
  const limits: QueryLimits = { timeoutMs, maxRows: ROWS_READ, signal }
  const outcomes: QueryOutcome[] = []
  await database.runEach(sqls, limits, (outcome) => outcomes.push(outcome))
  // A cancelled query says nothing about the candidate.
  signal.throwIfAborted()
  return outcomes
}

/** Neighbours stay together, so that results can be put back in order. */
function chunksOf<Item>(items: readonly Item[], count: number): Item[][] {
  const size = Math.max(1, Math.ceil(items.length / count))
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
