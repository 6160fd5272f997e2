import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { mapConcurrently } from '../base/concurrency.ts'
import { seededRandom } from '../base/random.ts'
import { buildDbGraph } from '../exploration/db-graph.ts'
import { takeLock } from '../exploration/survey-lock.ts'
import type { ExploredDatabase } from '../values/explored-database.ts'
import { Admission, type Made } from './admission.ts'
import { checkByRunning } from './filters/execution.ts'
import type { QuestionReader } from './filters/question-reader.ts'
import { coverageTargets, isBytes, isCovered } from './pool/coverage-targets.ts'
import type { Example } from './pool/example.ts'
import type { PooledExample } from './pool/example-pool.ts'
import { factsOf } from './pool/query-facts.ts'
import { type RestoredExample, restorePool } from './pool/restore-pool.ts'
import {
  addCounts,
  openRunFolder,
  type RejectedAttempt,
  RUN_FILES,
  type RunFolder,
} from './pool/run-folder.ts'
import type { AttemptCounts } from './pool/run-log.ts'
import type { Seed } from './seeds/seed.ts'
import type { QueryLanguage } from './strategies/query-language.ts'
import type { Strategy } from './strategies/strategy.ts'
import { wishFor } from './strategies/wish-for.ts'

/** What synthesis needs of an explored database. */
type SynthesizedDatabase = Pick<ExploredDatabase, 'database' | 'survey' | 'knowledge'>

export interface SynthesisOptions {
  /** Lines that examples.jsonl holds in the end. */
  readonly count: number
  readonly strategies: readonly Strategy[]
  readonly seed: number
  /** Where the examples go. */
  readonly folder: string
  readonly language: QueryLanguage
  /** Reads questions back; without it, ambiguity and consistency are not looked at. */
  readonly reader: QuestionReader | null
  readonly seeds?: readonly Seed[]
  /** Queries that run at once; it changes the time alone. 2 if not said. */
  readonly concurrency?: number
  /** Attempts in all, those of runs before included; no limit if not said. */
  readonly maxAttempts?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SynthesisProgress) => void
}

interface SynthesisProgress {
  readonly accepted: number
  readonly wanted: number
  readonly attempts: number
}

export interface SynthesisResult {
  readonly examples: readonly PooledExample[]
  readonly counts: AttemptCounts
  readonly attempts: number
  readonly ended: 'complete' | 'exhausted' | 'out-of-attempts'
  /** Lines of examples.jsonl that a person changed or added, and ids of those that a person took out. */
  readonly byPeople: { readonly edited: number; readonly added: number; readonly removed: number }
}

/** Attempts that are made against the same pool. Part of what a run makes: another number makes other examples. */
const BATCH = 64
/** DB-Explore, section 3.3. */
const TIMEOUT_MS = 25_000
/** So many attempts in a row without an example: the database gives no more. */
const EXHAUSTED_AFTER = 4_000
/** While something is not covered, so many attempts go for it; what long could not be covered is tried for less. */
const COVERING = { share: 0.4, until: 2_000, laterShare: 0.05 }

/**
 * Fills a folder with verified examples. Attempt i draws from a random stream of its own; attempts are made in batches
 * against the pool as it stood before, and let in one by one in their order. So the outcome depends on the options and
 * the database alone, and a run that was killed anywhere goes on to the same end.
 */
export async function synthesize(
  explored: SynthesizedDatabase,
  options: SynthesisOptions,
): Promise<SynthesisResult> {
  const { folder, signal } = options
  const prepare = (): void => void mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await takeLock(join(folder, RUN_FILES.lock), prepare, { ...(signal && { signal }) })
  try {
    return await new Synthesis(explored, options).run()
  } finally {
    lock.release()
  }
}

class Synthesis {
  readonly #explored: SynthesizedDatabase
  readonly #options: SynthesisOptions
  readonly #folder: RunFolder
  readonly #admission: Admission
  readonly #graph
  readonly #targets
  readonly #signal: AbortSignal
  /** What the batch that was cut short had let in already: its other attempts do not see it. */
  #pending: readonly RestoredExample[]
  #next: number
  #counts: AttemptCounts

