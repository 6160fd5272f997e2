import { mapConcurrently } from '../base/concurrency.ts'
import type { Database } from '../database/database.ts'
import { type ColumnName, columnKey } from '../database/schema.ts'
import type { DatabaseContext, Keyword, Model } from '../model/model.ts'
import type { ModelListener } from '../model/model-events.ts'
import { type ProbeResult, runProbes } from '../values/probe.ts'
import type { ValueMatch } from '../values/value-index.ts'
import type { Profile } from './profiles.ts'
import { searchByQuestion } from './search-by-question.ts'

/** What fuzzy detection found for one keyword: TCSR-SQL section 3.1, algorithm 1. */
export interface DetectedKeyword {
  readonly keyword: Keyword
  readonly variants: readonly string[]
  /** Stored values that it may mean, best first. */
  readonly matches: readonly ValueMatch[]
  readonly probes: readonly ProbeResult[]
}

export interface DetectionRequest {
  readonly question: string
  readonly keywords: readonly Keyword[]
  readonly context: DatabaseContext
  readonly model: Model
  readonly database: Database
  readonly profile: Profile
  readonly evidence?: string
  readonly now: Date
  readonly seed: number
  readonly signal?: AbortSignal
  readonly onEvent?: ModelListener
}

/** A language model is asked about each, and may take seconds. */
const CONCURRENT_KEYWORDS = 4
const MATCHES_KEPT = 8
const COLUMNS_PROBED = 8
/** A guessed variant is a weaker reading than the words themselves. */
const VARIANT_WEIGHT = 0.8
/** So is a longer value that holds them. */
const HOLDS_WEIGHT = 0.7
/** Words that look like names may be misspelt; plain words must nearly be the value. */
const SIMILAR_NAME = 0.7
const SIMILAR_WORD = 0.87

/**
 * Looks each keyword up in the data: as it stands, in other ways of writing it, and by what is nearest to it. Without
 * keywords the question itself searches.
 */
export async function detectValues(request: DetectionRequest): Promise<readonly DetectedKeyword[]> {
  if (!request.profile.steps.has('keywords'))
    return searchByQuestion(request.question, request.context.values)
  return mapConcurrently(request.keywords, CONCURRENT_KEYWORDS, (keyword) => detectKeyword(keyword, request))
}

async function detectKeyword(keyword: Keyword, request: DetectionRequest): Promise<DetectedKeyword> {
  const { question, evidence, context, model, profile, now, signal, onEvent } = request
  const count = profile.variantCount
  const shared = {
    question,
    context,
    now,
    ...(evidence === undefined ? {} : { evidence }),
    ...(signal === undefined ? {} : { signal }),
    ...(onEvent === undefined ? {} : { onEvent }),
  }
  const variants = count === 0 ? [] : await model.proposeVariants({ ...shared, keyword, count })
  if (profile.detection === 'index') {
    return { keyword, variants, matches: searchIndex(keyword, variants, context), probes: [] }
  }
  const columns = seedColumns(keyword, context).slice(0, COLUMNS_PROBED)
  const probes = await probeColumns(keyword, columns, variants, request)
  return { keyword, variants, matches: probeMatches(probes).slice(0, MATCHES_KEPT), probes }
}

function searchIndex(keyword: Keyword, variants: readonly string[], context: DatabaseContext): ValueMatch[] {
  const { values } = context
  const exact = values.findExact(keyword.text, { limit: MATCHES_KEPT })
  const ofVariants = variants.flatMap((variant) =>
    values.findExact(variant, { limit: 4 }).map((match) => ({ ...match, score: VARIANT_WEIGHT })),
  )
  const similar = exact.length > 0 ? [] : findSimilar(keyword, context)
  return dedupe([...exact, ...ofVariants, ...similar]).slice(0, MATCHES_KEPT)
}

/** The pool of column names: a model that names none leaves it to the index to say where such words are stored. */
function seedColumns(keyword: Keyword, context: DatabaseContext): readonly ColumnName[] {
  if (keyword.columns.length > 0) return keyword.columns
  const found = context.values.search(keyword.text, { limit: MATCHES_KEPT })
  return dedupeColumns(found)
}

async function probeColumns(
  keyword: Keyword,
  columns: readonly ColumnName[],
  variants: readonly string[],
  { database, seed, signal }: DetectionRequest,
): Promise<readonly ProbeResult[]> {
  const tables = [...new Set(columns.map(({ table }) => table))]
  const results: ProbeResult[] = []
  for (const table of tables) {
    const names = columns.filter((column) => column.table === table).map(({ column }) => column)
    const request = { keyword: keyword.text, table, columns: names, variants }
    results.push(
      ...(await runProbes(database, request, { seed, ...(signal === undefined ? {} : { signal }) })),
    )
  }
  return results
}

/** What the Seed SQL found, as values that the keyword may mean. How many rows hold them it does not say. */
function probeMatches(probes: readonly ProbeResult[]): ValueMatch[] {
  const found = probes.flatMap(({ keyword, table, column, variant, skeleton, outcome }) => {
    if (outcome.kind !== 'values') return []
    const weight = (skeleton === 'equals' ? 1 : HOLDS_WEIGHT) * (variant === keyword ? 1 : VARIANT_WEIGHT)
    return outcome.values.flatMap((value): ValueMatch[] =>
      typeof value === 'string' || typeof value === 'number'
        ? [{ table, column, value: String(value), score: weight, rowCount: 0 }]
        : [],
    )
  })
  return dedupe(found.sort((one, other) => other.score - one.score))
}

function findSimilar({ text, start }: Keyword, { values }: DatabaseContext): ValueMatch[] {
  const isUnspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text)
  if (text.length < (isUnspaced ? 2 : 4)) return []
  const isName = isUnspaced || (start > 0 && (/^\p{Lu}/u.test(text) || text.includes(' ')))
  const weight = isName ? 0.9 : 0.7
  return values
    .search(text, { limit: MATCHES_KEPT, minimumScore: isName ? SIMILAR_NAME : SIMILAR_WORD })
    .map((match) => ({ ...match, score: match.score * weight }))
}

function dedupe(matches: readonly ValueMatch[]): ValueMatch[] {
  const seen = new Set<string>()
  return matches.filter((match) => {
    const key = JSON.stringify([match.table, match.column, match.value])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function dedupeColumns(columns: readonly ColumnName[]): ColumnName[] {
  return [
    ...new Map(
      columns.map(({ table, column }) => [columnKey({ table, column }), { table, column }]),
    ).values(),
  ]
}
