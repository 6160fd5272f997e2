import type { QueryOutcome } from '../database/database.ts'
import { resultKey } from '../database/result-key.ts'
import type { SqlCandidate } from '../model/model.ts'
import { isEmptyResult } from './execute-candidate.ts'

export interface Vote {
  /** The winners first, then the others as they stood. */
  readonly drafts: readonly SqlCandidate[]
  readonly groups: readonly VoteGroup[]
}

interface VoteGroup {
  readonly queries: readonly string[]
  /** The sum of what its queries were thought to be worth. */
  readonly weight: number
}

/**
 * Several drafts of one question, as many as are to vote: those with the same rows stand for one answer, and the
 * answer with the most weight wins. An error or an empty result has no vote while another draft finds something.
 */
export async function voteByResult(
  drafts: readonly SqlCandidate[],
  voters: number,
  run: (sql: string) => Promise<QueryOutcome>,
): Promise<Vote> {
  const groups = new Map<string, SqlCandidate[]>()
  for (const draft of drafts.slice(0, voters)) {
    const outcome = await run(draft.sql)
    if (outcome.kind !== 'rows' || isEmptyResult(outcome)) continue
    // Who orders them by one more column means the same answer.
    const key = resultKey(outcome.rows)
    groups.set(key, [...(groups.get(key) ?? []), draft])
  }
  const ranked = [...groups.values()]
    .map((members) => ({ members, weight: weightOf(members) }))
    .sort((left, right) => right.weight - left.weight)
  const [best] = ranked
  const described = ranked.map(({ members, weight }) => ({ queries: members.map(({ sql }) => sql), weight }))
  if (best === undefined) return { drafts, groups: described }
  const confidence = Math.min(0.99, best.weight)
  const winners = best.members.map((draft, index) => (index === 0 ? { ...draft, confidence } : draft))
  return {
    drafts: [...winners, ...drafts.filter((draft) => !best.members.includes(draft))],
    groups: described,
  }
}

function weightOf(members: readonly SqlCandidate[]): number {
  return members.reduce((sum, { confidence }) => sum + confidence, 0)
}
