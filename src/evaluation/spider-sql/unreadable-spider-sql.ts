/** Raised within the parser of Spider's SQL and caught by `parseSpiderSql`: it leaves many levels at once. */
export class UnreadableSpiderSql extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableSpiderSql'
  }
}
