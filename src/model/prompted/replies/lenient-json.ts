/** Thrown inside this file only; readers of replies see undefined. */
class NotJson extends Error {}

const DEPTH_LIMIT = 50
const OPEN_QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '‘': '’' }
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['none', null],
  ['undefined', null],
])
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\p{L}\d])/uy
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*(?:[ -][\p{L}\p{N}_$]+)*/uy
const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*)*/y

/**
 * A list or an object as small models write them, from `start`: trailing and missing commas, single or curly quotes,
 * bare words, comments, Python's None and True, line ends inside strings. undefined where it is neither, or not whole.
 */
export function readLenientJson(text: string, start: number): Found | undefined {
  return readWith(new Reader(text, start, STRING_END)) ?? readWith(new Reader(text, start, VALUE_END))
}

interface Found {
  readonly value: unknown
  readonly end: number
}

function readWith(reader: Reader): Found | undefined {
  try {
    const value = reader.readValue(0)
    return { value, end: reader.position }
  } catch (error) {
    if (error instanceof NotJson) return undefined
    throw error
  }
}

/** A quote inside that was not escaped is followed by more of the string, not by a comma or a bracket. */
const STRING_END = /^\s*(?:[,:}\])]|$|["'“])/
/** Of a value in an object that holds SQL with quoted names: only the end of the object or another key ends it. */
const VALUE_END = /^\s*(?:\}|$|,\s*(?:\}|["'“]?[\p{L}_][\p{L}\p{N}_ -]{0,40}["'”]?\s*:))/u
const LOOKAHEAD = 80

class Reader {
  readonly text: string
  readonly valueEnd: RegExp
  position: number

  constructor(text: string, start: number, valueEnd: RegExp) {
    this.text = text
    this.valueEnd = valueEnd
    this.position = start
  }

  readValue(depth: number, stringEnd = STRING_END): unknown {
    if (depth > DEPTH_LIMIT) throw new NotJson()
    this.skipBlanks()
    const next = this.text[this.position]
    if (next === '{') return this.readObject(depth)
    if (next === '[') return this.readList(depth, ']')
    if (next === '(') return this.readList(depth, ')')
    if (next !== undefined && next in OPEN_QUOTES) return this.readString(stringEnd)
    const number = this.match(NUMBER)
    if (number !== undefined) return Number(number)
    const word = this.match(WORD)
    if (word === undefined) throw new NotJson()
    const known = word.toLowerCase()
    return WORDS.has(known) ? WORDS.get(known) : word
  }

  private readObject(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    this.position++
    while (!this.take('}')) {
      const key = this.readValue(depth + 1)
      if ((typeof key !== 'string' && typeof key !== 'number') || !this.take(':')) throw new NotJson()
      entries.push([String(key), this.readValue(depth + 1, this.valueEnd)])
      while (this.take(',')) {}
    }
    return Object.fromEntries(entries)
  }

  private readList(depth: number, closing: string): unknown[] {
    const items: unknown[] = []
    this.position++
    while (this.take(',')) {}
    while (!this.take(closing)) {
      items.push(this.readValue(depth + 1))
      while (this.take(',')) {}
    }
    return items
  }

  private readString(end: RegExp): string {
    const closing = OPEN_QUOTES[this.text[this.position]!]!
    let content = ''
    for (let index = this.position + 1; index < this.text.length; index++) {
      const character = this.text[index]!
      if (character === '\\') {
        const { text, length } = readEscape(this.text, index)
        content += text
        index += length - 1
      } else if (character === closing && end.test(this.text.slice(index + 1, index + 1 + LOOKAHEAD))) {
        this.position = index + 1
        return content
      } else content += character
    }
    throw new NotJson()
  }

  private take(mark: string): boolean {
    this.skipBlanks()
    if (this.position >= this.text.length) throw new NotJson()
    if (this.text[this.position] !== mark) return false
    this.position++
    return true
  }

  private skipBlanks(): void {
    this.match(BLANK)
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.position += found.length
    return found
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

function readEscape(text: string, index: number): { text: string; length: number } {
  const code = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(index, index + 6))
  if (code !== null) return { text: String.fromCharCode(Number.parseInt(code[1]!, 16)), length: 6 }
  const next = text[index + 1] ?? ''
  return { text: ESCAPES[next] ?? next, length: 2 }
}
