import { SondeError } from '../base/errors.ts'

export interface SqlSyntaxErrorFacts {
  /** From 0, in UTF-16 units. */
  readonly offset: number
  /** What stood there, ready to be read in a sentence. */
  readonly found: string
  /** What could have stood there. */
  readonly expected: string
  /** Replaces the usual sentence after the position. */
  readonly explanation?: string
}

/** SQL that does not read as one SELECT statement; `line` and `column` count from 1. */
export class SqlSyntaxError extends SondeError {
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly found: string
  readonly expected: string

  constructor(sql: string, { offset, found, expected, explanation }: SqlSyntaxErrorFacts) {
    const before = sql.slice(0, offset)
    const lineStart = before.lastIndexOf('\n') + 1
    const line = before.split('\n').length
    const column = [...before.slice(lineStart)].length + 1
    const sentence = explanation ?? `found ${found}, expected ${expected}`
    super('sql-syntax', `SQL syntax error at line ${line}, column ${column}: ${sentence}`)
    this.name = 'SqlSyntaxError'
    this.line = line
    this.column = column
    this.offset = offset
    this.found = found
    this.expected = expected
  }
}
