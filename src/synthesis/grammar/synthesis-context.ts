import type { DbGraph } from '../../exploration/db-graph.ts'
import type { Survey } from '../../exploration/survey.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import { buildLexicon, type Lexicon } from '../verbalizer/lexicon/lexicon.ts'

/** What queries are grown from and said with: an explored database, and words for it. No rows are read. */
export interface SynthesisContext {
  readonly survey: Survey
  readonly graph: DbGraph
  readonly knowledge: readonly KnowledgeEntry[]
  readonly lexicon: Lexicon
}

/** Made once for a database; an `ExploredDatabase` will do. */
export function createSynthesisContext({
  survey,
  graph,
  knowledge,
}: Omit<SynthesisContext, 'lexicon'>): SynthesisContext {
  return { survey, graph, knowledge, lexicon: buildLexicon(survey, knowledge) }
}
