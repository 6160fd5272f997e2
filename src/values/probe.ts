import { seededRandom } from '../base/random.ts'
import type { Database, RejectionReason, SqlValue } from '../database/database.ts'
import { printQuery } from '../sql/print.ts'
import { batchQuery, type ProbeShape, probeQuery } from './probe-query.ts'
import type { ValueIndex } from './value-index.ts'

/** The seeds of one keyword: one table and several columns of it that may hold what the keyword names. */
export interface ProbeRequest {
  readonly keyword: string
  readonly table: string
  readonly columns: readonly string[]
  /** Other ways to say the keyword; the first K = 5 are used. */
  readonly variants: readonly string[]
}

export interface ProbeOptions {
  readonly seed: number | string
  /** At most so many values of a probe are kept; 10 if not said. */
  readonly valuesPerProbe?: number
  /** Probes per statement; 1 sends each alone. */
  readonly batchSize?: number
  /** Answers equality probes that it can answer exactly. */
  readonly index?: ValueIndex
  /** For each statement. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** What one Seed SQL found. */
export interface ProbeResult extends ProbeShape {
  readonly keyword: string
  /** The Seed SQL, also when the index answered or a batch ran in its place. */
  readonly sql: string
  readonly answeredBy: 'database' | 'index'
  readonly outcome:
    | { readonly kind: 'values'; readonly values: readonly SqlValue[]; readonly hasMore: boolean }
    | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly message: string }
}

/** The paper's K: so many variants of a keyword are tried besides itself. */
const VARIANTS_PER_KEYWORD = 5

const DEFAULT_BATCH = 40
const SKELETONS = ['equals', 'contains'] as const

/**
 * Fuzzy detection (TCSR-SQL, section 3.1, algorithm 1): every combination of column, keyword or variant, and skeleton
 * runs once as a bounded read-only query. Results come in the order in which they ran, which the seed decides.
 */
export async function runProbes(
  database: Database,
  request: ProbeRequest,
  options: ProbeOptions,
): Promise<readonly ProbeResult[]> {
  const { valuesPerProbe = 10, batchSize = DEFAULT_BATCH } = options
  const shapes = seededRandom(options.seed).shuffle(combinations(request))
  const results: ProbeResult[] = []
  for (let first = 0; first < shapes.length; first += batchSize) {
    const batch = shapes.slice(first, first + batchSize)
    const fromIndex = batch.map((shape) => answerFromIndex(shape, options.index))
    const asked = batch.filter((_, at) => fromIndex[at] === undefined)
    const outcomes = await runBatch(database, asked, valuesPerProbe, options)
    for (const [at, shape] of batch.entries()) {
      const known = fromIndex[at]
      results.push({
        ...shape,
        keyword: request.keyword,
        sql: printQuery(probeQuery(shape, valuesPerProbe), { dialect: database.dialect }),
        answeredBy: known === undefined ? 'database' : 'index',
        outcome: known ?? outcomes.shift()!,
      })
    }
  }
  return results
}

function combinations({ keyword, table, columns, variants }: ProbeRequest): ProbeShape[] {
  const texts = [...new Set([keyword, ...variants.slice(0, VARIANTS_PER_KEYWORD)])].filter(
    (text) => text.trim() !== '',
  )
  return [...new Set(columns)].flatMap((column) =>
    texts.flatMap((variant) => SKELETONS.map((skeleton) => ({ table, column, variant, skeleton }))),
  )
}

type Outcome = ProbeResult['outcome']

/**
 * Only a text that is stored to the letter and has no sibling in another case: then `=` finds it and nothing else
 * under any collation. Not finding a text proves nothing, for the column may hold numbers.
 */
function answerFromIndex(
  { table, column, variant, skeleton }: ProbeShape,
  index: ValueIndex | undefined,
): Outcome | undefined {
  if (index === undefined || skeleton !== 'equals') return undefined
  const matches = index.findExact(variant, { columns: [{ table, column }], limit: 2 })
  const isCertain = matches.length === 1 && matches[0]!.value === variant
  return isCertain ? { kind: 'values', values: [variant], hasMore: false } : undefined
}

async function runBatch(
  database: Database,
  shapes: readonly ProbeShape[],
  valuesPerProbe: number,
  options: ProbeOptions,
): Promise<Outcome[]> {
  if (shapes.length === 0) return []
  const limits = {
    maxRows: shapes.length * (valuesPerProbe + 1),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
    ...(options.signal && { signal: options.signal }),
  }
  const query =
    shapes.length === 1 ? probeQuery(shapes[0]!, valuesPerProbe) : batchQuery(shapes, valuesPerProbe)
  const outcome = await database.run(printQuery(query, { dialect: database.dialect }), limits)
  if (outcome.kind === 'rejected') {
    if (shapes.length === 1 || outcome.reason === 'cancelled') return shapes.map(() => outcome)
    // One bad name spoils a whole batch, so each half is tried by itself.
    const middle = shapes.length >>> 1
    const left = await runBatch(database, shapes.slice(0, middle), valuesPerProbe, options)
    return [...left, ...(await runBatch(database, shapes.slice(middle), valuesPerProbe, options))]
  }
  const found: SqlValue[][] = shapes.map(() => [])
  for (const row of outcome.rows) {
    if (shapes.length === 1) found[0]!.push(row[0]!)
    else found[Number(row[0])]!.push(row[1]!)
  }
  return found.map((values) => ({
    kind: 'values',
    values: values.slice(0, valuesPerProbe),
    hasMore: values.length > valuesPerProbe,
  }))
}
