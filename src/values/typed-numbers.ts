import type { TypedValue } from './typed-values.ts'

const SMALL_NUMBERS = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen`
    .split(/\s+/)
    .map((word, value) => [word, value]),
)
const TENS = new Map(
  '? ? twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index): [string, number] => [word, index * 10])
    .slice(2),
)
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
])
const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, b: 1e9, bn: 1e9 }
const DOZENS: Readonly<Record<string, number>> = { dozen: 12, dozens: 12, couple: 2, pair: 2, score: 20 }
const ORDINALS = new Map(
  `zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
  fifteenth sixteenth seventeenth eighteenth nineteenth`
    .split(/\s+/)
    .map((word, value) => [word, value]),
)
for (const [word, value] of [...TENS]) ORDINALS.set(word.replace(/y$/, 'ieth'), value)
for (const [word, value] of SCALES) ORDINALS.set(`${word}th`, value)

const DIGITS =
  /(?<![\p{L}\p{N}.,_-]|\d)(?<amount>[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-−]?\.\d+)(?:(?<suffix>k|mn?|bn?)|(?<ordinal>st|nd|rd|th)|(?<scale>(?:\s+(?:hundred|thousand|million|billion|trillion))+)|(?<percent>\s*%|\s+per\s?cent))?(?![\p{L}\p{N}_])(?![.,]\d)/giu
const CURRENCY_BEFORE = /[$€£¥]\s?$/u

/** Every reading of a place as a number, percentage, ordinal or year; readings may overlap. */
export function findNumbers(text: string): TypedValue[] {
  return [...digitNumbers(text), ...wordNumbers(text)]
}

function digitNumbers(text: string): TypedValue[] {
  return [...text.matchAll(DIGITS)].map((match): TypedValue => {
    const { amount, suffix, ordinal, scale, percent } = match.groups!
    const start = match.index
    const place = { text: match[0], start, end: start + match[0].length }
    let value = Number(amount!.replaceAll(',', '').replace('−', '-'))
    if (percent !== undefined) return { kind: 'percent', value, ...place }
    if (ordinal !== undefined) return { kind: 'ordinal', value, ...place }
    if (suffix !== undefined) value = round(value * SUFFIXES[suffix.toLowerCase()]!)
    for (const word of scale?.trim().split(/\s+/) ?? [])
      value = round(value * SCALES.get(word.toLowerCase())!)
    const isYear = /^(?:1[5-9]|20)\d\d$/.test(match[0]) && !CURRENCY_BEFORE.test(text.slice(0, start))
    return { kind: isYear ? 'year' : 'number', value, ...place }
  })
}

/** 2.3 × 1,000,000 is 2,300,000, not 2,299,999.9999999995. */
function round(value: number): number {
  return Number(value.toPrecision(15))
}

interface SpelledWord {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** "twenty-three", "two hundred and five thousand", "a dozen", "half a million", "third", "twenty-first". */
function wordNumbers(text: string): TypedValue[] {
  const words: SpelledWord[] = [...text.matchAll(/\p{L}+|\d+|[^\p{L}\d\s-]/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const found: TypedValue[] = []
  for (let at = 0; at < words.length; at++) {
    const read = readDozen(words, at) ?? readSpelled(words, at)
    if (read === undefined) continue
    const start = words[at]!.start
    const end = words[read.next - 1]!.end
    const after = /^\s*(?:%|per\s?cent\b)/i.exec(text.slice(end))
    const isPercent = after !== null && read.kind === 'number'
    const until = isPercent ? end + after[0].length : end
    const kind = isPercent ? 'percent' : read.kind
    found.push({ kind, value: read.value, text: text.slice(start, until), start, end: until })
    at = read.next - 1
  }
  return found
}

interface Reading {
  readonly kind: 'number' | 'ordinal'
  readonly value: number
  /** The index of the first word that is not part of it. */
  readonly next: number
}

function readDozen(words: readonly SpelledWord[], at: number): Reading | undefined {
  const first = words[at]!.text
  const isHalf = first === 'half'
  const articleAt = isHalf ? at + 1 : at
  const article = words[articleAt]?.text
  const unit = words[articleAt + 1]?.text ?? ''
  if (article === 'a' || article === 'one') {
    const value = DOZENS[unit] ?? SCALES.get(unit)
    const isNumber =
      value !== undefined &&
      (unit !== 'pair' && unit !== 'score' ? true : words[articleAt + 2]?.text === 'of')
    if (isNumber) {
      const whole: Reading = { kind: 'number', value, next: articleAt + 2 }
      if (isHalf) return { ...whole, value: value / 2 }
      if (!SCALES.has(unit)) return whole
      return article === 'a' ? (readSpelled(words, at, true) ?? whole) : undefined
    }
  }
  const count = SMALL_NUMBERS.get(first) ?? (/^\d+$/.test(first) ? Number(first) : undefined)
  const isDozen = count !== undefined && words[at + 1]?.text === 'dozen'
  return isDozen ? { kind: 'number', value: count * 12, next: at + 2 } : undefined
}

/** Adds up words as they are said: units and tens make a group, a scale multiplies it, "and" joins. */
function readSpelled(
  words: readonly SpelledWord[],
  from: number,
  startsWithArticle = false,
): Reading | undefined {
  let total = 0
  let current = startsWithArticle ? 1 : 0
  let next = from + (startsWithArticle ? 1 : 0)
  let last: 'none' | 'unit' | 'tens' | 'scale' = startsWithArticle ? 'unit' : 'none'
  for (let at = next; at < words.length; at++) {
    const word = words[at]!.text
    const unit = SMALL_NUMBERS.get(word)
    const tens = TENS.get(word)
    const scale = SCALES.get(word)
    const ordinal = ORDINALS.get(word)
    if (
      unit !== undefined &&
      (last === 'none' || last === 'scale' || (last === 'tens' && unit > 0 && unit < 10))
    ) {
      current += unit
      last = 'unit'
    } else if (tens !== undefined && (last === 'none' || last === 'scale')) {
      current += tens
      last = 'tens'
    } else if (scale !== undefined && last !== 'none') {
      if (scale === 100) current *= 100
      else {
        total += current * scale
        current = 0
      }
      last = 'scale'
    } else if (ordinal !== undefined && canEnd(last, ordinal)) {
      const value =
        total + (SCALES.has(word.slice(0, -2)) ? Math.max(1, current) * ordinal : current + ordinal)
      return { kind: 'ordinal', value, next: at + 1 }
    } else if (!(word === 'and' && last === 'scale' && isNumberWord(words[at + 1]?.text))) {
      break
    } else continue
    next = at + 1
  }
  return last === 'none' ? undefined : { kind: 'number', value: total + current, next }
}

function canEnd(last: string, ordinal: number): boolean {
  return last === 'none' || last === 'scale' || (last === 'tens' && ordinal < 10) || ordinal >= 100
}

function isNumberWord(word: string | undefined): boolean {
  return word !== undefined && (SMALL_NUMBERS.has(word) || TENS.has(word))
}
