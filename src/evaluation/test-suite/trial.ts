import type { Database } from '../../database/database.ts'
import { openDatabase } from '../../database/open-database.ts'
import { type GoldResult, judgeNeighbour, type QuerySettings, runGold } from './judge-neighbour.ts'
import type { Mutation } from './mutation.ts'

/** A gold query while its neighbours are told apart. */
export interface Trial {
  readonly sql: string
  /** What the engine said of it; null when it runs. */
  readonly failure: string | null
  /** Which of its rows are within the LIMIT depends on ties on the original already. */
  readonly isTied: boolean
  readonly neighbours: number
  readonly byOriginal: number
  leftOver: readonly Mutation[]
  /** Kept files on which its rows depend on ties. */
  readonly tiedOn: string[]
}

/** What one neighbour of the database would add. */
export interface Judgement {
  /** Neighbours of queries that were left over and give another result here than their gold. */
  readonly toldApart: number
  readonly leftOver: ReadonlyMap<Trial, readonly Mutation[]>
  /** Gold queries whose rows depend on ties here. */
  readonly tied: readonly Trial[]
  /** How many of them do not on the original. */
  readonly moreTied: number
}

/** A neighbour of a query may join everything with everything, and is not worth more. */
const NEIGHBOUR_TIMEOUT_MS = 500

/** Runs gold and its neighbours on the original: those that the engine refuses are none. */
export async function beginTrial(
  database: Database,
  sql: string,
  mutations: readonly Mutation[],
  settings: QuerySettings,
): Promise<Trial> {
  const trial = { sql, failure: null, isTied: false, neighbours: 0, byOriginal: 0, leftOver: [], tiedOn: [] }
  const gold = await runGold(database, sql, settings)
  if (gold.kind === 'rejected') return { ...trial, failure: gold.message }
  const leftOver: Mutation[] = []
  let byOriginal = 0
  for (const mutation of mutations) {
    const verdict = await judgeNeighbour(database, mutation, gold, neighbourSettings(settings))
    if (verdict === 'told-apart') byOriginal++
    // What takes too long here may be quick on fewer rows.
    else if (verdict !== 'refused') leftOver.push(mutation)
  }
  const neighbours = byOriginal + leftOver.length
  return { ...trial, isTied: gold.ties === 'rows', neighbours, byOriginal, leftOver }
}

/** Runs what is left over on a neighbour of the database. The trials stay as they are. */
export async function judgeCandidate(
  path: string,
  trials: readonly Trial[],
  settings: QuerySettings,
): Promise<Judgement> {
  const database = await openDatabase(path, { processes: 1 })
  try {
    const leftOver = new Map<Trial, readonly Mutation[]>()
    const tied: Trial[] = []
    let toldApart = 0
    const run = async (trial: Trial): Promise<GoldResult | undefined> => {
      const gold = await runGold(database, trial.sql, settings)
      if (gold.kind === 'rejected') return undefined
      if (gold.ties === 'rows') tied.push(trial)
      return gold
    }
    const working = trials.filter(({ failure }) => failure === null)
    for (const trial of working.filter((one) => one.leftOver.length > 0)) {
      const gold = await run(trial)
      if (gold === undefined) continue
      const left: Mutation[] = []
      for (const mutation of trial.leftOver) {
        const verdict = await judgeNeighbour(database, mutation, gold, neighbourSettings(settings))
        if (verdict !== 'told-apart') left.push(mutation)
      }
      toldApart += trial.leftOver.length - left.length
      leftOver.set(trial, left)
    }
    // What adds nothing is not kept, whatever the ties.
    if (toldApart > 0)
      for (const trial of working.filter((one) => one.leftOver.length === 0)) await run(trial)
    return { toldApart, leftOver, tied, moreTied: tied.filter(({ isTied }) => !isTied).length }
  } finally {
    await database.close()
  }
}

function neighbourSettings(settings: QuerySettings): QuerySettings {
  return { ...settings, timeoutMs: Math.min(settings.timeoutMs, NEIGHBOUR_TIMEOUT_MS) }
}
