import { expandSharedHeads, type QuestionToken, tokenizeQuestion } from './question-tokens.ts'
import { withoutSilentPhrases } from './silent-phrases.ts'

/** The words of a question that are linked and parsed: without those that mean no condition, shared heads said each time. */
export function wordsToRead(question: string): QuestionToken[] {
  return expandSharedHeads(withoutSilentPhrases(tokenizeQuestion(question)))
}
