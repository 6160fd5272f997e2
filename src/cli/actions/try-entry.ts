import { SondeError } from '../../base/errors.ts'
import { printName, quoteString } from '../../sql/print-name.ts'
import { checkKnowledge } from '../../values/check-knowledge.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'

/** Throws when an entry cannot be meant for the database; returns what is odd about it, in sentences. */
export async function tryEntry(
  entry: KnowledgeEntry,
  explored: ExploredDatabase,
  signal: AbortSignal,
): Promise<string[]> {
  const { database, survey } = explored
  const [problem] = checkKnowledge([entry], survey.schema, database.dialect)
  if (problem !== undefined) throw new SondeError('knowledge-invalid', problem.message)
  const outcome = await database.run(
    `SELECT 1 FROM ${printName(entry.table, database.dialect)} WHERE ${testOf(entry, explored)}`,
    {
      maxRows: 1,
      signal,
    },
  )
  if (outcome.kind === 'rejected') {
    // A slow test says nothing about the entry.
    if (outcome.reason === 'timeout') return []
    throw new SondeError(
      'knowledge-invalid',
      `“${entry.keyword}”: the database refuses it: ${outcome.message}`,
    )
  }
  if (outcome.rows.length > 0) return []
  const nothing =
    entry.kind === 'value'
      ? `no row of ${entry.table}.${entry.column} holds ${entry.value}`
      : `no row of ${entry.table} fits it`
  return [`“${entry.keyword}” was added, but ${nothing} at present.`]
}

function testOf(entry: KnowledgeEntry, { database }: ExploredDatabase): string {
  if (entry.kind === 'filter') return entry.condition
  if (entry.kind === 'expression') return `(${entry.expression}) IS NOT NULL`
  const value = typeof entry.value === 'number' ? String(entry.value) : quoteString(entry.value)
  return `${printName(entry.column, database.dialect)} = ${value}`
}
