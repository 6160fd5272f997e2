import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import { SQLITE } from '../../sql/sqlite-dialect.ts'
import { tokenize } from '../../sql/tokens.ts'

/** Whether two queries are the same text, but for blanks, comments and semicolons at the end. */
export function isSameText(left: string, right: string): boolean {
  return left === right || foldText(left) === foldText(right)
}

function foldText(sql: string): string {
  try {
    const texts = tokenize(sql, SQLITE).map(({ start, end }) => sql.slice(start, end))
    while (texts.at(-1) === '' || texts.at(-1) === ';') texts.pop()
    return JSON.stringify(texts)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return sql.trim()
    throw error
  }
}
