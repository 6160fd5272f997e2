import { printQuery } from '../../../sql/print.ts'
import { factsOf } from '../../pool/query-facts.ts'
import { partOf } from '../../schema-part.ts'
import { sampleFor } from '../sample-for.ts'
import type { Proposal, Strategy } from '../strategy.ts'
import { askModel } from './ask-model.ts'
import { type ModelTerms, PAIRS_SHOWN } from './model-terms.ts'

/**
 * Structural pattern mining (DB-Explore, section 3.2.2): SQL first, grown over subgraphs that follow what the seeds use
 * together; the model says what each query answers.
 */
export function structuralByModel({ model, context, styles, paraphrases }: ModelTerms): Strategy {
  const { schema, joins } = context.survey
  return {
    name: 'structural',
    propose: async (attempts) => {
      const grown = attempts.map((attempt) => {
        const { language, random, wish } = attempt
        return language.grow(sampleFor(attempt, 'empirical-weighted'), random, wish)
      })
      const queries = grown.filter((query) => query !== null)
      const [first] = attempts
      if (first === undefined || queries.length === 0) return attempts.map(() => NOTHING_GREW)
      const part = partOf(
        queries.flatMap((query) => factsOf(query, schema, joins).columns),
        context.survey,
      )
      const worded = await askModel(queries.length, async () => {
        const wordings = await model.wordQueries({
          context,
          part,
          queries: queries.map((query) => printQuery(query)),
          styleDemonstrations: first.random.shuffle(styles).slice(0, PAIRS_SHOWN),
          paraphrases,
          sample: first.number,
          signal: first.signal,
          onEvent: first.onEvent,
        })
        return wordings.map((wording, place): Proposal | null =>
          wording === null
            ? null
            : { kind: 'candidate', candidate: { query: queries[place]!, ...wording, parent: null, part } },
        )
      })
      let next = 0
      return grown.map((query) => (query === null ? NOTHING_GREW : worded[next++]!))
    },
  }
}

const NOTHING_GREW: Proposal = { kind: 'nothing', why: 'nothing grew on the subgraph' }
