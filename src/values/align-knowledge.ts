import { cosineSimilarity, type Embedder } from './embedder.ts'
import type { KnowledgeEntry } from './knowledge.ts'

export interface AlignKnowledgeOptions {
  /** Below it a keyword takes no entry. Without it every keyword takes one, as in the paper. */
  readonly threshold?: number
  /** What of an entry is embedded: all that it says, as in the paper (the default), or its keyword alone. */
  readonly compare?: 'entry' | 'keyword'
}

export interface Alignment {
  readonly keyword: string
  readonly entry: KnowledgeEntry | undefined
  /** Cosine of keyword and the closest entry, also when that stayed below the threshold; 0 without entries. */
  readonly similarity: number
}

/** Each keyword takes the entry with the highest cosine similarity: equation 2 of TCSR-SQL. Of equals, the first wins. */
export async function alignKnowledge(
  keywords: readonly string[],
  entries: readonly KnowledgeEntry[],
  embedder: Embedder,
  options: AlignKnowledgeOptions = {},
): Promise<readonly Alignment[]> {
  const { threshold = Number.NEGATIVE_INFINITY, compare = 'entry' } = options
  if (keywords.length === 0) return []
  const texts = entries.map((entry) => (compare === 'entry' ? knowledgeText(entry) : entry.keyword))
  const vectors = await embedder.embed([...keywords, ...texts])
  return keywords.map((keyword, index) => {
    let best: KnowledgeEntry | undefined
    let similarity = Number.NEGATIVE_INFINITY
    for (const [position, entry] of entries.entries()) {
      const cosine = cosineSimilarity(vectors[index]!, vectors[keywords.length + position]!)
      if (cosine > similarity) {
        best = entry
        similarity = cosine
      }
    }
    if (best === undefined) return { keyword, entry: undefined, similarity: 0 }
    return { keyword, entry: similarity >= threshold ? best : undefined, similarity }
  })
}

/** The entries nearest to a text, nearest first. Of equals, the first wins. */
export async function findNearestKnowledge(
  text: string,
  entries: readonly KnowledgeEntry[],
  embedder: Embedder,
  count: number,
): Promise<readonly KnowledgeEntry[]> {
  const [vector, ...others] = await embedder.embed([text, ...entries.map(knowledgeText)])
  return entries
    .map((entry, index) => ({ entry, similarity: cosineSimilarity(vector!, others[index]!) }))
    .sort((left, right) => right.similarity - left.similarity)
    .slice(0, count)
    .map(({ entry }) => entry)
}

/** A row of the paper's encoding knowledge table as one text: keyword, table, column and stored value. */
function knowledgeText(entry: KnowledgeEntry): string {
  switch (entry.kind) {
    case 'value':
      return [entry.keyword, entry.table, entry.column, entry.value].join(' ')
    case 'expression':
      return [entry.keyword, entry.table, entry.expression].join(' ')
    case 'filter':
      return [entry.keyword, entry.table, entry.condition].join(' ')
  }
}
