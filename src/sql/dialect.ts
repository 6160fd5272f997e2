/** What one engine writes differently: a value, read by the tokenizer, the parser and the printer. */
export interface Dialect {
  readonly name: string
  /** The quote that names are printed in. */
  readonly identifierQuote: '"' | '`'
  /** Every opening quote that a name may be read in, with its closing one. */
  readonly identifierQuotes: Readonly<Record<string, string>>
  /** `"text"` is a string when no column has that name (SQLite). */
  readonly doubleQuotedStrings: boolean
  /** Words that cannot stand as a bare name; lower case. */
  readonly reservedWords: ReadonlySet<string>
  /** Words that may stand as a bare name in most places; quoted when printed, so that every place is right. */
  readonly awkwardWords: ReadonlySet<string>
}
