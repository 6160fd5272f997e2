import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type {
  DatabaseSyncInstance as SqliteFile,
  StatementSyncInstance as Statement,
} from '@photostructure/sqlite'
import { SondeError } from '../base/errors.ts'
import type { Database, Row } from '../database/database.ts'
import { type ColumnName, columnKey, type Schema } from '../database/schema.ts'
import { bucketOf, foldValue, INDEXED_LENGTH, indexTerms, isPlainAscii, wordKey } from './fold-value.ts'
import { readAhead } from './read-ahead.ts'
import { distinctTextsQuery, textColumns } from './text-columns.ts'
import * as indexFile from './value-index-file.ts'

export interface BuildValueIndexOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ValueIndexProgress) => void
  /** An older index of the same database, possibly `file` itself: columns whose values are unchanged are taken over. */
  readonly previous?: string
  /** For each column's query. Ten minutes if not said. */
  readonly timeoutMs?: number
}

interface ValueIndexProgress {
  readonly phase: 'reading' | 'indexing'
  /** Columns when reading, values when indexing. */
  readonly done: number
  readonly total: number
}

const BATCH_ROWS = 1_000
const ROWS_PER_STATEMENT = 100
/** Sums stay exact whole numbers below this. */
const SUM_BOUND = 2 ** 52
const VALUES_PER_CHUNK = 50_000

/** A column that is not in the index because it could not be read. */
export interface SkippedColumn extends ColumnName {
  readonly reason: string
}

/**
 * Indexes every distinct text value of the database into `file`, which appears only when it is complete. Values longer
 * than INDEXED_LENGTH are indexed by their beginning. A column that cannot be read is left out and told of.
 */
