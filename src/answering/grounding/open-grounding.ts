import { SondeError } from '../../base/errors.ts'
import { DEFAULT_LIMITS, type QueryLimits, type QueryOutcome } from '../../database/database.ts'
import type { Model } from '../../model/model.ts'
import { printName } from '../../sql/print-name.ts'
import type { Embedder } from '../../values/embedder.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { askQuestion } from '../ask-question.ts'
import { checkQuestion } from '../check-question.ts'
import { type GroundedDraft, groundDraft, type Reading } from './ground-draft.ts'

export interface GroundingOptions {
  readonly model: Model
  readonly embedder?: Embedder
  /** So many readings of the question vote by what they find. */
  readonly candidates?: number
  /** The builtin model does what the model fails at; true if not said. */
  readonly hasStandIn?: boolean
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
/** A draft and all that is made of it may take so many times the limit of one query. */
const DRAFTS_TIME = 2

export function openGrounding(explored: ExploredDatabase, options: GroundingOptions): Grounding {
  const { model, signal } = options
  const now = options.now ?? new Date()
  const readings = new Map<string, Promise<Reading | null>>()
  const overlaps = new Map<string, Promise<boolean>>()
  const timeoutMs = options.timeoutMs ?? DEFAULT_LIMITS.timeoutMs
  const limits: Partial<QueryLimits> = {
    maxRows: ROWS_COMPARED,
    timeoutMs,
    ...(signal === undefined ? {} : { signal }),
  }
  const { dialect } = explored.database

  const read = async (question: string, evidence: string | undefined): Promise<Reading | null> => {
    if (!isQuestion(question)) return null
    const { sql, confidence, status } = await askQuestion(explored, question, {
      model,
      now,
      ...(options.embedder === undefined ? {} : { embedder: options.embedder }),
      ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
      ...(options.hasStandIn === false ? { standIn: null } : {}),
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      timeoutMs,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(evidence === undefined ? {} : { evidence }),
      ...(signal === undefined ? {} : { signal }),
    })
    return sql === null ? null : { sql, confidence, isSure: status === 'answered' }
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
      const deadline = performance.now() + DRAFTS_TIME * timeoutMs
      const run = async (sql: string): Promise<QueryOutcome> => {
        const left = Math.ceil(deadline - performance.now())
        if (left <= 0)
          return { kind: 'rejected', reason: 'timeout', message: 'There was no time left for it.' }
        const outcome = await explored.database.run(sql, { ...limits, timeoutMs: Math.min(left, timeoutMs) })
        if (outcome.kind === 'rejected' && outcome.reason === 'cancelled') {
          throw new SondeError('cancelled', 'Stopped before the draft was revised.')
        }
        return outcome
      }
      return groundDraft(draft, {
        explored,
        question,
        run: (sql) => remember(outcomes, sql, () => run(sql)),
        sharesValues: (one, other) =>
          remember(overlaps, JSON.stringify([one, other]), () => overlap(one, other)),
        readQuestion: () =>
          remember(readings, JSON.stringify([question, evidence]), () =>
            unlessModelFails(read(question, evidence), null),
          ),
        variantsOf: (text) =>
          unlessModelFails(
            model.proposeVariants({
              question,
              context: explored,
              now,
              keyword: { text, start: 0, end: text.length, table: null, columns: [] },
              count: VARIANTS,
              ...(signal === undefined ? {} : { signal }),
            }),
            [],
          ),
      })
    },
  }
}

/** What the database itself says of a draft holds without the model. */
async function unlessModelFails<Value>(made: Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await made
  } catch (error) {
    if (error instanceof SondeError && error.code === 'model-failed') return otherwise
    throw error
  }
}

/** A benchmark's file may hold what nobody could answer. */
function isQuestion(question: string): boolean {
  try {
    checkQuestion(question)
    return true
  } catch (error) {
    if (error instanceof SondeError && error.code === 'question-invalid') return false
    throw error
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
