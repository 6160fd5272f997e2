/**
 * The words that NLTK's `NLTKWordTokenizer` finds in a text without quotes. Its rules about quotes are left out:
 * Spider's evaluator puts marks in the place of quoted strings first, so they have nothing to act on.
 */
export function nltkWordTokens(text: string): string[] {
  const punctuated = text.replace(PUNCTUATION_WITHIN, ' $1 $2').replace(PUNCTUATION_AT_END, ' $1 ')
  let spaced = partFinalPeriod(punctuated).replace(STANDS_ALONE, ' $& ')
  if (MAY_CONTRACT.test(spaced)) spaced = splitContractions(` ${spaced} `)
  return spaced.split(SPACES).filter((word) => word !== '')
}

/** What Python calls white space, which is not what JavaScript calls so. */
const SPACE = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`
const IS_SPACE = new RegExp(SPACE, 'u')
const SPACES = new RegExp(`${SPACE}+`, 'u')

/** A comma or colon is part of a word before a digit: "1,234" is one word, and so is "a,1". */
const PUNCTUATION_WITHIN = /([:,])(\P{Nd})/gu
const PUNCTUATION_AT_END = /([:,])(?=\n?$)/gu
/** NLTK pads these one rule after another; no rule sees what an earlier one did, so one pass is enough. */
const STANDS_ALONE = /\.{2,}|``|--|[`;@#$%&?!*()[\]{}<>«»“”‘’„\u2012-\u2015]/gu

const MAY_CLOSE_AFTER_PERIOD = new Set('])}>»” ’')

/** Sets a period apart that ends the text, perhaps before closing brackets; others stay in their words. */
function partFinalPeriod(text: string): string {
  let end = text.length
  while (end > 0 && IS_SPACE.test(text[end - 1]!)) end--
  while (end > 0 && MAY_CLOSE_AFTER_PERIOD.has(text[end - 1]!)) end--
  const isFinal = end > 1 && text[end - 1] === '.' && text[end - 2] !== '.'
  return isFinal ? `${text.slice(0, end - 1)} . ${text.slice(end)}` : text
}

const MAY_CONTRACT = /cannot|gimme|gonna|gotta|lemme|wanna/i
const WORD = String.raw`[\p{L}\p{N}_]`
const CONTRACTIONS = [
  ['can', 'not', `(?!${WORD})`],
  ['gim', 'me', `(?!${WORD})`],
  ['gon', 'na', `(?!${WORD})`],
  ['got', 'ta', `(?!${WORD})`],
  ['lem', 'me', `(?!${WORD})`],
  ['wan', 'na', `(?=${SPACE})`],
].map(([first, second, end]) => new RegExp(`(?<!${WORD})(${first})(${second})${end}`, 'giu'))

function splitContractions(text: string): string {
  return CONTRACTIONS.reduce((split, contraction) => split.replace(contraction, ' $1 $2 '), text)
}