  constructor(explored: SynthesizedDatabase, options: SynthesisOptions) {
    const { database, survey } = explored
    const { seeds = [], folder } = options
    this.#explored = explored
    this.#options = options
    this.#signal = options.signal ?? new AbortController().signal
    this.#folder = openRunFolder(folder, database.name, {
      database: database.name,
      fingerprint: survey.fingerprint,
      seed: options.seed,
      strategies: options.strategies.map(({ name }) => name),
      seeds: seeds.map(({ id }) => id),
    })
    this.#next = this.#folder.next
    this.#counts = this.#folder.counts
    this.#graph = buildDbGraph(
      survey.schema,
      survey.joins,
      seeds.map(({ facts }) => facts.columns),
    )
    this.#targets = coverageTargets(survey).filter((target) => !isBytes(target, survey))
    this.#admission = new Admission(database.name, { reader: options.reader, knowledge: explored.knowledge })
    const restored = restorePool(this.#folder.found, survey, {
      database: database.name,
      file: join(folder, RUN_FILES.examples),
    })
    const start = batchStart(this.#next)
    for (const known of restored.filter(({ attempt }) => attempt < start)) this.#admission.restore(known)
    this.#pending = restored.filter(({ attempt }) => attempt >= start)
  }

  async run(): Promise<SynthesisResult> {
    const { count, maxAttempts = Number.POSITIVE_INFINITY, onProgress } = this.#options
    const { pool, balance } = this.#admission
    let ended: SynthesisResult['ended'] = 'complete'
    while (pool.size + this.#pending.length < count) {
      if (this.#next >= maxAttempts) ended = 'out-of-attempts'
      else if (balance.sinceLast(this.#next) > EXHAUSTED_AFTER) ended = 'exhausted'
      if (ended !== 'complete') break
      const made = await this.#propose()
      this.#restorePending()
      await this.#admit(made)
      onProgress?.({ accepted: pool.size, wanted: count, attempts: this.#next })
    }
    this.#restorePending()
    const { found, removedIds } = this.#folder
    return {
      examples: pool.examples,
      counts: this.#counts,
      attempts: this.#next,
      ended,
      byPeople: {
        edited: found.filter(({ isEdited }) => isEdited).length,
        added: found.filter(({ attempt }) => attempt === null).length,
        removed: removedIds.length,
      },
    }
  }

  #restorePending(): void {
    for (const known of this.#pending) this.#admission.restore(known)
    this.#pending = []
  }

  /** What each attempt that is left of the batch comes to. */
  #propose(): Promise<readonly Attempted[]> {
    const { seed, strategies, language, seeds = [], concurrency = 2 } = this.#options
    const { pool, balance } = this.#admission
    const start = batchStart(this.#next)
    const numbers = Array.from({ length: start + BATCH - this.#next }, (_, index) => this.#next + index)
    const uncovered = this.#targets.filter((target) => !isCovered(target, pool))
    const covering = start < COVERING.until ? COVERING.share : COVERING.laterShare
    const needs = { unmet: balance.unmet(start), avoidSkeletons: balance.fullSkeletons() }
    const { schema, joins } = this.#explored.survey
    return mapConcurrently(numbers, concurrency, async (number): Promise<Attempted> => {
      this.#signal.throwIfAborted()
      const random = seededRandom(`${seed}/${number}`)
      const strategy = random.pick(strategies)
      const target = random.next() < covering && uncovered.length > 0 ? random.pick(uncovered) : null
      const wish = wishFor(needs, target, random)
      const shared = {
        number,
        random,
        graph: this.#graph,
        language,
        pool,
        seeds,
        target,
        wish,
        signal: this.#signal,
      }
      const proposal = await strategy.propose(shared)
      if (proposal.kind === 'nothing') return { attempt: number, strategy: strategy.name, made: null }
      const { candidate } = proposal
      const facts = factsOf(candidate.query, schema, joins)
      return {
        attempt: number,
        strategy: strategy.name,
        made: { attempt: number, strategy: strategy.name, candidate, facts },
      }
    })
  }

  async #admit(attempts: readonly Attempted[]): Promise<void> {
    const { count, concurrency = 2 } = this.#options
    const all = attempts.flatMap(({ made }) => made ?? [])
    const checked = await checkByRunning(
      this.#explored.database,
      all.map(({ candidate, facts }) => ({ query: candidate.query, facts })),
      { timeoutMs: TIMEOUT_MS, concurrency, signal: this.#signal },
    )
    const checkOf = new Map(all.map((made, index) => [made, checked[index]!]))
    const accepted: Example[] = []
    const rejected: RejectedAttempt[] = []
    const counts: Record<string, Record<string, number>> = {}
    for (const { attempt, strategy, made } of attempts) {
      if (this.#admission.pool.size >= count) break
      this.#next = attempt + 1
      const verdict = made === null ? null : this.#admission.judge(made, checkOf.get(made)!)
      const outcome = verdict === null ? 'nothing' : 'filter' in verdict ? verdict.filter : 'accepted'
      counts[strategy] ??= {}
      counts[strategy][outcome] = (counts[strategy][outcome] ?? 0) + 1
      if (verdict === null || made === null) continue
      if ('filter' in verdict) rejected.push(rejectedOf(made, verdict))
      else accepted.push(verdict)
    }
    this.#folder.commit({ next: this.#next, accepted, rejected, counts })
    this.#counts = addCounts([this.#counts, counts])
  }
}

interface Attempted {
  readonly attempt: number
  readonly strategy: string
  /** null: it came to nothing. */
  readonly made: Made | null
}

function batchStart(attempt: number): number {
  return attempt - (attempt % BATCH)
}

function rejectedOf(
  { attempt, strategy, candidate, facts }: Made,
  { filter, reason }: Pick<RejectedAttempt, 'filter' | 'reason'>,
): RejectedAttempt {
  return { attempt, strategy, filter, reason, sql: facts.sql, question: candidate.question }
}
