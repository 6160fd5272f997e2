import type { ExamplePool } from '../pool/example-pool.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import type { Refusal } from './filter-name.ts'

/** The same SQL or the same question is there already; `strict`: also the same with other values. */
export function findDuplicate(
  { question, facts }: { readonly question: string; readonly facts: QueryFacts },
  pool: ExamplePool,
  { strict }: { readonly strict: boolean },
): Refusal | null {
  const refuse = (reason: string): Refusal => ({ filter: 'duplicates', reason })
  if (pool.hasSql(facts.sql)) return refuse('the same SQL is there already')
  if (pool.hasQuestion(question)) return refuse('the same question is there already')
  if (strict && pool.hasNearQuestion(question, facts))
    return refuse('the same is asked with other values already')
  return null
}
