import { mapConcurrently } from '../base/concurrency.ts'
import { seededRandom } from '../base/random.ts'
import { ModelFailedError, type ModelFailure } from '../model/model-failure.ts'
import type { CoverageTarget } from './pool/coverage-targets.ts'
import type { Attempt, Proposal, Strategy } from './strategies/strategy.ts'
import { type PoolNeeds, wishFor } from './strategies/wish-for.ts'

/** Consecutive attempts that are made against the same pool. */
export interface Batch {
  readonly start: number
  readonly size: number
  /** Attempts of one strategy that are made together: those that one request to a language model is for. */
  readonly perCall: number
  /** Attempts before it are known already. */
  readonly from: number
  readonly seed: number
  readonly strategies: readonly Strategy[]
  readonly concurrency: number
  readonly needs: PoolNeeds
  readonly uncovered: readonly CoverageTarget[]
  /** So many of the attempts go for what nothing uses yet. */
  readonly coveringShare: number
  readonly scene: Omit<Attempt, 'number' | 'random' | 'wish' | 'target'>
}

export interface Attempted {
  readonly attempt: number
  readonly strategy: string
  readonly proposal: Proposal
}

/** What each attempt that is left of the batch comes to, in their order. */
export async function proposeBatch(batch: Batch): Promise<readonly Attempted[]> {
  const { start, size, perCall, from, concurrency } = batch
  const starts = Array.from({ length: Math.ceil(size / perCall) }, (_, call) => start + call * perCall)
  // A request is the same whether all or some of its attempts are left.
  const left = starts.filter((first) => first + perCall > from)
  const attempted = (
    await mapConcurrently(left, concurrency, (first) => proposeTogether(first, batch))
  ).flat()
  throwIfAllFailed(attempted)
  return attempted.filter(({ attempt }) => attempt >= from)
}

async function proposeTogether(first: number, batch: Batch): Promise<readonly Attempted[]> {
  const { seed, strategies, perCall, uncovered, coveringShare, needs, scene } = batch
  scene.signal.throwIfAborted()
  const drawn = Array.from({ length: perCall }, (_, place) => {
    const number = first + place
    const random = seededRandom(`${seed}/${number}`)
    const strategy = random.pick(strategies)
    const target = random.next() < coveringShare && uncovered.length > 0 ? random.pick(uncovered) : null
    return { strategy, attempt: { ...scene, number, random, target, wish: wishFor(needs, target, random) } }
  })
  const { strategy } = drawn[0]!
  const proposals = await strategy.propose(drawn.map(({ attempt }) => attempt))
  return proposals.map((proposal, place) => ({
    attempt: first + place,
    strategy: strategy.name,
    proposal,
  }))
}

/** A language model that fails again and again is no matter of single exchanges. */
function throwIfAllFailed(attempted: readonly Attempted[]): void {
  const failures = attempted.map(({ proposal }): ModelFailure | undefined =>
    proposal.kind === 'nothing' ? proposal.failure : undefined,
  )
  const last = failures.at(-1)
  if (last !== undefined && failures.every((failure) => failure !== undefined))
    throw new ModelFailedError(last)
}
