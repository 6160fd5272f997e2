import type { VariantsRequest } from '../../../model.ts'
import { type SchemaLexicon, schemaLexiconOf } from '../schema-lexicon.ts'
import { synonymWords } from '../words/english.ts'
import { isOneEditApart } from '../words/spelling.ts'
import { aliasesOf } from './value-aliases.ts'

/** Up to `count` other ways in which the data may write a keyword: as it was meant, conventions, another number, synonyms. */
export function proposeVariants({ keyword, count, context }: VariantsRequest): string[] {
  const meant = meantValues(keyword.text.trim().toLowerCase(), schemaLexiconOf(context.survey))
  return [...new Set([...meant, ...variantsOf(keyword.text)])].slice(0, count)
}

const SHORTEST = 5
/** Of a column with more values the profile does not know all. */
const MOST_VALUES = 40

/** Stored kinds that are one slip away: "urgnet" where urgent is stored. */
function meantValues(text: string, { tables }: SchemaLexicon): string[] {
  if (text.length < SHORTEST || /[^\p{L}]/u.test(text)) return []
  return tables.flatMap(({ columns }) =>
    columns.flatMap(({ isText, profile }) =>
      isText && profile !== undefined && profile.distinctCount <= MOST_VALUES
        ? profile.frequentValues.flatMap(({ value }) =>
            typeof value === 'string' &&
            value[0]?.toLowerCase() === text[0] &&
            isSlip(value.toLowerCase(), text)
              ? [value]
              : [],
          )
        : [],
    ),
  )
}

function isSlip(stored: string, text: string): boolean {
  return stored !== text && Math.abs(stored.length - text.length) <= 1 && isOneEditApart(stored, text)
}

/** Other ways to write a text, the likeliest first. */
export function variantsOf(keyword: string): string[] {
  const text = keyword.trim().toLowerCase()
  const variants = new Set(aliasesOf(text))
  // "O negative" as blood types and marks are written.
  const sign = /^(\p{L}{1,2}) (positive|negative|plus|minus)$/u.exec(text)
  if (sign !== null) variants.add(`${sign[1]}${/^p/.test(sign[2]!) ? '+' : '-'}`)
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
