import type { Survey } from '../../exploration/survey.ts'
import type { SpiderDifficulty } from '../../sql/difficulty.ts'
import type { Seed } from '../seeds/seed.ts'
import type { SynthesisResult } from '../synthesize.ts'
import { type CoverageTarget, coverageTargets, isCovered } from './coverage-targets.ts'
import { distanceBetween } from './distribution.ts'
import { ExamplePool } from './example-pool.ts'

/** What a run came to. */
export interface PoolSummary {
  readonly result: SynthesisResult
  readonly difficulties: Readonly<Record<SpiderDifficulty, number>>
  readonly skeletons: number
  /** Of the skeleton that occurs most often. */
  readonly mostOfOneSkeleton: number
  readonly withJoins: number
  readonly nested: number
  readonly columns: { readonly used: number; readonly all: number }
  readonly joins: { readonly used: number; readonly all: number }
  readonly uncovered: readonly CoverageTarget[]
  readonly seeds: number
  /** null without seeds. */
  readonly distanceFromSeeds: number | null
}

export function summarizePool(result: SynthesisResult, survey: Survey, seeds: readonly Seed[]): PoolSummary {
  const pool = new ExamplePool()
  for (const example of result.examples) pool.add(example)
  const facts = result.examples.map((example) => example.facts)
  const targets = coverageTargets(survey)
  const uncovered = targets.filter((target) => !isCovered(target, pool))
  const share = (kind: CoverageTarget['kind']) => {
    const all = targets.filter((target) => target.kind === kind).length
    return { used: all - uncovered.filter((target) => target.kind === kind).length, all }
  }
  const ofDifficulty = (name: SpiderDifficulty): number =>
    facts.filter(({ difficulty }) => difficulty === name).length
  return {
    result,
    difficulties: {
      easy: ofDifficulty('easy'),
      medium: ofDifficulty('medium'),
      hard: ofDifficulty('hard'),
      extra: ofDifficulty('extra'),
    },
    skeletons: pool.skeletons.size,
    mostOfOneSkeleton: Math.max(0, ...pool.skeletons.values()),
    withJoins: facts.filter(({ constructs }) => constructs.has('join')).length,
    nested: facts.filter(({ constructs }) => constructs.has('subquery') || constructs.has('set operation'))
      .length,
    columns: share('column'),
    joins: share('join'),
    uncovered,
    seeds: seeds.length,
    distanceFromSeeds:
      seeds.length === 0
        ? null
        : distanceBetween(
            facts,
            seeds.map((seed) => seed.facts),
          ),
  }
}
