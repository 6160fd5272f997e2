import { keyDirection, saidDirection } from '../linking/roles/key-directions.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ParseScope } from './parse-scope.ts'

/** So many words before a value may say where it lies: "departing from the city of Aberdeen". */
const WORDS_BEFORE = 5

/** Of several keys that lead to the table of a value, the one that the words before it speak of: "from Aberdeen". */
export function directedKey(
  { table }: ColumnEntry,
  position: number,
  { joins, lexicon, tokens }: ParseScope,
): { readonly table: string; readonly column: string } | null {
  const keys = joins.filter(({ from, to }) => to.table === table && from.table !== table)
  if (keys.length < 2) return null
  const before = tokens.slice(Math.max(0, position - WORDS_BEFORE), position).toReversed()
  const said = before.map((token) => saidDirection(token)).find((direction) => direction !== null)
  if (said === undefined || said === null) return null
  const columns = keys.flatMap(({ from }) => {
    const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
    const isParallel = keys.some((other) => other.from !== from && other.from.table === from.table)
    return column !== undefined && isParallel && keyDirection(column) === said ? [column] : []
  })
  const [key] = columns
  return key === undefined || columns.length > 1 ? null : { table: key.table, column: key.column }
}
