import type { Table } from '../../../database/schema.ts'
import { singularOf } from '../../../sql/restatement/plural.ts'
import { readableTableWords } from './readable-words.ts'

// Words for what every table is: "cars_data" holds cars.
const HOLDERS = new Set(['data', 'info', 'information', 'table', 'records', 'master', 'details'])

/** Lower-case table -> the words for its rows, without those that any table could have. */
export function nameTables(
  tables: readonly Table[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const nouns = new Map(tables.map(({ name }) => [name.toLowerCase(), readableTableWords(name, known)]))
  const spoken = (words: readonly string[]): string => singularOf(words.join(' '))
  const taken = new Set([...nouns.values()].map(spoken))
  for (const { name, columns } of tables) {
    const words = nouns.get(name.toLowerCase())!
    const rest = words.slice(0, -1)
    const last = words.at(-1)!
    // A list of models has a column for the model; a price list has one for the price, and is no price.
    const isList =
      last === 'list' && columns.some((column) => column.name.toLowerCase() === rest.join('_').toLowerCase())
    if (rest.length === 0 || !(HOLDERS.has(last) || isList) || taken.has(spoken(rest))) continue
    taken.add(spoken(rest))
    nouns.set(name.toLowerCase(), rest)
  }
  return nouns
}
