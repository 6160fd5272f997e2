import { stemWord, wordsOf } from '../base/text.ts'

/** Where the words of `phrase` stand in a text one after another, by their stems; undefined where they do not. */
export function locateWords(text: string, phrase: string): { start: number; end: number } | undefined {
  const words = wordsOf(text).map((word) => ({ ...word, stem: stemWord(word.text) }))
  const stems = wordsOf(phrase).map((word) => stemWord(word.text))
  if (stems.length === 0) return undefined
  const at = words.findIndex((_, start) =>
    stems.every((stem, offset) => words[start + offset]?.stem === stem),
  )
  return at < 0 ? undefined : { start: words[at]!.start, end: words[at + stems.length - 1]!.end }
}
