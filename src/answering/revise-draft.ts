import { type Database, DEFAULT_LIMITS, type QueryLimits } from '../database/database.ts'
import type { GenerationRequest, Model, SqlCandidate } from '../model/model.ts'
import { collectFindings } from './collect-findings.ts'
import { type ExecutedCandidate, executeCandidate, isGood } from './execute-candidate.ts'
import type { Profile } from './profiles.ts'

export interface Revision {
  readonly chosen: ExecutedCandidate
  readonly executed: readonly ExecutedCandidate[]
  readonly rounds: readonly RevisionRound[]
}

interface RevisionRound {
  readonly draft: string
  readonly findings: readonly string[]
  readonly revised: string | null
}

const CANDIDATES_RUN = 6
/** An empty result may be the truth: only a reading about as good may take its place. */
const RIVAL_SHARE = 0.35

/**
 * Generate, execute, revise (TCSR-SQL section 3.3): the best draft that runs and finds something is taken; a draft
 * with what speaks against it goes back to the model until it is right or the limit is reached. The time limit is for
 * all that the database does: once it has passed, nothing further is tried. A model takes the time it takes.
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
  let deadline = performance.now() + (limits.timeoutMs ?? DEFAULT_LIMITS.timeoutMs)
  const isLate = () => performance.now() >= deadline
  const run = (draft: SqlCandidate) =>
    executeCandidate(database, draft, {
      ...limits,
      timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
    })
  const findingsOf = ({ sql, outcome }: ExecutedCandidate) => {
    const findings = collectFindings(sql, outcome, request.context)
    if (profile.revisesImplausible) return findings
    // As in the paper, only errors and empty results are reasons to revise (section 4.3).
    return isGood(outcome) ? [] : findings.filter(({ kind }) => kind !== 'unknown-value')
  }

  const best = await run(drafts[0]!)
  const executed = [best]
  const rounds: RevisionRound[] = []
  if (findingsOf(best).length === 0) return { chosen: best, executed, rounds }

  const isRival = ({ confidence }: SqlCandidate) =>
    best.outcome.kind === 'rejected' || confidence >= RIVAL_SHARE * best.confidence
  for (const draft of drafts.slice(1, CANDIDATES_RUN).filter(isRival)) {
    if (isLate()) break
    const candidate = await run(draft)
    executed.push(candidate)
    if (findingsOf(candidate).length === 0) return { chosen: candidate, executed, rounds }
  }

  let current = best
  for (let round = 0; round < profile.revisionLimit && !isLate(); round++) {
    const findings = findingsOf(current)
    const asked = performance.now()
    const [revised] = await model.reviseSql({ ...request, draft: current.sql, findings })
    deadline += performance.now() - asked
    rounds.push({
      draft: current.sql,
      findings: findings.map(describeFinding),
      revised: revised?.sql ?? null,
    })
    if (revised === undefined || executed.some(({ sql }) => sql === revised.sql)) break
    current = await run({
      ...revised,
      unusedWords: current.unusedWords,
      links: current.links,
      confidence: Math.min(revised.confidence, current.confidence),
    })
    executed.push(current)
    if (findingsOf(current).length === 0) return { chosen: current, executed, rounds }
  }
  // Nothing is sound: a result is better than an error, an empty result of the best draft better than a worse draft.
  const runs = executed.filter(({ outcome }) => outcome.kind === 'rows')
  return { chosen: runs.find(({ outcome }) => isGood(outcome)) ?? runs[0] ?? current, executed, rounds }
}

type Finding = ReturnType<typeof collectFindings>[number]

function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'rejected':
      return `refused: ${finding.message}`
    case 'empty':
      return 'the result is empty'
    case 'unknown-name':
      return `no such name: ${finding.name}`
    case 'unknown-value':
      return `${finding.column.table}.${finding.column.column} does not hold '${finding.value}'`
    case 'implausible':
      return finding.message
  }
}
