import type { Row } from '../../database/database.ts'
import type { EvaluatedDatabase, ExecutionLimits } from '../evaluated-database.ts'

const REPLACEMENT = '\uFFFD'

/**
 * Whether a result of `sql` holds text that is no UTF-8. Python's sqlite3 refuses to read such a result; here each bad
 * byte comes as U+FFFD, which may also be stored as such. So the query runs once more for the bytes themselves, only
 * where that character was seen.
 */
export async function hasUndecodableText(
  sql: string,
  rows: readonly Row[],
  database: EvaluatedDatabase,
  limits: ExecutionLimits,
): Promise<boolean> {
  if (!rows.some((row) => row.some((cell) => typeof cell === 'string' && cell.includes(REPLACEMENT)))) {
    return false
  }
  const names = rows[0]!.map((_, index) => `c${index}`)
  const bytesOf = names.map((name) => `iif(typeof(${name}) = 'text', cast(${name} as blob), null)`)
  // Text of a UTF-16 database is converted, and what is bad in it replaced, before Python sees it.
  const isUtf8 = "length(cast('a' as blob)) = 1"
  const shown = await database.execute(
    `with shown(${names.join(', ')}) as (\n${withoutEnd(sql)}\n) select ${bytesOf.join(', ')} from shown where ${isUtf8}`,
    limits,
  )
  return shown.kind === 'result' && shown.rows.some((row) => row.some(isUndecodable))
}

function isUndecodable(cell: Row[number]): boolean {
  if (!(cell instanceof Uint8Array)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(cell)
    return false
  } catch {
    return true
  }
}

function withoutEnd(sql: string): string {
  return sql.replace(/[\s;]+$/, '')
}
