import { SqlSyntaxError } from '../../../src/sql/sql-syntax-error.ts'
import { sayQuery } from './say-query.ts'
import type { SynthesisFacts } from './synthesis-facts.ts'

/** Stiff words for each query, in another way for another seed; queries that it cannot read are left out. */
export function wordQueries({ queries, paraphraseCount }: SynthesisFacts, seed: number): string {
  const questions = queries.flatMap((sql, index) => {
    try {
      const ways = Array.from({ length: paraphraseCount + 1 }, (_, way) => sayQuery(sql, seed + way))
      const [question, ...paraphrases] = ways
      return [{ query: index + 1, question, paraphrases, evidence: '' }]
    } catch (error) {
      if (error instanceof SqlSyntaxError) return []
      throw error
    }
  })
  return JSON.stringify({ questions })
}
