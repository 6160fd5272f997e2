import { stemmer } from 'stemmer'

/** A word of a text and where it stands; `end` is exclusive. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Case, width and accents folded away, so that "Café" meets "cafe" and "ＡＢＣ" meets "abc". */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
}

// Chinese, Japanese and Korean write without spaces: each character is a word of its own here.
const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?/gu

/** The words of a text in order, punctuation left out. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** "orderDate", "ORDER_DATE", "order-date 2" -> ["order", "date"], … lower case. */
export function identifierWords(identifier: string): string[] {
  return identifier
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(foldText)
}

/** The Porter stem of a word, after folding. Words that are not plain Latin letters are only folded. */
export function stemWord(word: string): string {
  const folded = foldText(word)
  return /^[a-z]+$/.test(folded) ? stemmer(folded) : folded
}
