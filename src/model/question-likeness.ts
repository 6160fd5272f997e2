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
  if (one === other) return true
  const [left, right] = [new Set(one.split(' ')), new Set(other.split(' '))]
  const shared = [...left].filter((word) => right.has(word)).length
  return shared / (left.size + right.size - shared) >= NEAR
}

/**
 * Two masked questions ask for the same things: the words in which they differ only tell how somebody talks. Order
 * counts: "the number of flights" is no "flight numbers".
 */
export function asksTheSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((masked) =>
    masked.split(' ').filter((word) => word !== '' && !WORDS_OF_ASKING.has(word)),
  )
  return left!.length > 0 && left!.join(' ') === right!.join(' ')
}

const WORDS_OF_ASKING: ReadonlySet<string> = new Set(
  'a all also an and are be been can could do doe did find for from give get has have i in is it list me of on our pleas report return see show tell that the their them there these they thi to want wa we were what which who whose will with would you'.split(
    ' ',
  ),
)
