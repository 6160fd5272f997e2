import type { KnowledgeEntry } from '../values/knowledge.ts'
import { findDuplicate } from './filters/duplicates.ts'
import type { Checked } from './filters/execution.ts'
import type { Refusal } from './filters/filter-name.ts'
import type { Judged } from './filters/pair-judge.ts'
import type { QuestionReader } from './filters/question-reader.ts'
import { findOutside } from './filters/scope.ts'
import type { Patience } from './patience.ts'
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

interface AdmissionTerms {
  readonly reader: QuestionReader | null
  readonly knowledge: readonly KnowledgeEntry[]
  readonly patience: Patience
}

/** Lets candidates into the pool, one after another in the order of their attempts. */
export class Admission {
  readonly pool = new ExamplePool()
  readonly balance: Balance
  readonly #database: string
  readonly #reader: QuestionReader | null
  readonly #knowledge: readonly KnowledgeEntry[]
  readonly #patience: Patience

  constructor(database: string, { reader, knowledge, patience }: AdmissionTerms) {
    this.#database = database
    this.#reader = reader
    this.#knowledge = knowledge
    this.#patience = patience
    this.balance = new Balance(patience.stalledAfter)
  }

  restore({ attempt, ...pooled }: RestoredExample): void {
    this.pool.add(pooled)
    this.balance.add(pooled, attempt)
  }

  /**
   * Why the candidate would not get in now, but for what a judge says of it; null: a judge is to be asked. `checked` is
   * what running it showed.
   */
  foresee(made: Made, checked: Checked): Refusal | null {
    return checked.filter !== null ? checked : (this.#earlyFaultOf(made) ?? this.#imbalanceOf(made))
  }

  /** The example that the candidate became, or why it did not. `judged` is null where no judge is asked. */
  admit(made: Made, checked: Checked, judged: Judged | null): Example | Refusal {
    if (checked.filter !== null) return checked
    const refusal = this.#earlyFaultOf(made) ?? judged?.refusal ?? this.#imbalanceOf(made)
    if (refusal !== null) return refusal
    const { attempt, facts } = made
    const example = this.#exampleOf(made, judged?.paraphrases ?? made.candidate.paraphrases)
    this.pool.add({ example, facts })
    this.balance.add({ example, facts }, attempt)
    return example
  }

  #earlyFaultOf({ attempt, candidate, facts }: Made): Refusal | null {
    const strict = this.balance.sinceLast(attempt) <= this.#patience.lenientAfter
    return (
      findDuplicate({ question: candidate.question, facts }, this.pool, { strict }) ??
      findOutside(facts, candidate.part) ??
      this.#reader?.findFault(candidate, facts) ??
      null
    )
  }

  #imbalanceOf({ facts, attempt }: Made): Refusal | null {
    const reason = this.balance.refusalOf(facts, attempt)
    return reason === null ? null : { filter: 'balance', reason }
  }

  #exampleOf({ attempt, strategy, candidate, facts }: Made, paraphrases: readonly string[]): Example {
    const { question, parent, evidence } = candidate
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
