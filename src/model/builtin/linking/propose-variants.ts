import type { VariantsRequest } from '../../model.ts'
import { synonymWords } from './english.ts'
import { aliasesOf } from './value-aliases.ts'

/** Up to `count` other ways in which the data may write a keyword: conventions, another number, synonyms. */
export function proposeVariants({ keyword, count }: VariantsRequest): string[] {
  return variantsOf(keyword.text).slice(0, count)
}

/** Other ways to write a text, the likeliest first. */
export function variantsOf(keyword: string): string[] {
  const text = keyword.trim().toLowerCase()
  const variants = new Set(aliasesOf(text))
  const words = text.split(/\s+/)
  if (words.length > 1) for (const variant of variantsOfWords(words)) variants.add(variant)
  for (const number of otherNumbers(text)) variants.add(number)
  if (words.length === 1) for (const synonym of synonymWords(text)) variants.add(synonym)
  variants.delete(text)
  return [...variants]
}

/** "senior baristas" -> "sr. barista": any of the words as the data may write it, the last one in the singular too. */
function variantsOfWords(words: readonly string[]): string[] {
  const choices = words.map((word, index) => [
    word,
    ...aliasesOf(word).slice(0, 2),
    ...(index === words.length - 1
      ? singularsOf(word).flatMap((one) => [one, ...aliasesOf(one).slice(0, 2)])
      : []),
  ])
  const combined = choices.reduce<string[]>(
    (texts, options) =>
      texts.flatMap((text) => options.map((option) => (text === '' ? option : `${text} ${option}`))),
    [''],
  )
  // The shorter ones are the abbreviated and singular ones, which data prefers.
  return combined.slice(1, MOST_COMBINATIONS).sort((left, right) => left.length - right.length)
}

const MOST_COMBINATIONS = 24

function singularsOf(word: string): string[] {
  return otherNumbers(word).filter((other) => other.length < word.length)
}

/** The singular of a plural and the plural of a singular, where spelling tells. */
function otherNumbers(text: string): string[] {
  if (text.endsWith('ies')) return [`${text.slice(0, -3)}y`, text.slice(0, -1)]
  if (text.endsWith('es')) return [text.slice(0, -1), text.slice(0, -2)]
  if (text.endsWith('s')) return text.endsWith('ss') ? [] : [text.slice(0, -1)]
  return [`${text}s`]
}
