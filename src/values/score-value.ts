import { foldValue, indexTerms, spellingForm, wordKey } from './fold-value.ts'
import { type SubsequenceMeter, subsequenceMeter } from './longest-common-subsequence.ts'

const SAME_SPELLING = 0.97
const SAME_WORDS = 0.95
const LIKENESS_LIMIT = 0.94

/** A keyword prepared for comparison with many values. */
export interface ScoredKeyword {
  readonly folded: string
  /** 0 to 1: how likely the value is what the keyword means; 1 exactly when they are equal after folding. */
  score(value: string): number
}

/**
 * The fine ranking (DB-Explore, section 3.4): the longest common subsequence relative to both lengths, so that a value
 * much longer than the keyword scores lower. Values that hold the keyword as whole words get a decent score at any
 * length.
 */
export function scoredKeyword(text: string): ScoredKeyword {
  const folded = foldValue(text)
  const spelling = spellingForm(folded)
  const keys = keyText(folded)
  const marks = marksOf(folded)
  const meters: readonly [string, SubsequenceMeter][] = [
    [folded, subsequenceMeter(folded)],
    [spelling, subsequenceMeter(spelling)],
  ]

  const likeness = (candidate: string, which: 0 | 1): number => {
    const [form, meter] = meters[which]!
    const length = form.length + candidate.length
    return length === 0 ? 0 : (2 * meter(candidate)) / length
  }

  return {
    folded,
    score(value) {
      const candidate = foldValue(value)
      if (candidate === folded) return 1
      const candidateSpelling = spellingForm(candidate)
      if (candidateSpelling === spelling && spelling !== '') return SAME_SPELLING
      const candidateKeys = keyText(candidate)
      if (candidateKeys === keys && keys !== ' ' && marksOf(candidate) === marks) return SAME_WORDS
      const alike = Math.max(likeness(candidate, 0), likeness(candidateSpelling, 1))
      return Math.min(LIKENESS_LIMIT, Math.max(alike, containment(candidate, candidateKeys)))
    },
  }

  function containment(candidate: string, candidateKeys: string): number {
    if (folded === '' || candidate.length < folded.length || !marksOf(candidate).includes(marks)) return 0
    const share = folded.length / candidate.length
    if (keys !== ' ' && candidateKeys.includes(keys)) return 0.6 + 0.3 * share
    return candidate.includes(folded) ? 0.5 + 0.3 * share : 0
  }
}

/** The word keys between blanks, so that inclusion means inclusion of whole words. */
function keyText(folded: string): string {
  return ` ${indexTerms(folded).map(wordKey).join(' ')} `.replace('  ', ' ')
}

/** Most values: a quick test spares them the slow one. */
const UNMARKED = /^[a-z0-9\u4e00-\u9fff\s\-_'`./,()]*$/

/** What tells "C++" from "C#": signs that are more than a way of joining words. */
function marksOf(folded: string): string {
  if (UNMARKED.test(folded)) return ''
  return folded.replace(/[\p{L}\p{N}\s\-‐-―_'’`./,()]/gu, '')
}
