import type {
  DatabaseSyncInstance as SqliteFile,
  StatementSyncInstance as Statement,
} from '@photostructure/sqlite'
import { type ColumnName, columnKey } from '../database/schema.ts'
import { bm25, type Collection } from './bm25.ts'
import { bucketOf, foldValue, INDEXED_LENGTH, indexTerms, queryTerms, wordKey } from './fold-value.ts'
import { readJson } from './read-json.ts'
import { scoredKeyword } from './score-value.ts'
import type { ValueIndex, ValueMatch, ValueSearchOptions } from './value-index.ts'
import { corruptIndex, openIndexFile, SHAPE_SHORTENED, TIER_STRIDE } from './value-index-file.ts'
import { type WordVariant, WordVariants } from './word-variants.ts'

/** Opens an index built by `buildValueIndex`. One that is missing, damaged or of another version throws. */
export function openValueIndex(file: string): ValueIndex {
  const database = openIndexFile(file)
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      const isOfFile = error instanceof Error && 'errcode' in error
      throw isOfFile ? corruptIndex(file, 'is damaged', error) : error
    }
  }
  try {
    const index = guarded(() => new IndexReader(database))
    return {
      search: (text, options) => guarded(() => index.search(text, options)),
      findExact: (text, options) => guarded(() => index.findExact(text, options)),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw error
  }
}

/** How many values the coarse step takes for each combination of words, and how many the fine step compares. */
const COARSE_LIMIT = 100
const FINE_LIMIT = 200
/** The rarest words of a long text decide; the others only rank. */
const WORDS_PER_QUERY = 5
/** Values that hold nothing but such frequent words of the query are not worth their reading. */
const COMMON_WORD = 20_000
/** With more ranges than this it is quicker to look everywhere and leave out what was not asked for. */
const RANGES_PER_QUERY = 12
/** Matches at least so good make a search for typos unnecessary. */
const GOOD_SCORE = 0.9
const SHORTENED_LIMIT = 0.9

interface IdRange {
  readonly column: ColumnName
  readonly firstId: number
  readonly lastId: number
}

interface StoredValue {
  readonly id: number
  readonly shape: number
  readonly rowCount: number
  readonly stored: string
}

/** One word of the query with the forms it may have in the data. */
interface WordGroup {
  readonly variants: readonly WordVariant[]
  readonly documents: number
}

class IndexReader {
  readonly #ranges: readonly IdRange[]
  readonly #collection: Collection
  readonly #variants: WordVariants
  readonly #byBucket: Statement
  readonly #byIds: Statement
  readonly #matching = new Map<number, Statement>()
  readonly #index: SqliteFile

