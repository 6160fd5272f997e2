import { identifierWords, stemWord, wordsOf } from '../../../base/text.ts'
import type { GroundedKeyword, SchemaPart } from '../../model.ts'

type PartTable = SchemaPart['tables'][number]

/**
 * The tables of a part, the one that the question needs most first: those in which its words were found, then those
 * that it names, then as the part has them. Only this order decides what a token budget leaves out.
 */
export function orderByRelevance(
  part: SchemaPart,
  question: string,
  grounded: readonly GroundedKeyword[],
): readonly PartTable[] {
  const stems = new Set(wordsOf(question).map(({ text }) => stemWord(text)))
  const found = foundTables(grounded)
  const scored = part.tables.map((table) => ({
    table,
    score: (found.get(table.table.toLowerCase()) ?? 0) + namedShare(table, stems),
  }))
  return scored.sort((left, right) => right.score - left.score).map(({ table }) => table)
}

/** The columns of a table, those that the question names or whose values it says first. */
export function columnsByRelevance(
  { table, columns }: PartTable,
  question: string,
  grounded: readonly GroundedKeyword[],
): readonly string[] {
  const stems = new Set(wordsOf(question).map(({ text }) => stemWord(text)))
  const found = new Set(
    grounded.flatMap(({ matches, knowledge }) =>
      [...matches.slice(0, 2), ...knowledge].flatMap((one) =>
        'column' in one && one.table === table ? [one.column] : [],
      ),
    ),
  )
  const score = (column: string): number => Number(found.has(column)) + share(column, stems)
  return [...columns].sort((left, right) => score(right) - score(left))
}

function foundTables(grounded: readonly GroundedKeyword[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { matches, knowledge } of grounded) {
    for (const { table, score } of [
      ...matches.slice(0, 2),
      ...knowledge.map(({ table }) => ({ table, score: 1 })),
    ]) {
      const key = table.toLowerCase()
      found.set(key, Math.max(found.get(key) ?? 0, score))
    }
  }
  return found
}

/** How much of the table's name the question says, and the best of its columns' at half its worth. */
function namedShare({ table, columns }: PartTable, stems: ReadonlySet<string>): number {
  return share(table, stems) + 0.5 * Math.max(0, ...columns.map((column) => share(column, stems)))
}

function share(name: string, stems: ReadonlySet<string>): number {
  const words = identifierWords(name)
  const said = words.filter((word) => stems.has(stemWord(word)))
  return words.length === 0 ? 0 : said.length / words.length
}
