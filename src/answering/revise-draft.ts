import type { Database, QueryLimits } from '../database/database.ts'
import type { GenerationRequest, Model, SqlCandidate } from '../model/model.ts'
import { collectEvidence } from './collect-evidence.ts'
import { type ExecutedCandidate, executeCandidates, isGood } from './execute-candidates.ts'
import type { Profile } from './profiles.ts'

export interface Revision {
  readonly chosen: ExecutedCandidate
  readonly executed: readonly ExecutedCandidate[]
  readonly rounds: readonly RevisionRound[]
}

interface RevisionRound {
  readonly draft: string
  readonly evidence: readonly string[]
  readonly revised: string | null
}

const CANDIDATES_RUN = 6
/** An empty result may be the truth: only a reading about as good may take its place. */
const RIVAL_SHARE = 0.35

/**
 * Generate, execute, revise (TCSR-SQL section 3.3): the best draft that runs and finds something is taken; a draft
 * with evidence against it goes back to the model until it is right or the limit is reached.
 */
export async function reviseDraft(
  drafts: readonly SqlCandidate[],
  request: GenerationRequest,
  tools: {
    readonly model: Model
    readonly database: Database
    readonly profile: Profile
    readonly limits: Partial<QueryLimits>
  },
): Promise<Revision> {
  const { model, database, profile, limits } = tools
  const rounds: RevisionRound[] = []
  const executed = await executeCandidates(database, drafts, limits, CANDIDATES_RUN)
  const best = executed[0]!
  const isRival = ({ confidence }: SqlCandidate) =>
    best.outcome.kind === 'rejected' || confidence >= RIVAL_SHARE * best.confidence
  const accepted = executed.find((candidate) => isRival(candidate) && isSound(candidate, request))
  if (accepted !== undefined) return { chosen: accepted, executed, rounds }

  let current = executed[0]!
  const tried = [...executed]
  for (let round = 0; round < profile.revisionLimit; round++) {
    const evidence = collectEvidence(current.sql, current.outcome, request.context)
    const [revised] = await model.reviseSql({ ...request, draft: current.sql, evidence })
    rounds.push({
      draft: current.sql,
      evidence: evidence.map(describeEvidence),
      revised: revised?.sql ?? null,
    })
    if (revised === undefined || tried.some(({ sql }) => sql === revised.sql)) break
    const merged = {
      ...revised,
      unusedWords: current.unusedWords,
      links: current.links,
      confidence: Math.min(revised.confidence, current.confidence),
    }
    const [run] = await executeCandidates(database, [merged], limits, 1)
    tried.push(run!)
    current = run!
    if (isSound(current, request)) return { chosen: current, executed: tried, rounds }
  }
  // Nothing is sound: a result is better than an error, an empty result of the best draft better than a worse draft.
  const runs = tried.filter(
    (candidate) => candidate.outcome.kind === 'rows' && (candidate === current || isRival(candidate)),
  )
  return {
    chosen: runs.find(({ outcome }) => isGood(outcome)) ?? runs[0] ?? current,
    executed: tried,
    rounds,
  }
}

function isSound(candidate: ExecutedCandidate, request: GenerationRequest): boolean {
  return (
    isGood(candidate.outcome) &&
    collectEvidence(candidate.sql, candidate.outcome, request.context).length === 0
  )
}

type Evidence = ReturnType<typeof collectEvidence>[number]

function describeEvidence(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'rejected':
      return `refused: ${evidence.message}`
    case 'empty':
      return 'the result is empty'
    case 'unknown-name':
      return `no such name: ${evidence.name}`
    case 'unknown-value':
      return `${evidence.column.table}.${evidence.column.column} does not hold '${evidence.value}'`
    case 'implausible':
      return evidence.message
  }
}
