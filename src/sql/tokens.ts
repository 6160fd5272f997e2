import type { Dialect } from './dialect.ts'
import { SqlSyntaxError } from './sql-syntax-error.ts'

type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'blob' | 'parameter' | 'operator' | 'end'

/** The smallest parts of SQL; comments and blanks lie between them. `end` is exclusive. */
export interface Token {
  readonly kind: TokenKind
  /** Words: as written. Quoted names and strings: what the quotes hold. Blobs: the digits. */
  readonly text: string
  /** Words and operators: what to compare keywords with. Quoted names: the opening quote. Else ''. */
  readonly key: string
  readonly start: number
  readonly end: number
}

const BLANK = /(?:[ \t\n\f\r\uFEFF]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y
const WORD = /[A-Za-z_\u0080-\uFFFF][A-Za-z0-9_$\u0080-\uFFFF]*/y
const NUMBER =
  /0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?/y
const BLOB = /[xX]'([0-9a-fA-F]*)'/y
const PARAMETER = /\?\d*|[:@$][A-Za-z0-9_$\u0080-\uFFFF]+(?:::[A-Za-z0-9_$\u0080-\uFFFF]+)*/y
const OPERATOR = /->>|->|<>|<=|<<|>=|>>|==|!=|\|\||[-+*/%&|~<>=(),.;!]/y
const NAME_CHARACTER = /[A-Za-z0-9_$\u0080-\uFFFF]/

const FOUND_LENGTH = 40

/** The tokens of a text, the last one always of kind 'end'. Takes time linear in the text. */
export function tokenize(sql: string, dialect: Dialect): Token[] {
  const tokens: Token[] = []
  let position = 0
  const add = (kind: TokenKind, text: string, key: string, end: number): void => {
    tokens.push({ kind, text, key, start: position, end })
    position = end
  }
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position
    return pattern.exec(sql)
  }
  while (true) {
    position += match(BLANK)?.[0].length ?? 0
    if (position >= sql.length) break
    const first = sql[position]!
    const closing = dialect.identifierQuotes[first]
    if (first === "'" || closing !== undefined) {
      const { content, end } = readQuoted(sql, position, closing ?? "'")
      add(first === "'" ? 'string' : 'quoted', content, first === "'" ? '' : first, end)
      continue
    }
    const blob = match(BLOB)
    if (blob !== null && blob[1]!.length % 2 === 0) {
      add('blob', blob[1]!, '', position + blob[0].length)
      continue
    }
    const word = match(WORD)?.[0]
    if (word !== undefined) {
      add('word', word, word.toUpperCase(), position + word.length)
      continue
    }
    const number = match(NUMBER)?.[0]
    if (number !== undefined) {
      const end = position + number.length
      if (NAME_CHARACTER.test(sql[end] ?? '')) throw unreadable(sql, position, end + 1, 'a number')
      add('number', number, '', end)
      continue
    }
    const parameter = match(PARAMETER)?.[0]
    if (parameter !== undefined) {
      add('parameter', parameter, '', position + parameter.length)
      continue
    }
    const operator = match(OPERATOR)?.[0]
    if (operator === undefined) {
      throw unreadable(sql, position, position + first.length, 'a word, a number, a string or an operator')
    }
    add('operator', operator, operator, position + operator.length)
  }
  add('end', '', '', sql.length)
  return tokens
}

function readQuoted(sql: string, start: number, closing: string): { content: string; end: number } {
  const doubled = closing !== ']'
  let content = ''
  let from = start + 1
  while (true) {
    const end = sql.indexOf(closing, from)
    if (end < 0) {
      throw new SqlSyntaxError(sql, {
        offset: start,
        found: 'the end of the query',
        expected: `a closing ${closing}`,
        explanation: `the quote ${sql[start]} that opens here is never closed`,
      })
    }
    content += sql.slice(from, end)
    if (!doubled || sql[end + 1] !== closing) return { content, end: end + 1 }
    content += closing
    from = end + 2
  }
}

function unreadable(sql: string, start: number, end: number, expected: string): SqlSyntaxError {
  return new SqlSyntaxError(sql, {
    offset: start,
    found: JSON.stringify(sql.slice(start, Math.min(end, start + FOUND_LENGTH))),
    expected,
  })
}
