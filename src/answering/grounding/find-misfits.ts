import { findTable } from '../../database/schema.ts'
import type { DatabaseContext } from '../../model/model.ts'
import type { Query } from '../../sql/ast.ts'
import type { Comparison } from '../../sql/resolution.ts'
import { resolveNames } from '../../sql/resolve.ts'

/** A literal that its column does not hold. */
export interface Misfit {
  readonly comparison: Comparison
  readonly value: string
}

/** Literals of equality tests that no row can meet. */
export function findMisfits(query: Query, context: DatabaseContext): Misfit[] {
  return resolveNames(query, context.survey.schema).comparisons.flatMap((comparison) => {
    const { value, operator } = comparison
    if (typeof value !== 'string' || value.trim() === '') return []
    if (!['=', '<>', 'in', 'not in', 'is', 'is not'].includes(operator)) return []
    return isStored(comparison, value, context) ? [] : [{ comparison, value }]
  })
}

/** Literals that are stored with blanks around them only: a draft finds nothing by them, and a reader should know. */
export function noteBlanks(query: Query, context: DatabaseContext): string[] {
  return resolveNames(query, context.survey.schema).comparisons.flatMap(
    ({ table, column, value, operator }) => {
      if (typeof value !== 'string' || operator !== '=') return []
      const found = context.values.findExact(value, { columns: [{ table, column }], limit: 50 })
      const near = found.find((match) => hasBlanks(match.value))
      if (near === undefined || found.some((match) => match.value === value)) return []
      return [
        `${table}.${column} holds '${near.value}', with blanks around it, and not '${value}'; left as it is.`,
      ]
    },
  )
}

/** Blanks around a stored value are the data's: a draft cannot mean them, and whoever keeps the data must see them. */
export function hasBlanks(stored: string): boolean {
  return stored !== stored.trim()
}

/** Whether the column holds the text, blanks around it aside; true where that cannot be known. */
function isStored({ table, column }: Comparison, value: string, context: DatabaseContext): boolean {
  const stored = findTable(context.survey.schema, table)
  // A view's values are not indexed.
  if (stored === undefined || stored.kind === 'view') return true
  const exact = context.values.findExact(value, { columns: [{ table, column }], limit: 50 })
  if (exact.some((match) => match.value === value.trim() || hasBlanks(match.value) || match.shortened)) {
    return true
  }
  const profile = context.survey.tables
    .find((one) => one.table === table)
    ?.columns.find((one) => one.column === column)
  if (profile === undefined || profile.content === 'empty' || profile.content === 'blob') return true
  if (exact.length > 0) return false
  // A number in quotes, a date: not what the index of texts knows.
  if (profile.content !== 'text' && /^[\d\s.,:+-]+$/.test(value)) return true
  if (profile.isEstimate === true && profile.content === 'text') {
    return (
      context.values.search(value, { columns: [{ table, column }], limit: 1, minimumScore: 0 }).length === 0
    )
  }
  return profile.frequentValues.some((one) => String(one.value).trim() === value.trim())
}
