const DIGITS = String.raw`\p{Nd}(?:_?\p{Nd})*`
const FLOAT = new RegExp(`^[+-]?(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?$`, 'u')
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/

/** What Python's `float` makes of a lower-case text without white space; undefined where it raises an error. */
export function pythonFloatOf(text: string): number | undefined {
  if (FLOAT.test(text)) return Number(asciiDigits(text).replaceAll('_', ''))
  const special = SPECIAL.exec(text)
  if (special === null) return undefined
  if (special[2] === undefined) return Number.NaN
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** Digits of other scripts stand in blocks of ten that begin with their zero. */
function asciiDigits(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (digit) => {
    const code = digit.codePointAt(0)!
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
    return String(code - zero)
  })
}
