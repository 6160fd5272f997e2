import type { PromptFacts } from './prompt-facts.ts'
import { namedWords, placeOfName } from './question-words.ts'
import type { ShownColumn, ShownTable } from './read-table-line.ts'
import { subjectOf } from './write-sql.ts'

/** The words that nothing explains, each with the table and the columns whose samples look most like it. */
export function nameKeywords(facts: PromptFacts): string {
  const content = namedWords(facts).map((words) => {
    const table = mostLike(words, facts.tables) ?? namedBefore(words, facts)
    const texts = table?.columns.filter(({ type, isKey }) => type === 'text' && !isKey) ?? []
    const like = texts.filter((column) => likeness(words, column) > 0)
    return {
      words,
      table: table?.name ?? null,
      columns: (like.length > 0 ? like : texts).map(({ name }) => name),
    }
  })
  return JSON.stringify({ schema: [], content })
}

/** The table whose name stands last before the words; else what the question is about. */
function namedBefore(words: string, { question, tables }: PromptFacts): ShownTable | undefined {
  const before = question.slice(0, question.indexOf(words))
  const named = tables
    .map((table) => ({ table, place: placeOfName(before, table.name) }))
    .toSorted((one, other) => other.place - one.place)
  return named[0] !== undefined && named[0].place >= 0 ? named[0].table : subjectOf(question, tables)
}

function mostLike(words: string, tables: readonly ShownTable[]): ShownTable | undefined {
  const rated = tables.map((table) => ({
    table,
    score: Math.max(0, ...table.columns.map((column) => likeness(words, column))),
  }))
  const best = rated.toSorted((one, other) => other.score - one.score)[0]
  return best !== undefined && best.score > 0 ? best.table : undefined
}

/** How many words a sample shares with these, at most. */
function likeness(words: string, { samples }: ShownColumn): number {
  const wanted = new Set(words.toLowerCase().split(/\W+/))
  const shared = (sample: string): number =>
    sample
      .toLowerCase()
      .split(/\W+/)
      .filter((word) => word !== '' && wanted.has(word)).length
  return Math.max(0, ...samples.map(shared))
}
