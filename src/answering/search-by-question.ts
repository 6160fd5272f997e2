import { type Word, wordsOf } from '../base/text.ts'
import type { ValueIndex, ValueMatch } from '../values/value-index.ts'
import type { DetectedKeyword } from './detect-values.ts'

const LONGEST_RUN = 8
const MATCHES_KEPT = 4
/** Runs of words are tried that no keyword stands behind, so that they must come closer than a keyword's. */
const SIMILAR_RUN = 0.8
/** "in" is a word before it is Indiana. */
const SHORTEST_PLAIN_WORD = 3

interface FoundRun {
  readonly start: number
  readonly end: number
  readonly matches: readonly ValueMatch[]
}

/**
 * Value retrieval without keywords (DB-Explore section 3.4): runs of the question's words search the value index, BM25
 * first and the longest common subsequence then; of runs that overlap, the one whose best match is nearest stays.
 */
export function searchByQuestion(question: string, values: ValueIndex): readonly DetectedKeyword[] {
  const words = wordsOf(question)
  const found: FoundRun[] = []
  for (let length = Math.min(LONGEST_RUN, words.length); length > 0; length--) {
    for (let first = 0; first + length <= words.length; first++) {
      const [start, end] = [words[first]!.start, words[first + length - 1]!.end]
      const matches = searchRun(question.slice(start, end), words.slice(first, first + length), values)
      if (matches.length > 0) found.push({ start, end, matches })
    }
  }
  // Longer runs were tried first, and stay first among equals.
  found.sort((one, other) => other.matches[0]!.score - one.matches[0]!.score)
  const kept: FoundRun[] = []
  for (const run of found) {
    if (kept.every(({ start, end }) => run.end <= start || end <= run.start)) kept.push(run)
  }
  return kept
    .sort((one, other) => one.start - other.start)
    .map(({ start, end, matches }) => ({
      keyword: { text: question.slice(start, end), start, end, table: null, columns: [] },
      variants: [],
      matches,
      probes: [],
    }))
}

function searchRun(text: string, words: readonly Word[], values: ValueIndex): readonly ValueMatch[] {
  const isOneWord = words.length === 1
  if (isOneWord && text.length < SHORTEST_PLAIN_WORD && !/^\p{Lu}/u.test(text)) return []
  const exact = values.findExact(text, { limit: MATCHES_KEPT })
  if (exact.length > 0) return exact
  const isName = words.some((word) => /^\p{Lu}/u.test(word.text))
  if (isOneWord && !(isName && words[0]!.start > 0)) return []
  return values.search(text, { limit: MATCHES_KEPT, minimumScore: SIMILAR_RUN })
}
