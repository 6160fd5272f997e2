import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { mapConcurrently } from '../base/concurrency.ts'
import { buildDbGraph } from '../exploration/db-graph.ts'
import { takeLock } from '../exploration/survey-lock.ts'
import type { ModelCall, ModelListener } from '../model/model-events.ts'
import type { ExploredDatabase } from '../values/explored-database.ts'
import { Admission, type Made } from './admission.ts'
import { type Checked, checkByRunning } from './filters/execution.ts'
import type { Refusal } from './filters/filter-name.ts'
import type { Judged, PairJudge } from './filters/pair-judge.ts'
import type { QuestionReader } from './filters/question-reader.ts'
import { PATIENCE, PATIENCE_WITH_MODELS, type Patience } from './patience.ts'
import { coverageTargets, isCovered } from './pool/coverage-targets.ts'
import type { Example } from './pool/example.ts'
import type { PooledExample } from './pool/example-pool.ts'
import { addCalls, countCalls, type TaskCalls } from './pool/model-calls.ts'
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
import { type Attempted, proposeBatch } from './propose-batch.ts'
import type { Seed } from './seeds/seed.ts'
import type { QueryLanguage } from './strategies/query-language.ts'
import type { Proposal, Strategy } from './strategies/strategy.ts'

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
  /** Language models, where they do some of the work. */
  readonly models?: SynthesisModels
  /** What else decides what is made, such as the version of this package: a run goes on under the same alone. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly seeds?: readonly Seed[]
  /** Queries that run at once; it changes the time alone. 2 if not said. */
  readonly concurrency?: number
  /** Attempts in all, those of runs before included; no limit if not said. */
  readonly maxAttempts?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SynthesisProgress) => void
}

export interface SynthesisModels {
  /** Pairs that one request asks for. */
  readonly pairsPerCall: number
  /** In place of reading questions back. */
  readonly judge: PairJudge | null
}

interface SynthesisProgress {
  readonly accepted: number
  readonly wanted: number
  readonly attempts: number
  /** What language models did in all. */
  readonly models: readonly TaskCalls[]
}

export interface SynthesisResult {
  readonly examples: readonly PooledExample[]
  readonly counts: AttemptCounts
  readonly attempts: number
  /** What language models did, by task; empty where none was asked. */
  readonly models: readonly TaskCalls[]
  readonly ended: 'complete' | 'exhausted' | 'out-of-attempts'
  /** Lines of examples.jsonl that a person changed or added, and ids of those that a person took out. */
  readonly byPeople: { readonly edited: number; readonly added: number; readonly removed: number }
}

