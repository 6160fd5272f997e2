import type { PromptFacts } from './prompt-facts.ts'
import { placeOfName } from './question-words.ts'

/** The tables that the question, or what is known of its words, names, with all of their columns. */
export function linkTables({ question, tables, meanings }: PromptFacts): string {
  const needed = tables.filter(
    ({ name }) => placeOfName(question, name) >= 0 || meanings.some(({ table }) => table === name),
  )
  const part = (needed.length > 0 ? needed : tables.slice(0, 1)).map(({ name, columns }) => [
    name,
    columns.map((column) => column.name),
  ])
  return JSON.stringify({ tables: Object.fromEntries(part) })
}
