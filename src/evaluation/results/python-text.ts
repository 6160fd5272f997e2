import type { SqlValue } from '../../database/database.ts'

/** What Python's `str(x) + str(type(x))` gives for a cell that its sqlite3 read. */
export function pythonSortText(value: SqlValue): string {
  if (value === null) return "None<class 'NoneType'>"
  if (typeof value === 'bigint') return `${value}<class 'int'>`
  if (typeof value === 'number') return `${pythonFloat(value)}<class 'float'>`
  if (typeof value === 'string') return `${value}<class 'str'>`
  return `${pythonBytes(value)}<class 'bytes'>`
}

/** Python's `repr` of a float: the shortest digits that read back, an exponent below 1e-4 and from 1e16. */
export function pythonFloat(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  if (value === Number.NEGATIVE_INFINITY) return '-inf'
  if (Number.isNaN(value)) return 'nan'
  if (Object.is(value, -0)) return '-0.0'
  const [digits, exponentText] = Math.abs(value).toExponential().split('e')
  const exponent = Number(exponentText)
  const sign = value < 0 ? '-' : ''
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const plain = plainDigits(digits!.replace('.', ''), exponent)
  return `${sign}${plain.includes('.') ? plain : `${plain}.0`}`
}

function plainDigits(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const rest = digits.slice(exponent + 1)
  return rest === '' ? whole : `${whole}.${rest}`
}

function pythonBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'"
  const characters = Array.from(bytes, (byte) => {
    if (byte === 0x09) return '\\t'
    if (byte === 0x0a) return '\\n'
    if (byte === 0x0d) return '\\r'
    const character = String.fromCharCode(byte)
    if (character === '\\' || character === quote) return `\\${character}`
    return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`
  })
  return `b${quote}${characters.join('')}${quote}`
}
