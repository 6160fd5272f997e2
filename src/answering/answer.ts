import type { Row } from '../database/database.ts'
import type { TaskName } from '../model/model-events.ts'
import type { ModelFailure } from '../model/model-failure.ts'
import type { ModelUsage } from './model-usage.ts'
import type { Trace } from './trace.ts'

/** What a question gets back. An unsure answer holds its best guess; a failed one holds no rows. */
export interface Answer {
  /** answered: trust it as far as `confidence` says; unsure: a best guess; failed: nothing to show. */
  readonly status: 'answered' | 'unsure' | 'failed'
  readonly question: string
  readonly sql: string | null
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly truncated: boolean
  /** 0 to 1. */
  readonly confidence: number
  /** What the SQL asks, said back in words; null when there is no SQL. */
  readonly restatement: string | null
  /** How each literal and each name of the SQL was found in the database. */
  readonly grounding: readonly Grounding[]
  /** Why it is unsure or failed, in one sentence; null when answered. */
  readonly reason: string | null
  /** What to ask or do next when unsure or failed; null when answered. */
  readonly followUp: string | null
  /** The queries that were considered, best first, the chosen one included. */
  readonly candidates: readonly AnswerCandidate[]
  readonly timings: { readonly totalMs: number; readonly steps: readonly StepTiming[] }
  readonly model: string
  /** What it took of language models. */
  readonly usage: ModelUsage
  /** Where a language model failed, and who did its task instead. */
  readonly modelFailures: readonly FailedTask[]
  readonly profile: string
  readonly trace: Trace
}

/** One literal or name of the SQL and where it comes from. */
export interface Grounding {
  /** The words of the question. */
  readonly keyword: string
  readonly table: string
  /** null: the words name the table itself. */
  readonly column: string | null
  /** The stored value that the SQL uses; null: the words name the column or table. */
  readonly value: string | number | null
  readonly how: 'stored value' | 'similar value' | 'knowledge' | 'name' | 'number' | 'date' | 'pattern'
  /** 0 to 1: how close words and name or value are. */
  readonly score: number
}

export interface AnswerCandidate {
  readonly sql: string
  /** 0 to 1: how sure the model was of it before it was checked. */
  readonly score: number
  readonly outcome: 'rows' | 'empty' | 'rejected' | 'not run'
}

export interface FailedTask extends ModelFailure {
  readonly task: TaskName
  /** Who did the task instead; null: nobody. */
  readonly replacement: string | null
}

export interface StepTiming {
  readonly step: string
  readonly ms: number
}