export async function buildValueIndex(
  database: Database,
  schema: Schema,
  file: string,
  options: BuildValueIndexOptions = {},
): Promise<{ readonly skipped: readonly SkippedColumn[] }> {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  let index: SqliteFile | undefined
  try {
    index = indexFile.createIndexFile(temporary)
    index.exec('BEGIN')
    const skipped = await readColumns(index, database, schema, options)
    await indexWords(index, options)
    index.exec('COMMIT')
    indexFile.sealIndexFile(index)
    index.close()
    index = undefined
    moveIntoPlace(temporary, file)
    return { skipped }
  } catch (error) {
    index?.close()
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Gives the columns that could not be read. */
async function readColumns(
  index: SqliteFile,
  database: Database,
  schema: Schema,
  options: BuildValueIndexOptions,
): Promise<SkippedColumn[]> {
  const limits = {
    timeoutMs: options.timeoutMs ?? 600_000,
    ...(options.signal && { signal: options.signal }),
  }
  const columns = await textColumns(database, schema, limits)
  const read = (column: ColumnName): AsyncIterable<readonly Row[]> =>
    database.stream(distinctTextsQuery(database, column), { ...limits, batchRows: BATCH_ROWS })
  const previous = attachPrevious(index, options.previous)
  const addColumn = index.prepare('INSERT INTO indexed_column VALUES (?, ?, ?, ?, ?, ?)')
  const writer = new ValueWriter(index)
  const skipped: SkippedColumn[] = []
  let done = 0
  for await (const { item: column, batches } of readAhead(columns, read)) {
    options.onProgress?.({ phase: 'reading', done, total: columns.length })
    const firstId = writer.nextId
    try {
      const known = previous.get(columnKey(column))
      let signature = known === undefined ? undefined : await readSignature(batches)
      if (known !== undefined && signature === known.signature) {
        writer.takeOver(known.firstId, known.lastId)
      } else {
        const signing = new Signature()
        for await (const rows of known === undefined ? batches : read(column)) {
          signing.add(rows)
          writer.add(rows)
        }
        writer.flush()
        signature = signing.text()
      }
      addColumn.run(done, column.table, column.column, firstId, writer.nextId - 1, signature!)
    } catch (error) {
      // Refused for this column alone: a damaged page, a missing extension, a deadline.
      if (!(error instanceof SondeError && error.code === 'database-failed')) throw error
      writer.takeBack(firstId)
      skipped.push({ ...column, reason: error.message })
    }
    done++
  }
  options.onProgress?.({ phase: 'reading', done, total: columns.length })
  return skipped
}

interface PreviousColumn {
  readonly signature: string
  readonly firstId: number
  readonly lastId: number
}

/** A previous index that cannot be read saves no work and does no harm. */
function attachPrevious(index: SqliteFile, file: string | undefined): Map<string, PreviousColumn> {
  const columns = new Map<string, PreviousColumn>()
  if (file === undefined || !existsSync(file)) return columns
  try {
    const previous = indexFile.openIndexFile(file)
    for (const row of previous.prepare('SELECT * FROM indexed_column').all() as IndexedColumnRow[]) {
      const { table_name: table, column_name: column, signature } = row
      columns.set(columnKey({ table, column }), { signature, firstId: row.first_id, lastId: row.last_id })
    }
    previous.close()
  } catch (error) {
    if (error instanceof SondeError && error.code === 'survey-corrupt') return new Map()
    throw error
  }
  index.exec('COMMIT')
  index.prepare('ATTACH ? AS previous').run(file)
  index.exec('BEGIN')
  return columns
}

interface IndexedColumnRow {
  readonly table_name: string
  readonly column_name: string
  readonly first_id: number
  readonly last_id: number
  readonly signature: string
}

/** Appends values in batches; ids are given in order, so one column's ids are contiguous. */
class ValueWriter {
  nextId = 1
  readonly #index: SqliteFile
  readonly #insertMany: Statement
  #pending: (string | number)[] = []

  constructor(index: SqliteFile) {
    this.#index = index
    this.#insertMany = this.#insertion(ROWS_PER_STATEMENT)
  }

  add(rows: readonly Row[]): void {
    for (const [read, count] of rows) {
      if (typeof read !== 'string' || read === '') continue
      const text = shorten(read)
      const shape =
        indexFile.tierOf(text) +
        (isPlainAscii(text) ? 0 : indexFile.SHAPE_BEYOND_ASCII) +
        (text === read ? 0 : indexFile.SHAPE_SHORTENED)
      this.#pending.push(shape, Number(count), bucketOf(text), text)
      this.nextId++
      if (this.#pending.length === ROWS_PER_STATEMENT * 4) {
        this.#insertMany.run(...this.#pending)
        this.#pending = []
      }
    }
  }

  /** Forgets the values from this id on. */
  takeBack(firstId: number): void {
    this.flush()
    this.#index.prepare('DELETE FROM value WHERE id >= ?').run(firstId)
    this.nextId = firstId
  }

  flush(): void {
    if (this.#pending.length > 0) this.#insertion(this.#pending.length / 4).run(...this.#pending)
    this.#pending = []
  }

  /** Copies values of the attached previous index. */
  takeOver(firstId: number, lastId: number): void {
    this.flush()
    this.#index
      .prepare(
        'INSERT INTO value SELECT id + ?, shape, row_count, bucket, stored FROM previous.value WHERE id BETWEEN ? AND ?',
      )
      .run(this.nextId - firstId, firstId, lastId)
    this.nextId += lastId - firstId + 1
  }

  #insertion(rows: number): Statement {
    const places = new Array(rows).fill('(?, ?, ?, ?)').join(', ')
    return this.#index.prepare(`INSERT INTO value(shape, row_count, bucket, stored) VALUES ${places}`)
  }
}

/** Lengths are in characters as the engine counts them, of which the least common take two units here. */
function shorten(text: string): string {
  if (text.length <= INDEXED_LENGTH) return text
  const characters = [...text]
  return characters.length <= INDEXED_LENGTH ? text : characters.slice(0, INDEXED_LENGTH).join('')
}

/** Differs when the distinct values of a column or their counts do; the order in which they are read does not matter. */
class Signature {
  #count = 0
  #first = 0
  #second = 0

  add(rows: readonly Row[]): void {
    for (const [value, rowCount] of rows) {
      const text = String(value)
      // Two hashes in one pass: FNV-1a, and a polynomial with another multiplier.
      let first = (Number(rowCount) ^ 0x811c9dc5) | 0
      let second = 0
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at)
        first = Math.imul(first ^ unit, 0x01000193)
        second = (Math.imul(second, 0x5bd1e995) + unit) | 0
      }
      this.#count++
      this.#first = (this.#first + (first >>> 0)) % SUM_BOUND
      this.#second = (this.#second + (second >>> 0) * (1 + (Number(rowCount) % 1_009))) % SUM_BOUND
    }
  }

  text(): string {
    return [this.#count, this.#first, this.#second].join('-')
  }
}

async function readSignature(batches: AsyncIterable<readonly Row[]>): Promise<string> {
  const signature = new Signature()
  for await (const rows of batches) signature.add(rows)
  return signature.text()
}

/** Fills the full-text tables from the values, inside SQLite, a chunk at a time so that the caller can cancel. */
async function indexWords(index: SqliteFile, options: BuildValueIndexOptions): Promise<void> {
  index.function('index_terms', { deterministic: true }, (stored: unknown) =>
    indexTerms(foldValue(String(stored))).join(' '),
  )
  index.function('word_key', { deterministic: true }, (term: unknown) => wordKey(String(term)))
  const { last } = index.prepare('SELECT ifnull(max(id), 0) AS last FROM value').get() as { last: number }
  const addWords = index.prepare(`
    INSERT INTO words(rowid, text)
    SELECT ? * ${indexFile.TIER_STRIDE} + id,
      CASE WHEN shape & ${indexFile.SHAPE_BEYOND_ASCII} THEN index_terms(stored) ELSE stored END
    FROM value WHERE id BETWEEN ? AND ? AND shape & ${indexFile.SHAPE_TIER} = ?`)
  const total = last * indexFile.TIERS
  let done = 0
  for (let tier = 0; tier < indexFile.TIERS; tier++) {
    for (let first = 1; first <= last; first += VALUES_PER_CHUNK) {
      const chunkEnd = Math.min(first + VALUES_PER_CHUNK - 1, last)
      addWords.run(tier, first, chunkEnd, tier)
      done += chunkEnd - first + 1
      await breathe(options, Math.floor(done / indexFile.TIERS), total / indexFile.TIERS)
    }
  }
  const steps = [
    'CREATE INDEX value_by_bucket ON value(bucket)',
    "INSERT INTO words(words) VALUES ('optimize')",
    `INSERT INTO vocabulary(term, word_key, documents)
      SELECT term, CASE WHEN term GLOB '*[^a-z]*' THEN term ELSE word_key(term) END, doc FROM words_vocabulary`,
    'CREATE INDEX vocabulary_by_key ON vocabulary(word_key)',
    // Numbers are left out: a number with a typo is another number.
    `INSERT INTO grams(rowid, text) SELECT id, '^' || term || '$' FROM vocabulary
      WHERE length(term) > 2 AND term GLOB '*[^0-9]*'`,
    "INSERT INTO grams(grams) VALUES ('optimize')",
    'INSERT INTO gram SELECT term, doc FROM grams_vocabulary',
    `INSERT INTO statistic
      SELECT 'documents', count(*) FROM value
      UNION ALL SELECT 'averageTerms', ifnull(sum(documents), 0) * 1.0 / ${Math.max(1, last)} FROM vocabulary`,
  ]
  for (const step of steps) {
    index.exec(step)
    await breathe(options, last, last)
  }
}

async function breathe(options: BuildValueIndexOptions, done: number, total: number): Promise<void> {
  options.onProgress?.({ phase: 'indexing', done, total })
  await setImmediate()
  if (options.signal?.aborted) throw new SondeError('cancelled', 'Building the value index was cancelled.')
}

function moveIntoPlace(temporary: string, file: string): void {
  const handle = openSync(temporary, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}
