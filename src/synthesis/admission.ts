import type { KnowledgeEntry } from '../values/knowledge.ts'
import { findDuplicate } from './filters/duplicates.ts'
import type { Checked } from './filters/execution.ts'
import type { Refusal } from './filters/filter-name.ts'
import type { QuestionReader } from './filters/question-reader.ts'
import { difficultyOf, type Example } from './pool/example.ts'
import { ExamplePool } from './pool/example-pool.ts'
import { extractedSchema } from './pool/extracted-schema.ts'
import { evidenceOf } from './pool/knowledge-evidence.ts'
import type { QueryFacts } from './pool/query-facts.ts'
import { Balance } from './pool/quotas.ts'
import type { RestoredExample } from './pool/restore-pool.ts'
import { exampleId } from './pool/run-folder.ts'
import type { Candidate } from './strategies/strategy.ts'

/** A candidate, and where it comes from. */
export interface Made {
  readonly attempt: number
  readonly strategy: string
  readonly candidate: Candidate
  readonly facts: QueryFacts
}

/** The pool without an example for so many attempts: questions that differ in values alone are let in too. */
const LENIENT_AFTER = 400

/** Lets candidates into the pool, one after another in the order of their attempts. */
export class Admission {
  readonly pool = new ExamplePool()
  readonly balance = new Balance()
  readonly #database: string
  readonly #reader: QuestionReader | null

  readonly #knowledge: readonly KnowledgeEntry[]

  constructor(
    database: string,
    {
      reader,
      knowledge,
    }: { readonly reader: QuestionReader | null; readonly knowledge: readonly KnowledgeEntry[] },
  ) {
    this.#database = database
    this.#reader = reader
    this.#knowledge = knowledge
  }

  restore({ attempt, ...pooled }: RestoredExample): void {
    this.pool.add(pooled)
    this.balance.add(pooled, attempt)
  }

  /** The example that the candidate became, or why it did not. `checked` is what running it showed. */
  judge(made: Made, checked: Checked): Example | Refusal {
    if (checked.filter !== null) return checked
    const { attempt, candidate, facts } = made
    const strict = this.balance.sinceLast(attempt) <= LENIENT_AFTER
    const refusal =
      findDuplicate({ question: candidate.question, facts }, this.pool, { strict }) ??
      this.#reader?.findFault(candidate, facts) ??
      this.#imbalanceOf(made)
    if (refusal !== null) return refusal
    const example = this.#exampleOf(made)
    this.pool.add({ example, facts })
    this.balance.add({ example, facts }, attempt)
    return example
  }

  #imbalanceOf({ facts, attempt }: Made): Refusal | null {
    const reason = this.balance.refusalOf(facts, attempt)
    return reason === null ? null : { filter: 'balance', reason }
  }

  #exampleOf({ attempt, strategy, candidate, facts }: Made): Example {
    const { question, paraphrases, parent, evidence } = candidate
    return {
      id: exampleId(this.#database, attempt),
      dbId: this.#database,
      question,
      paraphrases,
      sql: facts.sql,
      difficulty: difficultyOf(facts.difficulty),
      spiderDifficulty: facts.difficulty,
      strategy,
      parent,
      relatedTables: facts.tables,
      extractedSchema: extractedSchema(facts),
      evidence: evidence === '' ? evidenceOf(facts, this.#knowledge) : evidence,
    }
  }
}
