import type { Row } from '../../database/database.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import { safeText } from './safe-text.ts'
import { type TableStyle, tableText } from './table.ts'

/** Entries as a table. */
export function knowledgeText(entries: readonly KnowledgeEntry[], style: TableStyle): string {
  const rows: Row[] = entries.map((entry) => [
    entry.keyword,
    meaningText(entry),
    entry.origin,
    entry.note ?? '',
  ])
  return tableText(['keyword', 'means', 'from', 'note'], rows, style)
}

/** What the words stand for, in the notation of SQL. */
export function meaningText(entry: KnowledgeEntry): string {
  const table = safeText(entry.table)
  if (entry.kind === 'expression') return `${safeText(entry.expression)} in ${table}`
  if (entry.kind === 'filter') return `${table} where ${safeText(entry.condition)}`
  const value = typeof entry.value === 'number' ? entry.value : `'${safeText(entry.value)}'`
  return `${table}.${safeText(entry.column)} = ${value}`
}
