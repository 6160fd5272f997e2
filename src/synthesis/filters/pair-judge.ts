import type { DatabaseContext } from '../../model/model.ts'
import type { ModelListener } from '../../model/model-events.ts'
import type { Judgement, SynthesisModel } from '../../model/synthesis-model.ts'
import { isFailedExchange } from '../failed-exchange.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import { partOf } from '../schema-part.ts'
import type { Candidate } from '../strategies/strategy.ts'
import type { Rows } from './emptiness.ts'
import type { Refusal } from './filter-name.ts'

/** What a judge says of a candidate: why it does not get in, or which of its paraphrases do. */
export interface Judged {
  readonly refusal: Refusal | null
  readonly paraphrases: readonly string[]
}

interface JudgedPair {
  readonly candidate: Candidate
  readonly facts: QueryFacts
  readonly rows: Rows
}

/** Consistency verification (DB-Explore, section 3.3) by somebody who reads the question, the query and its rows. */
export type PairJudge = (
  pair: JudgedPair,
  options: { readonly signal: AbortSignal; readonly onEvent: ModelListener },
) => Promise<Judged>

/** A language model as the judge. An exchange that fails refuses the candidate: nobody vouches for it. */
export function judgeByModel(model: SynthesisModel, context: DatabaseContext): PairJudge {
  return async ({ candidate, facts, rows }, options) => {
    const { question, paraphrases, evidence } = candidate
    try {
      const judgement = await model.judgePair({
        context,
        part: candidate.part ?? partOf(facts.columns, context.survey),
        question,
        paraphrases,
        evidence,
        sql: facts.sql,
        result: rows,
        ...options,
      })
      return {
        refusal: refusalOf(judgement),
        paraphrases: paraphrases.filter((_, place) => judgement.faithfulParaphrases[place] === true),
      }
    } catch (error) {
      if (!isFailedExchange(error)) throw error
      const reason = `there is no verdict: ${error.failure.message}`
      return { refusal: { filter: 'consistency', reason }, paraphrases: [] }
    }
  }
}

function refusalOf({ verdict, reason }: Judgement): Refusal | null {
  if (verdict === 'faithful') return null
  const filter = verdict === 'ambiguous' ? 'ambiguity' : 'consistency'
  return { filter, reason: reason === '' ? `the judge calls it ${verdict}` : `the judge: ${reason}` }
}
