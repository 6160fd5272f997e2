import { foldText, stemWord } from '../base/text.ts'

/** Only so many characters of a value are indexed; longer ones are found by their beginning. */
export const INDEXED_LENGTH = 200

const PLAIN_ASCII = /^[\x20-\x7e]*$/

/** Letters that Unicode does not decompose although people write them in two. */
const LIGATURES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/** What two values are compared by: case, width, accents and outer blanks are gone, inner blanks are single. */
export function foldValue(text: string): string {
  const folded = isPlainAscii(text)
    ? text.toLowerCase()
    : foldText(text).replace(/[ßæœøłđı]/g, (letter) => LIGATURES[letter]!)
  return folded.replace(/\s+/g, ' ').trim()
}

export function isPlainAscii(text: string): boolean {
  return PLAIN_ASCII.test(text)
}

/** Hyphens, blanks and German umlauts (ä as a or ae) do not matter in this form of a folded text. */
export function spellingForm(folded: string): string {
  return folded
    .replace(/(?<=\d)([.,-])(?=\d)|[\s\-‐-―_'’`./,]/g, (_, between?: string) => between ?? '')
    .replace(/([aou])e/g, '$1')
}

/** Letters and digits only, so that values that may be the same share a bucket; never empty for a text with ink. */
export function bucketForm(folded: string): string {
  const bare = folded.replace(/[^\p{L}\p{N}]+/gu, '').replace(/([aou])e/g, '$1')
  return bare === '' ? folded : bare
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u
const TERM =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}])+/gu

/**
 * The terms a folded value is indexed under. Writing without blanks is cut into characters and pairs of
 * neighbours, so that a Chinese word of two characters is one term.
 */
export function indexTerms(folded: string): string[] {
  const terms: string[] = []
  for (const [run] of folded.matchAll(TERM)) {
    if (!UNSPACED.test(run)) {
      terms.push(run)
      continue
    }
    const characters = [...run]
    for (const [position, character] of characters.entries()) {
      terms.push(character)
      const following = characters[position + 1]
      if (following !== undefined) terms.push(character + following)
    }
  }
  return terms
}

/** The terms to look for: as indexed, except that a character is left out where it stands in a pair. */
export function queryTerms(folded: string): string[] {
  const terms: string[] = []
  for (const [run] of folded.matchAll(TERM)) {
    if (!UNSPACED.test(run)) {
      terms.push(run)
      continue
    }
    const characters = [...run]
    if (characters.length === 1) terms.push(run)
    for (let position = 1; position < characters.length; position++) {
      terms.push(characters[position - 1]! + characters[position]!)
    }
  }
  return terms
}

/** Words with one key are variants of one another: plurals and stems, umlauts written out. */
export function wordKey(term: string): string {
  if (term.length < 3 || /\d/.test(term)) return term
  return stemWord(term).replace(/([aou])e/g, '$1')
}
