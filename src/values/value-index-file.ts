import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance as SqliteFile } from '@photostructure/sqlite'
import { SondeError } from '../base/errors.ts'

/** Raised whenever a file of the former version cannot be read by this one. */
const FORMAT_VERSION = 1

/** "Sonv": what tells a value index from any other SQLite file. */
const APPLICATION_ID = 0x536f6e76

/** Words' row numbers are `tier * TIER_STRIDE + id`: shorter values come first without any sorting. */
export const TIER_STRIDE = 2 ** 32

/** Upper bounds of the tiers, in characters of the value. */
const TIER_LENGTHS = [8, 16, 32, 64, Number.POSITIVE_INFINITY]
export const TIERS = TIER_LENGTHS.length

export function tierOf(value: string): number {
  return TIER_LENGTHS.findIndex((length) => value.length <= length)
}

/** `shape` is the tier plus these. */
export const SHAPE_TIER = 7
export const SHAPE_BEYOND_ASCII = 8
export const SHAPE_SHORTENED = 16

// The ids of one column are contiguous. The texts are folded and cut into terms before they reach the full-text
// tables, whose tokenizer therefore only splits: accents, width, ß and unspaced writing are handled in fold-value.ts.
const TABLES = `
  CREATE TABLE indexed_column(
    number INTEGER PRIMARY KEY, table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, signature TEXT NOT NULL);
  CREATE TABLE value(
    id INTEGER PRIMARY KEY, shape INTEGER NOT NULL, row_count INTEGER NOT NULL, bucket INTEGER NOT NULL,
    stored TEXT NOT NULL);
  CREATE TABLE vocabulary(id INTEGER PRIMARY KEY, term TEXT NOT NULL, word_key TEXT NOT NULL, documents INTEGER NOT NULL);
  CREATE TABLE gram(text TEXT PRIMARY KEY, terms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE statistic(name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
  CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=none, columnsize=0, tokenize='ascii');
  CREATE VIRTUAL TABLE words_vocabulary USING fts5vocab(words, 'row');
  CREATE VIRTUAL TABLE grams USING fts5(text, content='', detail=none, columnsize=0, tokenize='trigram');
  CREATE VIRTUAL TABLE grams_vocabulary USING fts5vocab(grams, 'row');
`

/** A new, empty index file, readable by its owner alone. Nothing is safe in it until it is closed. */
export function createIndexFile(file: string): SqliteFile {
  closeSync(openSync(file, 'wx', 0o600))
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
  database.exec(`PRAGMA cache_size = -6000; PRAGMA application_id = ${APPLICATION_ID}`)
  database.exec(TABLES)
  for (const table of ['words', 'grams']) {
    database.exec(`INSERT INTO ${table}(${table}, rank) VALUES ('automerge', 0), ('hashsize', 8000000)`)
  }
  return database
}

export function sealIndexFile(database: SqliteFile): void {
  database.exec(`PRAGMA user_version = ${FORMAT_VERSION}`)
}

/** Opens an index for reading; a file that is missing, damaged or of another version throws `survey-corrupt`. */
export function openIndexFile(file: string): SqliteFile {
  if (!existsSync(file)) throw corruptIndex(file, 'is missing')
  if (isCutOff(file)) throw corruptIndex(file, 'is damaged: its end is missing')
  let database: SqliteFile | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    const application = database.prepare('PRAGMA application_id').get() as { application_id: number }
    if (application.application_id !== APPLICATION_ID) throw corruptIndex(file, 'is not a value index')
    const version = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version.user_version !== FORMAT_VERSION) {
      throw corruptIndex(file, `has format ${version.user_version}, and this version reads ${FORMAT_VERSION}`)
    }
    database.exec('PRAGMA cache_size = -16000')
    return database
  } catch (error) {
    database?.close()
    throw error instanceof SondeError ? error : corruptIndex(file, 'is damaged', error)
  }
}

export function corruptIndex(file: string, problem: string, cause?: unknown): SondeError {
  const options = cause === undefined ? undefined : { cause }
  return new SondeError(
    'survey-corrupt',
    `The value index ${file} ${problem}. Build it again with "sonde explore <database>".`,
    options,
  )
}

/** SQLite notices a missing page only when it reads it; the header says how many there must be. */
function isCutOff(file: string): boolean {
  const header = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  try {
    if (readSync(handle, header, 0, 100, 0) < 100) return true
  } finally {
    closeSync(handle)
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  return statSync(file).size < pageSize * header.readUInt32BE(28)
}
