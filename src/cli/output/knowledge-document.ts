import type { KnowledgeEntry } from '../../values/knowledge.ts'

const KNOWLEDGE_FORMAT = 'sonde-knowledge/1'

export interface ListedProblem {
  readonly keyword: string
  readonly message: string
}

/** What `sonde knowledge … --json` prints: schemas/knowledge.schema.json. */
export function knowledgeDocument(
  command: 'list' | 'add' | 'import' | 'remove' | 'check',
  file: string,
  entries: readonly KnowledgeEntry[],
  problems: readonly ListedProblem[] = [],
): Record<string, unknown> {
  return { format: KNOWLEDGE_FORMAT, command, file, entries, problems }
}
