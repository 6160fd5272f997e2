import { printQuery } from '../../sql/print.ts'
import type { GenerationRequest, Model, SqlCandidate } from '../model.ts'
import { queryCompletion } from './complete-query.ts'
import { confidenceFacts, confidenceOf } from './confidence.ts'
import { extractKeywords } from './linking/values/extract-keywords.ts'
import { proposeVariants } from './linking/values/propose-variants.ts'
import { loadParameters } from './parameters/load-parameters.ts'
import type { RankerParameters } from './parameters/ranker-parameters.ts'
import { describeCandidates } from './ranking/describe-candidates.ts'
import { answeredBefore, weighExamples } from './ranking/example-evidence.ts'
import {
  describeResult,
  type FoundResult,
  rankByResults,
  VOTED_ROWS,
  VOTERS,
} from './ranking/rank-by-results.ts'
import { CANDIDATES_RANKED, type RankedCandidate, rankCandidates } from './ranking/rank-candidates.ts'
import { linksOf, readQuestion } from './ranking/read-question.ts'
import { repairQuery } from './repair-query.ts'
import { linkSchema } from './schema-linking/link-schema.ts'

export interface BuiltinOptions {
  /** Those of a file, or the general ones that ship with the package. Read when the first query is made. */
  readonly parametersFile?: string
}

/**
 * The offline model: a grammar over linked words, a beam search over the DB graph, and a learned ranker. No key, no
 * download.
 */
export function createBuiltinModel({ parametersFile }: BuiltinOptions = {}): Model {
  return {
    name: parametersFile === undefined ? 'builtin' : `builtin:${parametersFile}`,
    extractKeywords: async (request) => extractKeywords(request),
    proposeVariants: async (request) => proposeVariants(request),
    linkSchema: async (request) => linkSchema(request),
    generateSql: async (request) => generateSql(request, loadParameters(parametersFile)),
    reviseSql: async (request) => repairQuery(request),
  }
}

async function generateSql(
  request: GenerationRequest,
  parameters: RankerParameters,
): Promise<SqlCandidate[]> {
  const { question, demonstrations = [], count } = request
  const read = await readCandidates(request, parameters)
  const known = answeredBefore(question, demonstrations)
  if (known === undefined) return read
  const first: SqlCandidate = {
    sql: known,
    score: (read[0]?.score ?? 0) + 1,
    confidence: KNOWN_CONFIDENCE,
    unusedWords: [],
    links: read.find(({ sql }) => sql === known)?.links ?? [],
  }
  return [first, ...read.filter(({ sql }) => sql !== known)].slice(0, count)
}

/** What was asked for in so many words is not there. */
const UNMET_CONFIDENCE = 0.4

/** A person confirmed it, or the filters of synthesis let it in. */
const KNOWN_CONFIDENCE = 0.98

async function readCandidates(
  request: GenerationRequest,
  parameters: RankerParameters,
): Promise<SqlCandidate[]> {
  const read = readQuestion(request, Math.max(CANDIDATES_RANKED, request.count))
  const { readings, tokens } = read
  const list = describeCandidates(read)
  const { demonstrations = [], context } = request
  const queries = readings.map(({ query }) => query)
  const evidence = weighExamples(request.question, queries, demonstrations, context.survey.schema)
  const byScore = rankCandidates(list, parameters.linear, evidence)
  const results = await runVoters(byScore, (index) => readings[index]!.sql, request)
  const resultOf = (index: number) => results.get(index)
  const ranked = results.size === 0 ? byScore : rankByResults(byScore, resultOf)
  const [best] = ranked
  if (best === undefined) return []
  const confidence = confidenceOf(confidenceFacts(ranked, list, resultOf), parameters.confidence)
  const complete = queryCompletion(request.question, read.lexicon, context.survey.joins)
  const candidates = ranked.slice(0, request.count).map(({ index, score, share }) => {
    const reading = readings[index]!
    const { query, unmet, met } = complete(reading.query)
    const unused = reading.unused.filter((word) => !met.includes(word))
    return {
      sql: query === reading.query ? reading.sql : printQuery(query),
      score,
      // The others are right as often as their shares say, by what the first one's share came to.
      confidence: Math.min((confidence * share) / best.share, unmet.length > 0 ? UNMET_CONFIDENCE : 1),
      unusedWords: [...unused, ...reading.forgotten, ...unmet],
      links: linksOf(request.question, tokens, reading),
    }
  })
  // What was two readings may be one query once it is complete.
  const known = new Set<string>()
  return candidates.filter(({ sql }) => !known.has(sql) && known.add(sql))
}

/** What the best readings find, where they may be run. */
async function runVoters(
  ranked: readonly RankedCandidate[],
  sqlOf: (index: number) => string,
  { run }: GenerationRequest,
): Promise<ReadonlyMap<number, FoundResult>> {
  const results = new Map<number, FoundResult>()
  if (run === undefined || ranked.length < 2) return results
  for (const { index } of ranked.slice(0, VOTERS)) {
    const outcome = await run(sqlOf(index), VOTED_ROWS)
    results.set(index, describeResult(outcome.kind === 'rows' ? outcome.rows : null))
  }
  return results
}
