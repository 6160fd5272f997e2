import { stemWord, wordsOf } from '../../../base/text.ts'

export interface Place {
  readonly start: number
  readonly end: number
}

const SHORTEST_WORD = 3

/**
 * Where a phrase of a reply stands in the question: to the letter, by the stems of its words, or the longest run of
 * them that stands there, at least half of them. Places before `from` are taken only where there is no later one.
 */
export function locatePhrase(question: string, phrase: string, from = 0): Place | undefined {
  const wanted = phrase.trim()
  if (wanted === '') return undefined
  return locateLetters(question, wanted, from) ?? locateStems(question, wanted, from)
}

function locateLetters(question: string, wanted: string, from: number): Place | undefined {
  const text = question.toLowerCase()
  const searched = wanted.toLowerCase()
  // Folding changes the length of a few letters; places must be those of the question itself.
  if (text.length !== question.length) return undefined
  const places: Place[] = []
  for (let start = text.indexOf(searched); start >= 0; start = text.indexOf(searched, start + 1)) {
    const end = start + searched.length
    if (isWhole(question, start, end)) places.push({ start, end })
  }
  return places.find(({ start }) => start >= from) ?? places[0]
}

function isWhole(question: string, start: number, end: number): boolean {
  const isJoined = (left: string | undefined, right: string | undefined) =>
    left !== undefined &&
    right !== undefined &&
    /[\p{L}\p{N}]{2}/u.test(left + right) &&
    !isUnspaced(left + right)
  return !isJoined(question[start - 1], question[start]) && !isJoined(question[end - 1], question[end])
}

function isUnspaced(text: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u.test(text)
}

function locateStems(question: string, wanted: string, from: number): Place | undefined {
  const words = wordsOf(question).map((word) => ({ ...word, stem: stemWord(word.text) }))
  const stems = wordsOf(wanted).map((word) => stemWord(word.text))
  for (let length = stems.length; length >= Math.max(1, stems.length / 2); length--) {
    for (let first = 0; first + length <= stems.length; first++) {
      const run = stems.slice(first, first + length)
      if (length < stems.length && !run.some((stem) => stem.length >= SHORTEST_WORD)) continue
      const places = words.flatMap(({ start }, at) =>
        run.every((stem, offset) => words[at + offset]?.stem === stem)
          ? [{ start, end: words[at + length - 1]!.end }]
          : [],
      )
      const place = places.find(({ start }) => start >= from) ?? places[0]
      if (place !== undefined) return place
    }
  }
  return undefined
}
