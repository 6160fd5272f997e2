import { foldText } from '../base/text.ts'
import type { ExploredDatabase } from '../values/explored-database.ts'
import type { KnowledgeEntry, StoredValueEntry } from '../values/knowledge.ts'
import { addKnowledge } from '../values/knowledge-file.ts'
import type { Answer } from './answer.ts'

/** Less sure answers teach nothing: what is kept once is believed later. One draft of a language model counts as 0.75. */
const SURE_ENOUGH = 0.7

/**
 * Keeps what a sure answer proved, so that the table grows with use (TCSR-SQL section 3.2): keywords that the data
 * writes otherwise, as the answer's query used them. Returns how many entries were new.
 */
export function keepLearned(
  explored: ExploredDatabase,
  answer: Answer,
  learned: readonly KnowledgeEntry[],
): number {
  if (answer.status !== 'answered' || answer.confidence < SURE_ENOUGH) return 0
  const used = learned.filter(
    (entry): entry is StoredValueEntry =>
      entry.kind === 'value' &&
      foldText(entry.keyword) !== foldText(String(entry.value)) &&
      answer.grounding.some(
        ({ table, column, value }) =>
          table === entry.table && column === entry.column && value === entry.value,
      ),
  )
  if (used.length === 0) return 0
  return addKnowledge(explored.knowledgeFile, used, { database: explored.database.name })
}