  constructor(database: SqliteFile) {
    this.#index = database
    this.#ranges = (
      database.prepare('SELECT * FROM indexed_column WHERE last_id >= first_id ORDER BY first_id').all() as {
        table_name: string
        column_name: string
        first_id: number
        last_id: number
      }[]
    ).map((row) => ({
      column: { table: row.table_name, column: row.column_name },
      firstId: row.first_id,
      lastId: row.last_id,
    }))
    const statistic = database.prepare('SELECT value FROM statistic WHERE name = ?')
    const read = (name: string): number => (statistic.get(name) as { value: number }).value
    this.#collection = { documents: read('documents'), averageLength: read('averageTerms') }
    this.#variants = new WordVariants(database)
    const columns = 'id, shape, row_count AS rowCount, stored'
    this.#byBucket = database.prepare(`SELECT ${columns} FROM value WHERE bucket = ?`)
    this.#byIds = database.prepare(
      `SELECT json_group_array(json_object('id', id, 'shape', shape, 'rowCount', row_count, 'stored', stored)) AS json
       FROM value WHERE id IN (SELECT value FROM json_each(?))`,
    )
  }

  findExact(text: string, options: Pick<ValueSearchOptions, 'columns' | 'limit'> = {}): ValueMatch[] {
    const folded = foldValue(text)
    if (folded === '' || folded.length > INDEXED_LENGTH) return []
    const inColumns = this.#columnFilter(options.columns)
    const matches = this.#bucket(folded)
      .filter((value) => isWhole(value) && inColumns(value.id) && foldValue(value.stored) === folded)
      .map((value) => this.#match(value, 1))
    return matches.sort(betterMatch).slice(0, options.limit ?? 10)
  }

  search(text: string, options: ValueSearchOptions = {}): ValueMatch[] {
    const { limit = 10, minimumScore = 0.5 } = options
    const keyword = scoredKeyword(text.slice(0, INDEXED_LENGTH))
    if (keyword.folded === '' || limit < 1) return []
    const ranges = this.#rangesOf(options.columns)
    if (ranges.length === 0) return []
    const inColumns = this.#columnFilter(options.columns)
    const found: ValueMatch[] = []
    const seen = new Set<number>()
    let bestScore = 0
    const rate = (values: readonly StoredValue[]): void => {
      for (const value of values) {
        seen.add(value.id)
        if (!inColumns(value.id)) continue
        // Of a shortened value nobody knows whether its rest is the same.
        const score = Math.min(keyword.score(value.stored), isWhole(value) ? 1 : SHORTENED_LIMIT)
        bestScore = Math.max(bestScore, score)
        if (score >= minimumScore) found.push(this.#match(value, score))
      }
    }

    rate(this.#bucket(keyword.folded))
    const words = [...new Set(queryTerms(keyword.folded))]
    const known = words.map((word) => group(this.#variants.known(word)))
    rate(this.#coarse(known, words, ranges, seen, { onlyAll: bestScore === 1 }))
    if (bestScore < GOOD_SCORE) rate(this.#coarse(this.#joinedNeighbours(words), words, ranges, seen))
    if (bestScore < GOOD_SCORE) {
      // A word that the data knows is rarely a typo: it is varied only where every word is known.
      const isAllKnown = known.every((word) => word.variants.length > 0)
      const similar = words.map((word, at) => {
        const { variants } = known[at]!
        return variants.length > 0 && !isAllKnown
          ? known[at]!
          : group([...variants, ...this.#variants.similar(word)])
      })
      rate(this.#coarse(similar, words, ranges, seen))
    }
    return found.sort(betterMatch).slice(0, limit)
  }

  /** "white board" may be stored as "Whiteboard". */
  #joinedNeighbours(words: readonly string[]): WordGroup[] {
    const joined: WordGroup[] = []
    for (let index = 1; index < Math.min(words.length, WORDS_PER_QUERY); index++) {
      const forms = this.#variants.known(words[index - 1]! + words[index]!)
      if (forms.length > 0) joined.push(group(forms))
    }
    return joined
  }

  /** Values that hold all of the words, else the two rarest, else one; the best of them by BM25. */
  #coarse(
    groups: readonly WordGroup[],
    words: readonly string[],
    ranges: readonly IdRange[],
    seen: ReadonlySet<number>,
    { onlyAll = false } = {},
  ): StoredValue[] {
    const byRarity = groups
      .filter((word) => word.variants.length > 0)
      .sort((one, other) => one.documents - other.documents)
      .slice(0, WORDS_PER_QUERY)
    const ids = new Set<number>()
    if (byRarity.length > 1) this.#collect(ids, byRarity, ranges)
    if (!onlyAll && byRarity.length > 2 && ids.size < COARSE_LIMIT) {
      this.#collect(ids, byRarity.slice(0, 2), ranges)
    }
    let budget = COMMON_WORD
    for (const word of onlyAll && byRarity.length > 1 ? [] : byRarity) {
      if (ids.size >= COARSE_LIMIT || (budget < word.documents && word !== byRarity[0])) break
      this.#collect(ids, [word], ranges)
      budget -= word.documents
    }
    const unseen = [...ids].filter((id) => !seen.has(id))
    if (unseen.length === 0) return []
    const values = readJson<StoredValue>(this.#byIds, JSON.stringify(unseen))
    if (values.length <= FINE_LIMIT) return values
    return this.#rankByBm25(values, byRarity, words).slice(0, FINE_LIMIT)
  }

  #rankByBm25(
    values: readonly StoredValue[],
    groups: readonly WordGroup[],
    words: readonly string[],
  ): StoredValue[] {
    const documents = new Map<string, number>()
    for (const word of words) documents.set(wordKey(word), this.#collection.documents)
    for (const { variants, documents: count } of groups) {
      for (const { terms } of variants) for (const term of terms) documents.set(wordKey(term), count)
    }
    const rated = values.map((value) => {
      const frequencies = new Map<string, number>()
      const terms = indexTerms(foldValue(value.stored)).map(wordKey)
      for (const term of terms)
        if (documents.has(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
      const matches = [...frequencies].map(([term, frequency]) => ({
        frequency,
        documents: documents.get(term)!,
      }))
      return { value, score: bm25(matches, terms.length, this.#collection) }
    })
    return rated.sort((one, other) => other.score - one.score).map(({ value }) => value)
  }

  /** Adds values that hold a form of each word; short values come first, for their row numbers are lower. */
  #collect(ids: Set<number>, groups: readonly WordGroup[], ranges: readonly IdRange[]): void {
    const expression = groups
      .map(({ variants }) => `(${variants.map(formExpression).join(' OR ')})`)
      .join(' AND ')
    const isEverywhere = ranges.length === this.#ranges.length
    // So many ranges make a long condition: rather look everywhere and leave out later what was not asked for.
    const isTooMany = !isEverywhere && ranges.length > RANGES_PER_QUERY
    const limit = isTooMany ? COARSE_LIMIT * 10 : COARSE_LIMIT
    const bounds = isEverywhere || isTooMany ? [] : ranges.flatMap((range) => [range.firstId, range.lastId])
    const rows = readJson<number>(this.#matchingIn(bounds.length / 2), expression, ...bounds, limit)
    for (const row of rows) ids.add(row % TIER_STRIDE)
  }

  #matchingIn(ranges: number): Statement {
    let statement = this.#matching.get(ranges)
    if (statement === undefined) {
      const conditions = new Array(ranges).fill(`rowid % ${TIER_STRIDE} BETWEEN ? AND ?`).join(' OR ')
      const condition = ranges === 0 ? '' : `AND (${conditions})`
      statement = this.#index.prepare(`
        SELECT json_group_array(id) AS json
        FROM (SELECT rowid AS id FROM words WHERE words MATCH ? ${condition} LIMIT ?)`)
      this.#matching.set(ranges, statement)
    }
    return statement
  }

  #bucket(folded: string): StoredValue[] {
    return this.#byBucket.all(bucketOf(folded)) as unknown as StoredValue[]
  }

  #match({ id, shape, rowCount, stored }: StoredValue, score: number): ValueMatch {
    const { table, column } = this.#columnOf(id)
    return {
      table,
      column,
      value: stored,
      score,
      rowCount,
      ...(shape & SHAPE_SHORTENED && { shortened: true }),
    }
  }

  #columnOf(id: number): ColumnName {
    let low = 0
    let high = this.#ranges.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#ranges[middle]!.firstId <= id) low = middle
      else high = middle - 1
    }
    return this.#ranges[low]!.column
  }

  #rangesOf(columns: readonly ColumnName[] | undefined): readonly IdRange[] {
    if (columns === undefined) return this.#ranges
    const wanted = new Set(columns.map(columnKey))
    return this.#ranges.filter((range) => wanted.has(columnKey(range.column)))
  }

  #columnFilter(columns: readonly ColumnName[] | undefined): (id: number) => boolean {
    if (columns === undefined) return () => true
    const wanted = new Set(columns.map(columnKey))
    return (id) => wanted.has(columnKey(this.#columnOf(id)))
  }
}

function group(variants: readonly WordVariant[]): WordGroup {
  return { variants, documents: variants.reduce((sum, variant) => sum + variant.documents, 0) }
}

// Terms consist of letters and digits alone, so nothing needs escaping inside the quotes.
function formExpression({ terms }: WordVariant): string {
  return `(${terms.map((term) => `"${term}"`).join(' AND ')})`
}

function isWhole(value: StoredValue): boolean {
  return (value.shape & SHAPE_SHORTENED) === 0
}

function betterMatch(one: ValueMatch, other: ValueMatch): number {
  return (
    other.score - one.score ||
    other.rowCount - one.rowCount ||
    compareTexts(one.table, other.table) ||
    compareTexts(one.column, other.column) ||
    compareTexts(one.value, other.value)
  )
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
