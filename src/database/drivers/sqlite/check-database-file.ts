import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { SondeError } from '../../../base/errors.ts'
import { similarFiles } from './similar-files.ts'

const MAGIC = 'SQLite format 3\0'

/** Throws a `SondeError` that says what is wrong with a file that SQLite could not read. An empty file is a database. */
export function checkDatabaseFile(given: string): void {
  const path = resolve(given)
  const header = readHeader(path)
  if (header.length === 0 || header.toString('latin1', 0, MAGIC.length) === MAGIC) return
  throw new SondeError('not-a-database', `${path} is not a SQLite database: ${describeContent(header)}`)
}

function readHeader(path: string): Buffer {
  try {
    if (statSync(path).isDirectory()) {
      throw new SondeError(
        'not-a-database',
        `${path} is a folder: name the database file in it${suggest(similarFiles(path, ''))}`,
      )
    }
    const header = Buffer.alloc(512)
    const file = openSync(path, 'r')
    try {
      return header.subarray(0, readSync(file, header, 0, header.length, 0))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw explainFailure(path, error)
  }
}

function explainFailure(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (error instanceof SondeError) return error
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const hint = suggest(similarFiles(dirname(path), path))
    return new SondeError('database-not-found', `there is no file ${path}${hint || ': check the path'}`, {
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const message = `${path} may not be read by this user: give read permission, or copy the file`
    return new SondeError('file-unreadable', message, { cause: error })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new SondeError('file-unreadable', `${path} cannot be read: ${reason}`, { cause: error })
}

function suggest(names: readonly string[]): string {
  return names.length === 0 ? '' : `. In that folder there is ${names.join(', ')}`
}

function describeContent(header: Buffer): string {
  const text = header.toString('latin1')
  if (/^(create|insert|pragma|begin|--|\/\*)/i.test(text.trimStart())) {
    return 'it looks like SQL text. Load it first: sqlite3 new.sqlite < file.sql'
  }
  if (text.startsWith('PK\u0003\u0004'))
    return 'it is a ZIP archive. Unpack it first, and name the file inside'
  if (text.startsWith('\u001f\u008b')) return 'it is compressed with gzip. Unpack it first'
  if (text.slice(8, 12) === 'DUCK') return 'it is a DuckDB database, which this version does not read yet'
  if (!header.includes(0) && !/[\u0080-\u00ff]/.test(text)) return 'it looks like plain text'
  const distinct = new Set(header).size
  if (header.length === 512 && distinct > 180) {
    return 'it may be an encrypted database. Decrypt it first: Sonde cannot open encrypted files'
  }
  return 'its first bytes are not those of one. It may be another kind of file, or damaged'
}
