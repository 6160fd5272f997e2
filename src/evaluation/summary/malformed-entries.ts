import type { BenchmarkQuestion } from '../benchmarks/benchmark-question.ts'
import type { Problem } from './score-summary.ts'

/** An entry of a file of questions that is no question. */
interface SkippedQuestion {
  readonly index: number
  readonly dbId?: string
}

/** An entry of any file that does not hold what it should. */
interface MalformedEntry {
  /** For people: "entry 3", "line 12". */
  readonly place: string
  /** Half a sentence: "it has no gold SQL". */
  readonly reason: string
}

const MOST_EXAMPLES = 5

/**
 * Every entry of a file of questions, in its order. One that is no question stands there without words and without gold:
 * it is counted, is wrong for every metric, and has its line in the result.
 */
export function questionsInOrder({
  questions,
  skipped,
}: {
  readonly questions: readonly BenchmarkQuestion[]
  readonly skipped: readonly SkippedQuestion[]
}): BenchmarkQuestion[] {
  const standIns = skipped.map(({ index, dbId = '' }) => ({ index, dbId, question: '', gold: '' }))
  return [...questions, ...standIns].sort((one, other) => one.index - other.index)
}

/** What was malformed in some files, by their names; none where nothing was. */
export function malformedProblems(
  files: Iterable<readonly [file: string, entries: readonly MalformedEntry[]]>,
): Problem[] {
  const examples = [...files].flatMap(([file, entries]) =>
    entries.map(({ place, reason }) => `${file}, ${place}: ${reason}.`),
  )
  if (examples.length === 0) return []
  return [{ kind: 'malformed', count: examples.length, examples: examples.slice(0, MOST_EXAMPLES) }]
}
