import type { ColumnName } from '../../database/schema.ts'
import { columnKey } from '../../database/schema.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import type { QueryFacts } from './query-facts.ts'

/** The encoding knowledge that a query's literals come from: "delivered refers to status = 3". Empty if none does. */
export function evidenceOf({ resolution }: QueryFacts, knowledge: readonly KnowledgeEntry[]): string {
  const used = knowledge.flatMap((entry) => {
    if (entry.kind !== 'value') return []
    const isUsed = resolution.comparisons.some(
      ({ table, column, value }) => isSame({ table, column }, entry) && String(value) === String(entry.value),
    )
    if (!isUsed) return []
    const literal = typeof entry.value === 'number' ? String(entry.value) : `'${entry.value}'`
    return [`${entry.keyword} refers to ${entry.column} = ${literal}`]
  })
  return [...new Set(used)].join('; ')
}

function isSame(one: ColumnName, other: ColumnName): boolean {
  return columnKey(one) === columnKey(other)
}
