import { foldText, stemWord, wordsOf } from '../../base/text.ts'

/** A number, date or period that a text names. */
export interface TypedReading {
  readonly start: number
  readonly end: number
  readonly value?: number | string
  /** Of a period: its first and last day, ISO 8601. */
  readonly from?: string
  readonly to?: string
}

/** Finds the numbers, dates and periods of a text; evaluation imports nothing that does, so it is given. */
export type ReadTypedValues = (text: string) => readonly TypedReading[]

interface QuestionWord extends Place {
  readonly raw: string
  readonly folded: string
  readonly stem: string
}

export interface Place {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** A question as it is searched for values and names. */
export interface QuestionText {
  readonly text: string
  readonly words: readonly QuestionWord[]
  readonly typed: readonly TypedReading[]
  readonly readTyped: ReadTypedValues
}

export function questionText(text: string, readTyped: ReadTypedValues): QuestionText {
  return { text, words: questionWords(text), typed: readTyped(text), readTyped }
}

/** As `wordsOf`, without the 's of possession. */
export function questionWords(text: string): QuestionWord[] {
  return wordsOf(text).map(({ text: written, start, end }) => {
    const raw = written.replace(/['’]s$/i, '')
    return {
      raw,
      folded: foldText(raw),
      stem: stemWord(raw),
      start,
      end: end - (written.length - raw.length),
    }
  })
}

/**
 * Where a question names a value: word for word but for endings, or as a number or date of any form. The letters
 * that are words, "a" and "I", count only as written. No single letter counts where it begins the question.
 */
export function findNamedValue(question: QuestionText, value: string | number): Place | undefined {
  const number = typeof value === 'number' ? value : numberIn(value)
  const typed = typedPlace(question, value, number)
  if (typed !== undefined || typeof value === 'number') return typed
  const wanted = questionWords(value)
  if (wanted.length === 0) return findLetters(question, value)
  if (wanted.length === 1 && wanted[0]!.raw.length === 1) {
    const { raw: letter, folded } = wanted[0]!
    const isWord = folded === 'a' || folded === 'i'
    return question.words.find(
      (word) => word.start > 0 && (isWord ? word.raw === letter : word.folded === folded),
    )
  }
  const first = question.words.findIndex((_, at) =>
    wanted.every(({ folded, stem }, offset) => {
      const word = question.words[at + offset]
      return word !== undefined && (word.folded === folded || word.stem === stem)
    }),
  )
  if (first < 0) return findLetters(question, value)
  return { start: question.words[first]!.start, end: question.words[first + wanted.length - 1]!.end }
}

function numberIn(text: string): number | undefined {
  return /^\s*[-+]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined
}

function typedPlace(
  { text, words, typed, readTyped }: QuestionText,
  value: string | number,
  number: number | undefined,
): Place | undefined {
  if (number !== undefined) {
    const isSame = (read: number | string | undefined): boolean => read === number || read === number * 100
    const word = words.find(({ folded }) => /^\d+$/.test(folded) && Number(folded) === number)
    const period = /^(1[5-9]|20)\d\d$/.test(String(number)) ? String(number) : undefined
    return (
      typed.find((reading) => isSame(reading.value)) ??
      typed.find(
        ({ from, value: date }) => period !== undefined && String(from ?? date).startsWith(period),
      ) ??
      word ??
      // "3,000" and "9.50" are one text for the reader and several words here.
      findIn(text, String(number))
    )
  }
  const dates = readTyped(String(value)).flatMap(({ value: date, from, to }) => [date, from, to])
  const isDate = (date: number | string | undefined): boolean =>
    typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) && dates.includes(date)
  return typed.find(({ value: date, from, to }) => isDate(date) || isDate(from) || isDate(to))
}

function findIn(text: string, digits: string): Place | undefined {
  const escaped = digits.replaceAll('.', '\\.')
  const match = new RegExp(`(?<![\\d.])${escaped}(?!\\.?\\d)`).exec(text)
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length }
}

/** "A.P.G." for "APG", "e-mail" for "email": the same letters, cut otherwise. */
function findLetters({ text }: QuestionText, value: string): Place | undefined {
  const letters = [...foldText(value)].filter((character) => /[\p{L}\p{N}]/u.test(character))
  if (letters.length < 3) return undefined
  const escaped = letters.map((letter) => letter.replace(/[^\p{L}\p{N}]/gu, ''))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped.join('[^\\p{L}\\p{N}]*')}(?![\\p{L}\\p{N}])`, 'iu')
  const match = pattern.exec(text)
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length }
}
