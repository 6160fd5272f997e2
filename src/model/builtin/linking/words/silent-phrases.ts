import { type QuestionToken, startsSentence } from './question-tokens.ts'
import { findRowsWithNone } from './rows-with-none.ts'

/** What leads such a phrase; each word of it stands on its own. */
const LEADS: readonly (readonly string[])[] = [
  'whatever',
  'whichever',
  'regardless of',
  'irrespective of',
  'independent of',
  'independently of',
  'no matter',
  'no matter what',
  'no matter which',
  'no matter how',
  'no matter whether',
  'no matter for which',
  'no matter in which',
  'no matter from which',
].map((phrase) => phrase.split(' '))
const DETERMINERS: ReadonlySet<string> = new Set(
  'the their its his her our your which what of how whether a an any all'.split(' '),
)
/** Where something that is asked for may begin again. */
const ENDS: ReadonlySet<string> = new Set(
  'per by with for in from at on since during before after each every and or who that whose where sorted ordered but'.split(
    ' ',
  ),
)
const WORDS_OF_NOUN = 2

/**
 * The words of a question without those that no condition is made of: what does not matter ("whatever their status"), and
 * that rows with nothing are wanted, too.
 */
export function withoutSilentPhrases(question: readonly QuestionToken[]): readonly QuestionToken[] {
  const none = findRowsWithNone(question)
  const tokens = none === null ? question : question.toSpliced(none.start, none.end - none.start)
  const kept: QuestionToken[] = []
  for (let position = 0; position < tokens.length; position++) {
    const end = position === 0 ? position : endOfPhrase(tokens, position)
    if (end === position) kept.push(tokens[position]!)
    else position = end - 1
  }
  return kept
}

function endOfPhrase(tokens: readonly QuestionToken[], start: number): number {
  const lead = LEADS.findLast((words) => words.every((word, index) => tokens[start + index]?.folded === word))
  if (lead === undefined) return start
  let end = start + lead.length
  while (DETERMINERS.has(tokens[end]?.folded ?? '')) end++
  for (let words = 0; words < WORDS_OF_NOUN; words++) {
    const token = tokens[end]
    if (token === undefined || token.kind !== 'word' || ENDS.has(token.folded) || startsSentence(token)) break
    end++
  }
  return end
}
