import type { Random } from '../../base/random.ts'
import type { Subgraph } from '../../exploration/sampling/sample-subgraph.ts'
import type { Query } from '../../sql/ast.ts'
import type { GrowthWish } from '../grammar/grow-query.ts'
import { type Growth, startGrowth } from '../grammar/growth.ts'
import type { SynthesisContext } from '../grammar/synthesis-context.ts'
import { Unsayable } from '../verbalizer/phrasing/forms.ts'
import { grantsWish } from './grants-wish.ts'
import { type Filling, type Template, Unfit } from './template.ts'
import { TEMPLATES } from './templates.ts'
import { sayWordings } from './wording/say-wording.ts'

/** A question with the query that it means. */
export interface FilledTemplate {
  readonly template: string
  readonly query: Query
  readonly question: string
  /** The same in other words. */
  readonly paraphrases: readonly string[]
}

// Another table or value may suit where the first did not.
const TRIES = 3

/**
 * A template that the subgraph can fill and that grants the wish, in at most `phrasings` wordings; null where none can. The
 * same random state gives the same question. Whether its query finds anything is not known before it runs.
 */
export function fillTemplate(
  subgraph: Subgraph,
  context: SynthesisContext,
  random: Random,
  wish: GrowthWish,
  phrasings: number,
): FilledTemplate | null {
  const growth = startGrowth(subgraph, context, random, wish.mustUse)
  const fitting = TEMPLATES.filter(({ isNested }) => isNested === true || wish.needsNesting !== true)
  for (const template of random.shuffle([...fitting])) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const filling = tryFilling(template, growth)
      if (filling === null || !grantsWish(filling.query, wish)) continue
      const [question, ...paraphrases] = sayWordings(template, filling, random, phrasings)
      if (question !== undefined)
        return { template: template.name, query: filling.query, question, paraphrases }
    }
  }
  return null
}

/** null where the database does not suit the template. */
export function tryFilling(template: Template, growth: Growth): Filling | null {
  try {
    return template.fill(growth)
  } catch (error) {
    if (error instanceof Unfit || error instanceof Unsayable) return null
    throw error
  }
}
