import type { Dialect } from './dialect.ts'
import { SqlSyntaxError } from './sql-syntax-error.ts'
import { type Token, tokenize } from './tokens.ts'

// Deep enough for every query that a person or a model writes; shallow enough for the smallest stack.
const NESTING_LIMIT = 150

const JOIN_WORDS = new Set(['CROSS', 'FULL', 'INDEXED', 'INNER', 'LEFT', 'NATURAL', 'OUTER', 'RIGHT'])

/** The place in the tokens that the parser has come to. */
export class TokenReader {
  readonly sql: string
  readonly dialect: Dialect
  readonly #tokens: readonly Token[]
  #index = 0
  #nesting = 0

  constructor(sql: string, dialect: Dialect) {
    this.sql = sql
    this.dialect = dialect
    this.#tokens = tokenize(sql, dialect)
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)]!
  }

  next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.#index++
    return token
  }

  /** Where the next token starts. */
  start(): number {
    return this.peek().start
  }

  /** The span from `start` to the last token that was read. */
  spanFrom(start: number): { readonly start: number; readonly end: number } {
    return { start, end: this.#tokens[this.#index - 1]?.end ?? start }
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.key === word
  }

  isOperator(operator: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'operator' && token.key === operator
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.#index++
    return true
  }

  /** All of the words in a row, or none. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((word, ahead) => this.isWord(word, ahead))) return false
    this.#index += words.length
    return true
  }

  takeOperator(operator: string): boolean {
    if (!this.isOperator(operator)) return false
    this.#index++
    return true
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.error(word)
  }

  expectOperator(operator: string): void {
    if (!this.takeOperator(operator)) throw this.error(operator === ',' ? 'a comma' : `"${operator}"`)
  }

  /** A subquery starts here, the opening bracket already read. */
  isQueryStart(ahead = 0): boolean {
    if (this.isWord('SELECT', ahead) || this.isWord('VALUES', ahead)) return true
    const kind = this.peek(ahead + 1).kind
    return this.isWord('WITH', ahead) && (kind === 'word' || kind === 'quoted' || kind === 'string')
  }

  /** Any name may stand here: after AS, after a dot, after FROM. Strings may name things too, as in SQLite. */
  isName(ahead = 0): boolean {
    const { kind, text } = this.peek(ahead)
    if (kind === 'word') return !this.dialect.reservedWords.has(text.toLowerCase())
    return kind === 'quoted' || kind === 'string'
  }

  takeName(what: string): string {
    if (!this.isName()) throw this.error(what)
    return this.next().text
  }

  /** A name that follows without AS: words that join tables or open a clause are not one. */
  takeBareAlias(): string | undefined {
    if (!this.isName()) return undefined
    const { kind, key } = this.peek()
    if (kind === 'word' && (JOIN_WORDS.has(key) || this.isWindowClause())) return undefined
    return this.next().text
  }

  isWindowClause(): boolean {
    return this.isWord('WINDOW') && this.isName(1) && this.isWord('AS', 2)
  }

  /** Reads one level deeper; refuses what would exhaust the stack. */
  nested<Result>(read: () => Result): Result {
    if (this.#nesting >= NESTING_LIMIT) throw this.tooDeep(this.start())
    this.#nesting++
    const result = read()
    this.#nesting--
    return result
  }

  tooDeep(offset: number): SqlSyntaxError {
    return new SqlSyntaxError(this.sql, {
      offset,
      found: 'more nesting',
      expected: 'a simpler query',
      explanation: `the query is nested too deeply here; split it up, for example with WITH`,
    })
  }

  error(expected: string, ahead = 0): SqlSyntaxError {
    const token = this.peek(ahead)
    return new SqlSyntaxError(this.sql, { offset: token.start, found: this.#describe(token), expected })
  }

  #describe(token: Token): string {
    if (token.kind === 'end') return 'the end of the query'
    const written = this.sql.slice(token.start, token.end)
    const short = written.length > 40 ? `${written.slice(0, 37)}...` : written
    return token.kind === 'quoted' || token.kind === 'string' ? short : `"${short}"`
  }
}
