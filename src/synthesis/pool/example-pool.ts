import { columnKey } from '../../database/schema.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import { maskQuestion, questionsAreNear } from '../../model/question-likeness.ts'
import type { Resolution } from '../../sql/resolution.ts'
import type { Example } from './example.ts'
import type { QueryFacts } from './query-facts.ts'

/** An example with what is known of its query. */
export interface PooledExample {
  readonly example: Example
  readonly facts: QueryFacts
}

const NOTHING: Resolution = { tables: [], columns: [], comparisons: [], problems: [] }

/**
 * What was accepted so far, counted in the ways that quotas, coverage and duplicates ask for. Order matters: the pool
 * is the same exactly when the same examples were added in the same order.
 */
export class ExamplePool {
  readonly #examples: PooledExample[] = []
  readonly #sqls = new Set<string>()
  readonly #questions = new Set<string>()
  readonly #masked = new Map<string, string[]>()
  readonly #skeletons = new Map<string, number>()
  readonly #columns = new Map<string, number>()
  readonly #joins = new Map<JoinKey, number>()
  readonly #generations = new Map<string, number>()

  get size(): number {
    return this.#examples.length
  }

  get examples(): readonly PooledExample[] {
    return this.#examples
  }

  get skeletons(): ReadonlyMap<string, number> {
    return this.#skeletons
  }

  /** How many examples use a column, by `columnKey`. */
  get columnUses(): ReadonlyMap<string, number> {
    return this.#columns
  }

  get joinUses(): ReadonlyMap<JoinKey, number> {
    return this.#joins
  }

  hasId(id: string): boolean {
    return this.#generations.has(id)
  }

  /** How many parents the example has above it in the pool. */
  generationOf(id: string): number {
    return this.#generations.get(id) ?? 0
  }

  hasSql(sql: string): boolean {
    return this.#sqls.has(sql)
  }

  hasQuestion(question: string): boolean {
    return this.#questions.has(question.toLowerCase())
  }

  /** Another example asks the same of the same columns, and only the values differ. */
  hasNearQuestion(question: string, facts: QueryFacts): boolean {
    const masked = maskQuestion(question, facts.resolution)
    return (this.#masked.get(shapeKey(facts)) ?? []).some((other) => questionsAreNear(other, masked))
  }

  add(pooled: PooledExample): void {
    const { example, facts } = pooled
    // Of what its names stand for nothing is asked again, and the tree that it holds is large.
    this.#examples.push({ example, facts: { ...facts, resolution: NOTHING } })
    const above = example.parent === null ? undefined : this.#generations.get(example.parent)
    this.#generations.set(example.id, above === undefined ? 0 : above + 1)
    this.#sqls.add(facts.sql)
    for (const question of [example.question, ...example.paraphrases])
      this.#questions.add(question.toLowerCase())
    const shape = shapeKey(facts)
    const masked = maskQuestion(example.question, facts.resolution)
    const known = this.#masked.get(shape)
    if (known === undefined) this.#masked.set(shape, [masked])
    else known.push(masked)
    increment(this.#skeletons, facts.skeleton)
    for (const column of facts.columns) increment(this.#columns, columnKey(column))
    for (const key of facts.joins) increment(this.#joins, key)
  }
}

function shapeKey({ skeleton, columns }: QueryFacts): string {
  return [skeleton, ...columns.map(columnKey).sort()].join('\u0002')
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
