import type { QuestionToken } from '../linking/words/question-tokens.ts'
import { type CueMatch, cuesAt } from '../parsing/cues.ts'

/** Words that say what shape a query has, from left to right: the longest phrase at each place, none inside another. */
export function questionCues(tokens: readonly QuestionToken[]): CueMatch[] {
  const found: CueMatch[] = []
  let position = 0
  while (position < tokens.length) {
    const matches = cuesAt(tokens, position)
    const longest = matches[0]?.end ?? position + 1
    found.push(...matches.filter(({ end }) => end === longest))
    position = longest
  }
  return found
}
