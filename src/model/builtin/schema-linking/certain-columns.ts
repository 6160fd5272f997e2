import { foldText, identifierWords } from '../../../base/text.ts'
import { columnKey } from '../../../database/schema.ts'
import type { LinkingRequest } from '../../model.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'

/**
 * Columns, by `columnKey`, that are needed whatever a learned score says: those of the knowledge that the question's
 * words were aligned with, and those that the evidence names.
 */
export function certainColumns({ grounded, evidence, context }: LinkingRequest): ReadonlySet<string> {
  const lexicon = schemaLexiconOf(context.survey)
  const certain = new Set<string>()
  for (const entry of grounded.flatMap(({ knowledge }) => knowledge)) {
    if (entry.origin === 'probe') continue
    if (entry.kind === 'value') {
      certain.add(columnKey(entry))
      continue
    }
    const words = namesIn(entry.kind === 'expression' ? entry.expression : entry.condition)
    for (const column of lexicon.tables.find(({ table }) => table === entry.table)?.columns ?? []) {
      if (words.has(foldText(column.column))) certain.add(columnKey(column))
    }
  }
  if (evidence !== undefined) {
    const words = namesIn(evidence)
    for (const { columns } of lexicon.tables) {
      for (const column of columns) {
        // "name" in a sentence is a word; "home_town" or "T-BIL" can only be the column.
        const isTelling = /[^a-z]/.test(column.column) || identifierWords(column.column).length > 1
        if (isTelling && words.has(foldText(column.column))) certain.add(columnKey(column))
      }
    }
  }
  return certain
}

/** What may be a name in a piece of SQL or a sentence: words with what names are written with, and quoted texts. */
function namesIn(text: string): ReadonlySet<string> {
  const quoted = [...text.matchAll(/["`[]([^"`\]]+)["`\]]/g)].map(([, name]) => name!)
  const words = text.match(/[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*/gu) ?? []
  return new Set([...quoted, ...words].map(foldText))
}
