import type { QueryLimits, QueryOutcome } from '../../database/database.ts'
import type { Model } from '../../model/model.ts'
import { printName } from '../../sql/print-name.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { askQuestion } from '../ask-question.ts'
import { type GroundedDraft, groundDraft, type Reading } from './ground-draft.ts'

export interface GroundingOptions {
  readonly model: Model
  readonly profile?: string
  readonly timeoutMs?: number
  readonly seed?: number
  readonly now?: Date
  readonly signal?: AbortSignal
}

/** Grounds drafts on one database; what is asked twice, of the database or the model, is answered once. */
export interface Grounding {
  ground(question: string, draft: string, evidence?: string): Promise<GroundedDraft>
}

/** Results beyond this are compared by their beginning. */
const ROWS_COMPARED = 2_000
const VARIANTS = 8

export function openGrounding(explored: ExploredDatabase, options: GroundingOptions): Grounding {
  const { model, signal } = options
  const now = options.now ?? new Date()
  const readings = new Map<string, Promise<Reading | null>>()
  const overlaps = new Map<string, Promise<boolean>>()
  const limits: Partial<QueryLimits> = {
    maxRows: ROWS_COMPARED,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(signal === undefined ? {} : { signal }),
  }
  const { dialect } = explored.database

  const read = async (question: string, evidence: string | undefined): Promise<Reading | null> => {
    const { sql, confidence } = await askQuestion(explored, question, {
      model,
      now,
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(evidence === undefined ? {} : { evidence }),
      ...(signal === undefined ? {} : { signal }),
    })
    return sql === null ? null : { sql, confidence }
  }

  const overlap = async (one: Place, other: Place): Promise<boolean> => {
    const name = (text: string): string => printName(text, dialect)
    const from = `${name(one.table)} AS a JOIN ${name(other.table)} AS b ON a.${name(one.column)} = b.${name(other.column)}`
    const outcome = await explored.database.run(`SELECT 1 FROM ${from} LIMIT 1`, { ...limits, maxRows: 1 })
    // What cannot be known speaks for the draft.
    return outcome.kind !== 'rows' || outcome.rows.length > 0
  }

  return {
    async ground(question, draft, evidence) {
      const outcomes = new Map<string, Promise<QueryOutcome>>()
      return groundDraft(draft, {
        explored,
        question,
        run: (sql) => remember(outcomes, sql, () => explored.database.run(sql, limits)),
        sharesValues: (one, other) =>
          remember(overlaps, JSON.stringify([one, other]), () => overlap(one, other)),
        readQuestion: () =>
          remember(readings, JSON.stringify([question, evidence]), () => read(question, evidence)),
        variantsOf: (text) =>
          model.proposeVariants({
            question,
            context: explored,
            now,
            keyword: { text, start: 0, end: text.length, table: null, columns: [] },
            count: VARIANTS,
            ...(signal === undefined ? {} : { signal }),
          }),
      })
    },
  }
}

interface Place {
  readonly table: string
  readonly column: string
}

function remember<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}
