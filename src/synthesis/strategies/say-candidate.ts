import type { Query } from '../../sql/ast.ts'
import type { Attempt, Proposal } from './strategy.ts'

export const PHRASINGS = 4

/** The query with its question, and other ways to ask it. */
export function sayCandidate(query: Query, { language, random }: Attempt, parent: string | null): Proposal {
  const [question, ...paraphrases] = [...new Set(language.say(query, random, PHRASINGS))]
  if (question === undefined) return { kind: 'nothing', why: 'the query cannot be said well' }
  return { kind: 'candidate', candidate: { query, question, paraphrases, parent, evidence: '', part: null } }
}