/** Attempts that are made against the same pool. Part of what a run makes: another number makes other examples. */
const BATCH = 64
/** Requests to a language model that are sent at once, and what comes of them is let in together. */
const CALLS_AT_ONCE = 4
/** DB-Explore, section 3.3. */
const TIMEOUT_MS = 25_000
/**
 * While something is not covered, this share of the attempts goes for it; what long could not be covered is tried for
 * less.
 */
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
  #models: readonly TaskCalls[]
  readonly #patience: Patience
  readonly #perCall: number
  readonly #batch: number

  constructor(explored: SynthesizedDatabase, options: SynthesisOptions) {
    const { database, survey } = explored
    const { seeds = [], folder, models } = options
    this.#explored = explored
    this.#options = options
    this.#signal = options.signal ?? new AbortController().signal
    this.#folder = openRunFolder(folder, database.name, {
      database: database.name,
      fingerprint: survey.fingerprint,
      seed: options.seed,
      strategies: options.strategies.map(({ name }) => name),
      seeds: seeds.map(({ id }) => id),
      ...options.settings,
    })
    this.#perCall = models?.pairsPerCall ?? 1
    this.#batch = models === undefined ? BATCH : this.#perCall * CALLS_AT_ONCE
    this.#patience = models === undefined ? PATIENCE : PATIENCE_WITH_MODELS
    this.#next = this.#folder.next
    this.#counts = this.#folder.counts
    this.#models = this.#folder.models
    this.#graph = buildDbGraph(
      survey.schema,
      survey.joins,
      seeds.map(({ facts }) => facts.columns),
    )
    this.#targets = coverageTargets(survey)
    this.#admission = new Admission(database.name, {
      reader: options.reader,
      knowledge: explored.knowledge,
      patience: this.#patience,
    })
    const restored = restorePool(this.#folder.found, survey, {
      database: database.name,
      file: join(folder, RUN_FILES.examples),
    })
    const start = this.#batchStart()
    for (const known of restored.filter(({ attempt }) => attempt < start)) this.#admission.restore(known)
    this.#pending = restored.filter(({ attempt }) => attempt >= start)
  }

  async run(): Promise<SynthesisResult> {
    const { count, maxAttempts = Number.POSITIVE_INFINITY, onProgress } = this.#options
    const { pool, balance } = this.#admission
    let ended: SynthesisResult['ended'] = 'complete'
    while (pool.size + this.#pending.length < count) {
      if (this.#next >= maxAttempts) ended = 'out-of-attempts'
      else if (balance.sinceLast(this.#next) > this.#patience.exhaustedAfter) ended = 'exhausted'
      if (ended !== 'complete') break
      const calls: ModelCall[] = []
      const onEvent: ModelListener = (event) => {
        if (event.kind === 'called') calls.push(event.call)
      }
      const attempted = await this.#propose(onEvent)
      this.#restorePending()
      await this.#admit(attempted, { calls, onEvent })
      onProgress?.({ accepted: pool.size, wanted: count, attempts: this.#next, models: this.#models })
    }
    this.#restorePending()
    const { found, removedIds } = this.#folder
    return {
      examples: pool.examples,
      counts: this.#counts,
      attempts: this.#next,
      models: this.#models,
      ended,
      byPeople: {
        edited: found.filter(({ isEdited }) => isEdited).length,
        added: found.filter(({ attempt }) => attempt === null).length,
        removed: removedIds.length,
      },
    }
  }

  #batchStart(): number {
    return this.#next - (this.#next % this.#batch)
  }

  #restorePending(): void {
    for (const known of this.#pending) this.#admission.restore(known)
    this.#pending = []
  }

  /** What each attempt that is left of the batch comes to. */
  #propose(onEvent: ModelListener): Promise<readonly Attempted[]> {
    const { seed, strategies, language, seeds = [], concurrency = 2, models } = this.#options
    const { pool, balance } = this.#admission
    const start = this.#batchStart()
    return proposeBatch({
      start,
      size: this.#batch,
      perCall: this.#perCall,
      from: this.#next,
      seed,
      strategies,
      concurrency: models === undefined ? concurrency : CALLS_AT_ONCE,
      needs: {
        unmet: balance.unmet(start),
        seeds: seeds.map(({ facts }) => facts),
        avoidSkeletons: balance.fullSkeletons(),
      },
      uncovered: this.#targets.filter((target) => !isCovered(target, pool)),
      coveringShare: start < COVERING.until ? COVERING.share : COVERING.laterShare,
      scene: { graph: this.#graph, language, pool, seeds, signal: this.#signal, onEvent },
    })
  }

  async #admit(attempted: readonly Attempted[], heard: Heard): Promise<void> {
    const { count } = this.#options
    const { schema, joins } = this.#explored.survey
    const all = attempted.flatMap(({ attempt, strategy, proposal }): Made[] =>
      proposal.kind !== 'candidate'
        ? []
        : [
            {
              attempt,
              strategy,
              candidate: proposal.candidate,
              facts: factsOf(proposal.candidate.query, schema, joins),
            },
          ],
    )
    const checked = await this.#check(all)
    const judged = await this.#judge(all, checked, heard)
    // A request that was cancelled says nothing about its attempts: nothing of this batch may count.
    this.#signal.throwIfAborted()
    const made = new Map(all.map((each) => [each.attempt, each]))
    const accepted: Example[] = []
    const rejected: RejectedAttempt[] = []
    const counts: Record<string, Record<string, number>> = {}
    for (const { attempt, strategy, proposal } of attempted) {
      if (this.#admission.pool.size >= count) break
      this.#next = attempt + 1
      const own = made.get(attempt)
      const verdict =
        own === undefined ? null : this.#admission.admit(own, checked.get(own)!, judged.get(own) ?? null)
      if (own !== undefined && verdict !== null) {
        if ('filter' in verdict) rejected.push(rejectedOf(own, verdict))
        else accepted.push(verdict)
      } else if (proposal.kind === 'refused') {
        const { sql, question, refusal } = proposal
        rejected.push({ attempt, strategy, sql, question, ...refusal })
      }
      const outcome = outcomeOf(proposal, verdict)
      counts[strategy] ??= {}
      counts[strategy][outcome] = (counts[strategy][outcome] ?? 0) + 1
    }
    const models = countCalls(heard.calls)
    this.#folder.commit({ next: this.#next, accepted, rejected, counts, models })
    this.#counts = addCounts([this.#counts, counts])
    this.#models = addCalls([...this.#models, ...models])
  }

  async #check(all: readonly Made[]): Promise<ReadonlyMap<Made, Checked>> {
    const { concurrency = 2 } = this.#options
    const checked = await checkByRunning(
      this.#explored.database,
      all.map(({ candidate, facts }) => ({ query: candidate.query, facts })),
      { timeoutMs: TIMEOUT_MS, concurrency, signal: this.#signal },
    )
    return new Map(all.map((made, index) => [made, checked[index]!]))
  }

  /** Asks the judge about those that everything else lets in. */
  async #judge(
    all: readonly Made[],
    checked: ReadonlyMap<Made, Checked>,
    { onEvent }: Heard,
  ): Promise<ReadonlyMap<Made, Judged>> {
    const judge = this.#options.models?.judge ?? null
    if (judge === null) return new Map()
    const hopeful = all.flatMap((made) => {
      const check = checked.get(made)!
      return check.filter === null && this.#admission.foresee(made, check) === null
        ? [{ made, rows: check.rows }]
        : []
    })
    const judged = await mapConcurrently(hopeful, CALLS_AT_ONCE, async ({ made, rows }) => {
      const { candidate, facts } = made
      this.#signal.throwIfAborted()
      return [made, await judge({ candidate, facts, rows }, { signal: this.#signal, onEvent })] as const
    })
    return new Map(judged)
  }
}

/** What language models did for a batch. */
interface Heard {
  readonly calls: readonly ModelCall[]
  readonly onEvent: ModelListener
}

function outcomeOf(proposal: Proposal, verdict: Example | Refusal | null): string {
  if (verdict !== null) return 'filter' in verdict ? verdict.filter : 'accepted'
  return proposal.kind === 'refused' ? proposal.refusal.filter : 'nothing'
}

function rejectedOf(
  { attempt, strategy, candidate, facts }: Made,
  { filter, reason }: Pick<RejectedAttempt, 'filter' | 'reason'>,
): RejectedAttempt {
  return { attempt, strategy, filter, reason, sql: facts.sql, question: candidate.question }
}
