import { UnreadableSpiderSql } from './unreadable-spider-sql.ts'

/** The tokens of a query and a place among them, which may be moved freely. */
export class SpiderTokens {
  place = 0
  readonly #tokens: readonly string[]
  #end: number

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
    this.#end = tokens.length
  }

  isAtEnd(): boolean {
    return this.place >= this.#end
  }

  at(place: number): string | undefined {
    return place < this.#end ? this.#tokens[place] : undefined
  }

  peek(ahead = 0): string | undefined {
    return this.at(this.place + ahead)
  }

  /** The token here; there must be one. */
  require(): string {
    const word = this.peek()
    if (word === undefined) throw new UnreadableSpiderSql('it ends too early')
    return word
  }

  /** Moves over `word` if it stands here. */
  take(word: string): boolean {
    const isHere = this.peek() === word
    if (isHere) this.place++
    return isHere
  }

  takeOneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    const word = this.peek()
    const found = words.find((candidate) => candidate === word)
    if (found !== undefined) this.place++
    return found
  }

  expect(word: string): void {
    if (this.take(word)) return
    throw new UnreadableSpiderSql(`${this.peek() ?? 'its end'} stands where ${word} is read`)
  }

  /** Moves after the first `word` from here on. */
  moveAfterFirst(word: string): void {
    const found = this.#tokens.indexOf(word, this.place)
    if (found === -1 || found >= this.#end) throw new UnreadableSpiderSql(`it has no ${word.toUpperCase()}`)
    this.place = found + 1
  }

  /** Reads as if the tokens ended at `end`. */
  within<Result>(end: number, read: () => Result): Result {
    const before = this.#end
    this.#end = end
    const result = read()
    this.#end = before
    return result
  }
}
