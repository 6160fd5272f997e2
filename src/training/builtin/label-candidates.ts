import type { Database, Row } from '../../database/database.ts'
import {
  isOrderedOfficially,
  officialExecutionText,
  officialPredictionText,
} from '../../evaluation/metrics/official-execution-text.ts'
import { haveSameResult } from '../../evaluation/results/compare-spider-results.ts'
import { describeResult, VOTED_ROWS } from '../../model/open-model.ts'
import type { LabelledList } from './labelled-list.ts'
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
  readonly #results = new Map<string, Promise<FoundRows | null>>()

  constructor(database: Database, limits: LabelLimits) {
    this.#database = database
    this.#limits = limits
  }

  /** The first rows; null when the query fails. */
  rowsOf(sql: string, maxRows: number): Promise<FoundRows | null> {
    const key = `${maxRows} ${sql}`
    const known = this.#results.get(key)
    if (known !== undefined) return known
    const rows = this.#run(sql, maxRows)
    if (this.#results.size >= MOST_RESULTS) this.#results.clear()
    this.#results.set(key, rows)
    return rows
  }

  async #run(sql: string, maxRows: number): Promise<FoundRows | null> {
    const outcome = await this.#database.run(sql, { ...this.#limits, maxRows, exactIntegers: true })
    return outcome.kind === 'rows' ? outcome : null
  }
}

const MOST_RESULTS = 2_000

interface FoundRows {
  readonly rows: readonly Row[]
  /** There are more. */
  readonly truncated: boolean
}

/**
 * Which candidates give the result of the gold query as Spider's evaluator compares them, and what each one finds; or why
 * that cannot be said.
 */
export async function labelCandidates(
  gold: string,
  candidates: readonly string[],
  memory: ResultMemory,
): Promise<Pick<LabelledList, 'right' | 'results'> | SkipReason> {
  const goldText = officialExecutionText(gold)
  const found = await memory.rowsOf(goldText, LARGEST_RESULT)
  if (found === null || found.truncated) return 'gold-fails'
  const wanted = found.rows
  // Any query that finds nothing would be right.
  if (wanted.length === 0) return 'gold-finds-nothing'
  const isOrdered = isOrderedOfficially(goldText)
  const right = new Uint8Array(candidates.length)
  const results = new Int32Array(2 * candidates.length)
  const maxRows = Math.max(VOTED_ROWS, wanted.length)
  for (const [index, sql] of candidates.entries()) {
    const judged = await memory.rowsOf(officialPredictionText(sql), maxRows)
    const isWhole = judged !== null && !judged.truncated
    right[index] = Number(isWhole && haveSameResult(wanted, judged.rows, { isOrdered }))
    const result = describeResult((await memory.rowsOf(sql, maxRows))?.rows ?? null)
    results.set([result.key, result.rowCount], 2 * index)
  }
  return { right, results }
}
