import { stemmer } from 'stemmer'
import { foldText } from '../base/text.ts'

/** Only so many characters of a value are indexed; longer ones are found by their beginning. */
export const INDEXED_LENGTH = 200

const PLAIN_ASCII = /^[\x20-\x7e]*$/
/** Folding leaves these as they are, but for their case: ASCII, Chinese characters and Korean syllables. */
const FOLDED_BY_CASE = /^[\x20-\x7e\u4e00-\u9fff\uac00-\ud7a3]*$/

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
  const folded = FOLDED_BY_CASE.test(text)
    ? text.toLowerCase()
    : foldText(text).replace(/[ßæœøłđı]/g, (letter) => LIGATURES[letter]!)
  return folded.replace(/\s+/g, ' ').trim()
}

export function isPlainAscii(text: string): boolean {
  return PLAIN_ASCII.test(text)
}

/** Hyphens, blanks and German umlauts (ä as a or ae) do not matter in this form of a folded text. */
export function spellingForm(folded: string): string {
  return folded.replace(/[\s‐-―_'’`/]|(?<!\d)[.,-]|[.,-](?!\d)/g, '').replace(/([aou])e/g, '$1')
}

/**
 * A hash of a text's letters and digits, without umlauts written out: values that may be the same share it. It is
 * computed for every value of a database, hence the loop.
 */
export function bucketOf(text: string): number {
  const folded = isPlainAscii(text) ? text : foldValue(text)
  let hash = 0x811c9dc5
  let previous = 0
  for (let at = 0; at < folded.length; at++) {
    let unit = folded.charCodeAt(at)
    if (unit < 0x80) {
      if (unit >= 0x41 && unit <= 0x5a) unit += 32
      const isInk = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
      if (!isInk) continue
      const endsUmlaut = unit === 0x65 && (previous === 0x61 || previous === 0x6f || previous === 0x75)
      previous = unit
      if (endsUmlaut) continue
    } else if (unit >= 0x2010 && unit <= 0x2019) {
      continue
    }
    hash = Math.imul(hash ^ unit, 0x01000193)
  }
  return hash >>> 0
}

// Writing without blanks, or a word of any other writing.
const RUN =
  /([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+)|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}])+/gu

/**
 * The terms a folded value is indexed under. Writing without blanks is cut into characters and pairs of
 * neighbours, so that a Chinese word of two characters is one term.
 */
export function indexTerms(folded: string): string[] {
  return termsOf(folded, () => true)
}

/** The terms to look for: as indexed, except that a character is left out where it stands in a pair. */
export function queryTerms(folded: string): string[] {
  return termsOf(folded, (runLength) => runLength === 1)
}

function termsOf(folded: string, keepsCharacters: (runLength: number) => boolean): string[] {
  if (isPlainAscii(folded)) return folded.match(/[a-z0-9]+/g) ?? []
  const terms: string[] = []
  for (const [run, unspaced] of folded.matchAll(RUN)) {
    if (unspaced === undefined) {
      terms.push(run)
      continue
    }
    const characters = [...run]
    const hasCharacters = keepsCharacters(characters.length)
    for (let position = 0; position < characters.length; position++) {
      if (hasCharacters) terms.push(characters[position]!)
      if (position > 0) terms.push(characters[position - 1]! + characters[position]!)
    }
  }
  return terms
}

const KEYS_REMEMBERED = 20_000
const rememberedKeys = new Map<string, string>()

/** Words with one key are variants of one another: plurals and stems, umlauts written out. */
export function wordKey(term: string): string {
  if (term.length < 3 || !/^[a-z]+$/.test(term)) return term
  const remembered = rememberedKeys.get(term)
  if (remembered !== undefined) return remembered
  const key = stemmer(term).replace(/([aou])e/g, '$1')
  // Stemming is slow beside all else, and values share their words.
  if (rememberedKeys.size >= KEYS_REMEMBERED) rememberedKeys.clear()
  rememberedKeys.set(term, key)
  return key
}
