import type { Database } from '../database/database.ts'
import type { ColumnName } from '../database/schema.ts'
import type { DatabaseContext, Keyword, Model } from '../model/model.ts'
import { type ProbeResult, runProbes } from '../values/probe.ts'
import type { ValueMatch } from '../values/value-index.ts'
import type { Profile } from './profiles.ts'

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
  readonly now: Date
  readonly seed: number
  readonly signal?: AbortSignal
}

const MATCHES_KEPT = 8
const COLUMNS_PROBED = 8
/** A guessed variant is a weaker reading than the words themselves. */
const VARIANT_WEIGHT = 0.8
/** Words that look like names may be misspelt; plain words must nearly be the value. */
const SIMILAR_NAME = 0.7
const SIMILAR_WORD = 0.87

/** Looks each keyword up in the data: as it stands, in other ways of writing it, and by what is nearest to it. */
export async function detectValues(request: DetectionRequest): Promise<readonly DetectedKeyword[]> {
  const detected: DetectedKeyword[] = []
  for (const keyword of request.keywords) detected.push(await detectKeyword(keyword, request))
  return detected
}

async function detectKeyword(keyword: Keyword, request: DetectionRequest): Promise<DetectedKeyword> {
  const { question, context, model, profile, now, signal } = request
  const { values } = context
  const count = profile.variantCount
  const shared = { question, context, now, ...(signal === undefined ? {} : { signal }) }
  const variants = count === 0 ? [] : await model.proposeVariants({ ...shared, keyword, count })
  const exact = values.findExact(keyword.text, { limit: MATCHES_KEPT })
  const ofVariants = variants.flatMap((variant) =>
    values.findExact(variant, { limit: 4 }).map((match) => ({ ...match, score: VARIANT_WEIGHT })),
  )
  const similar = exact.length > 0 ? [] : findSimilar(keyword, context)
  const matches = dedupe([...exact, ...ofVariants, ...similar]).slice(0, MATCHES_KEPT)
  const columns = keyword.columns.length > 0 ? keyword.columns : matches
  const probes = profile.probesDatabase
    ? await probeColumns(keyword, columns.slice(0, COLUMNS_PROBED), variants, request)
    : []
  return { keyword, variants, matches, probes }
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
