import { printQuery } from '../../sql/print.ts'
import { sampleFor } from './sample-for.ts'
import { PHRASINGS, sayCandidate } from './say-candidate.ts'
import { oneByOne } from './strategy.ts'

/**
 * Semantic knowledge extraction (DB-Explore, section 3.2.1): questions that the columns of a random walk suggest,
 * whatever seeds used so far. Without a language model a question comes from the templates, with the SQL that it means;
 * where none fits, it is what the grammar can say of the columns.
 */
export const semantic = oneByOne('semantic', (attempt) => {
  const { language, pool, random, wish } = attempt
  const subgraph = sampleFor(attempt, 'random-walk')
  const asked = language.ask(subgraph, random, wish, PHRASINGS)
  if (asked !== null && !pool.hasSql(printQuery(asked.query))) {
    const { query, question, paraphrases } = asked
    return {
      kind: 'candidate',
      candidate: { query, question, paraphrases, parent: null, evidence: '', part: null },
    }
  }
  const query = language.grow(subgraph, random, wish)
  if (query === null) return { kind: 'nothing', why: 'nothing grew on the subgraph' }
  return sayCandidate(query, attempt, null)
})
