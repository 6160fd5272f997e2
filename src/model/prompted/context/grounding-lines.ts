import type { KnowledgeEntry } from '../../../values/knowledge.ts'
import type { GroundedKeyword } from '../../model.ts'
import { boundedLine, quoteDatabaseName, quoteDatabaseText } from './quote-database-text.ts'

/** So many stored values are told for one keyword; the best ones come first. */
const MATCHES_TOLD = 3
/** A match so much worse than the best one only distracts. */
const WORTH_TELLING = 0.8

/** What the words of the question mean in the data, one line each: knowledge, and where values are stored. */
export function groundingLines(
  grounded: readonly GroundedKeyword[],
  shown: ReadonlySet<string>,
): readonly string[] {
  const lines = grounded.flatMap(({ keyword, matches, knowledge }) => {
    const words = quoteDatabaseText(keyword.text)
    const known = knowledge
      .filter(({ table }) => shown.has(table))
      .map((entry) => `${words}: ${entryText(entry)}${noteText(entry)}`)
    const best = matches[0]?.score ?? 0
    const values = matches
      .filter(({ table, score }) => shown.has(table) && score >= WORTH_TELLING * best)
      .slice(0, MATCHES_TOLD)
      .map(
        ({ table, column, value, shortened }) =>
          `${columnText(table, column)} ${shortened ? 'begins with' : '='} ${quoteDatabaseText(value)}`,
      )
    return [...known, ...(values.length === 0 ? [] : [`${words}: stored as ${values.join(' or ')}`])]
  })
  return [...new Set(lines)]
}

function entryText(entry: KnowledgeEntry): string {
  switch (entry.kind) {
    case 'value':
      return `means ${columnText(entry.table, entry.column)} = ${quoteDatabaseText(entry.value)}`
    case 'expression':
      return `means ${boundedLine(entry.expression)} in ${quoteDatabaseName(entry.table)}`
    case 'filter':
      return `means rows of ${quoteDatabaseName(entry.table)} where ${boundedLine(entry.condition)}`
  }
}

function noteText({ note }: KnowledgeEntry): string {
  return note === undefined ? '' : ` (${boundedLine(note)})`
}

function columnText(table: string, column: string): string {
  return `${quoteDatabaseName(table)}.${quoteDatabaseName(column)}`
}
