import type { ScoredQuestion } from '../scored-question.ts'
import type { Problem } from './score-summary.ts'

const MOST_EXAMPLES = 5

/** What of a benchmark or a prediction file could not be judged, counted; each question once for each kind. */
export function findProblems(
  questions: readonly ScoredQuestion[],
  unknownDatabases: ReadonlySet<string>,
): Problem[] {
  // What readers passed over has no gold, and readers tell of it.
  const asked = questions.filter(({ question }) => question.gold.trim() !== '')
  const isKnown = ({ question }: ScoredQuestion): boolean => !unknownDatabases.has(question.dbId)
  return [
    problemOf(
      'unknown-database',
      asked.filter((scored) => !isKnown(scored)),
      () => 'there is no such database',
    ),
    problemOf('gold-failed', asked.filter(isKnown).filter(hasFailingGold), whyGoldFailed),
    problemOf(
      'unreadable-gold',
      asked.filter(({ spiderDifficulty }) => spiderDifficulty === null),
      () => 'the gold query cannot be parsed, so it is in no group by SQL',
    ),
    problemOf(
      'no-prediction',
      questions.filter(({ predicted }) => predicted === null || predicted.trim() === ''),
      () => 'there is no prediction',
    ),
  ].filter(({ count }) => count > 0)
}

function problemOf(
  kind: Problem['kind'],
  questions: readonly ScoredQuestion[],
  explain: (scored: ScoredQuestion) => string,
): Problem {
  const examples = questions
    .slice(0, MOST_EXAMPLES)
    .map((scored) => `Question ${scored.question.index} (${scored.question.dbId}): ${explain(scored)}.`)
  return { kind, count: questions.length, examples }
}

function hasFailingGold({ verdicts }: ScoredQuestion): boolean {
  return Object.values(verdicts).some(({ reason }) => reason === 'gold-failed')
}

function whyGoldFailed({ verdicts }: ScoredQuestion): string {
  const messages = Object.entries(verdicts)
    .filter(([, { reason }]) => reason === 'gold-failed')
    .map(([metric, { message }]) => `${metric}: ${(message ?? 'the gold query fails').replace(/\.$/, '')}`)
  return messages.join('; ')
}
