import type { EvolutionStep } from '../../model/synthesis-model.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { evolveQuery } from '../grammar/evolve-query.ts'
import { growQuery } from '../grammar/grow-query.ts'
import { createSynthesisContext } from '../grammar/synthesis-context.ts'
import { findSynthesisProfile } from '../profiles.ts'
import { fillTemplate } from '../templates/fill-template.ts'
import { verbalizeQuery } from '../verbalizer/verbalize-query.ts'
import type { QueryLanguage } from './query-language.ts'

/** The templates, the tree grammar and the verbalizer, over one database. */
export function offlineLanguage(
  explored: Pick<ExploredDatabase, 'survey' | 'graph' | 'knowledge'>,
  steps: readonly EvolutionStep[] = findSynthesisProfile().steps,
): QueryLanguage {
  const context = createSynthesisContext(explored)
  return {
    ask: (subgraph, random, wish, count) => fillTemplate(subgraph, context, random, wish, count),
    grow: (subgraph, random, wish) => growQuery(subgraph, context, random, wish),
    evolve: (query, random) => evolveQuery(query, context, random, steps)?.query ?? null,
    say: (query, random, count) => verbalizeQuery(query, context, random, count),
  }
}
