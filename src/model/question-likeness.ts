import { foldText, stemWord, wordsOf } from '../base/text.ts'
import type { Resolution } from '../sql/resolution.ts'

/** Two questions about the same columns that share so much of their words ask the same. */
const NEAR = 0.8

/** The question with the values that its SQL compares taken out, so that only its wording is left. */
export function maskQuestion(question: string, { comparisons }: Resolution): string {
  const values = comparisons.map(({ value }) => foldText(String(value).replaceAll('%', ' ')).trim())
  const longest = values.filter((value) => value !== '').sort((one, other) => other.length - one.length)
  const withoutValues = longest.reduce((text, value) => text.split(value).join(' '), foldText(question))
  return wordsOf(withoutValues)
    .filter(({ text }) => !/^\p{N}+$/u.test(text))
    .map(({ text }) => stemWord(text))
    .join(' ')
}

/** Of two masked questions. */
export function questionsAreNear(one: string, other: string): boolean {
  return questionLikeness(one, other) >= NEAR
}

/** The share of their words that two masked questions have in common: 0 to 1. */
export function questionLikeness(one: string, other: string): number {
  return shareInCommon(one.split(' '), other.split(' '))
}

/** The same of the words that say what is asked for: the others tell how somebody talks. */
export function contentLikeness(one: string, other: string): number {
  const contentOf = (masked: string): string[] =>
    masked.split(' ').filter((word) => word !== '' && !WORDS_OF_ASKING.has(word))
  return shareInCommon(contentOf(one), contentOf(other))
}

function shareInCommon(one: readonly string[], other: readonly string[]): number {
  const [left, right] = [new Set(one), new Set(other)]
  const shared = [...left].filter((word) => right.has(word)).length
  return shared === 0 ? 0 : shared / (left.size + right.size - shared)
}

const WORDS_OF_ASKING: ReadonlySet<string> = new Set(
  'a all also an and are be been can could do doe did find for from give get has have i in is it list me of on our pleas report return see show tell that the their them there these they thi to want wa we were what which who whose will with would you'.split(
    ' ',
  ),
)
