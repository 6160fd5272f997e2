import type { Database, Row } from '../../database/database.ts'
import {
  isOrderedOfficially,
  officialExecutionText,
  officialPredictionText,
} from '../../evaluation/metrics/official-execution-text.ts'
import { haveSameResult } from '../../evaluation/results/compare-spider-results.ts'
import type { SkipReason } from './training-report.ts'

export interface LabelLimits {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** Larger results take long to compare and tell queries apart no better. */
const LARGEST_RESULT = 3_000

/** Runs queries of one database and remembers their rows: questions in other words have the same candidates. */
export class ResultMemory {
  readonly #database: Database
  readonly #limits: LabelLimits
  readonly #results = new Map<string, Promise<readonly Row[] | null>>()

  constructor(database: Database, limits: LabelLimits) {
    this.#database = database
    this.#limits = limits
  }

  /** Null when the query fails or finds more than `maxRows`. */
  rowsOf(sql: string, maxRows: number): Promise<readonly Row[] | null> {
    const key = `${maxRows} ${sql}`
    const known = this.#results.get(key)
    if (known !== undefined) return known
    const rows = this.#run(sql, maxRows)
    if (this.#results.size >= MOST_RESULTS) this.#results.clear()
    this.#results.set(key, rows)
    return rows
  }

  async #run(sql: string, maxRows: number): Promise<readonly Row[] | null> {
    const outcome = await this.#database.run(sql, { ...this.#limits, maxRows, exactIntegers: true })
    return outcome.kind === 'rows' && !outcome.truncated ? outcome.rows : null
  }
}

const MOST_RESULTS = 2_000

/** Which candidates give the result of the gold query as Spider's evaluator compares them, or why that cannot be said. */
export async function labelCandidates(
  gold: string,
  candidates: readonly string[],
  memory: ResultMemory,
): Promise<Uint8Array | SkipReason> {
  const goldText = officialExecutionText(gold)
  const wanted = await memory.rowsOf(goldText, LARGEST_RESULT)
  if (wanted === null) return 'gold-fails'
  // Any query that finds nothing would be right.
  if (wanted.length === 0) return 'gold-finds-nothing'
  const isOrdered = isOrderedOfficially(goldText)
  const labels = new Uint8Array(candidates.length)
  for (const [index, sql] of candidates.entries()) {
    const rows = await memory.rowsOf(officialPredictionText(sql), wanted.length)
    labels[index] = Number(rows !== null && haveSameResult(wanted, rows, { isOrdered }))
  }
  return labels
}
