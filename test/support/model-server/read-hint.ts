import type { Meaning } from './prompt-facts.ts'
import type { ShownTable } from './read-table-line.ts'

/** `loyal refers to segment = 'B2B'`, as BIRD writes evidence, where a shown table has that column. */
export function readHint(hint: string, tables: readonly ShownTable[]): Meaning[] {
  return hint.split(';').flatMap((statement): Meaning[] => {
    const [, words, column, rest] = /^\s*(.+?) refers to (\w+)\s*(=.+?)\s*$/.exec(statement) ?? []
    const table = tables.find(({ columns }) => columns.some(({ name }) => name === column))
    return words === undefined || table === undefined
      ? []
      : [{ words, table: table.name, condition: `${table.name}.${column} ${rest}` }]
  })
}
