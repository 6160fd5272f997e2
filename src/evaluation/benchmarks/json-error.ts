/** Where text stops being JSON; lines and columns count from 1. */
export interface JsonError {
  readonly line: number
  readonly column: number
  /** What stands there, ready to be read in a sentence. */
  readonly found: string
}

// What JSON.parse says of this differs between versions of Node, and some of them name no place.
const SCALAR =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const BLANKS = /[ \t\r\n]*/y

/** The first place that keeps a text from being JSON; undefined when it is JSON. */
export function findJsonError(text: string): JsonError | undefined {
  const closers: string[] = []
  let at = skipBlanks(text, 0)
  /** What may stand here: a value, a key, or what follows a value. */
  let expects: 'value' | 'value or ]' | 'key' | 'key or }' | 'rest' = 'value'
  const key = (): boolean => {
    const end = text[at] === '"' ? endOfScalar(text, at) : undefined
    if (end === undefined) return false
    const colon = skipBlanks(text, end)
    at = colon
    if (text[colon] !== ':') return false
    at = colon + 1
    return true
  }
  for (;;) {
    at = skipBlanks(text, at)
    const character = text[at]
    if (expects === 'rest') {
      const closer = closers.at(-1)
      if (closer === undefined) return character === undefined ? undefined : errorAt(text, at)
      if (character === closer) closers.pop()
      else if (character === ',') expects = closer === ']' ? 'value' : 'key'
      else return errorAt(text, at)
      at++
    } else if (
      (expects === 'value or ]' && character === ']') ||
      (expects === 'key or }' && character === '}')
    ) {
      closers.pop()
      at++
      expects = 'rest'
    } else if (expects === 'key' || expects === 'key or }') {
      if (!key()) return errorAt(text, at)
      expects = 'value'
    } else if (character === '[' || character === '{') {
      closers.push(character === '[' ? ']' : '}')
      at++
      expects = character === '[' ? 'value or ]' : 'key or }'
    } else {
      const end = endOfScalar(text, at)
      if (end === undefined) return errorAt(text, at)
      at = end
      expects = 'rest'
    }
  }
}

function skipBlanks(text: string, at: number): number {
  BLANKS.lastIndex = at
  BLANKS.test(text)
  return BLANKS.lastIndex
}

function endOfScalar(text: string, at: number): number | undefined {
  SCALAR.lastIndex = at
  return SCALAR.test(text) ? SCALAR.lastIndex : undefined
}

function errorAt(text: string, at: number): JsonError {
  const before = text.slice(0, at)
  const lineStart = before.lastIndexOf('\n') + 1
  const [word] = /^(?:[\w$]{1,20}|"[^"\n]{0,20}"?|[\s\S]?)/u.exec(text.slice(at))!
  return {
    line: before.split('\n').length,
    column: [...before.slice(lineStart)].length + 1,
    found: word === '' ? 'the end of the file' : JSON.stringify(word),
  }
}
