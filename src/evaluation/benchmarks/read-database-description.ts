import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import { readCsvEntries } from './read-entries.ts'
import { decodeText } from './read-text-file.ts'

/** What BIRD tells of a column, in its own words; '' where it tells nothing. */
export interface ColumnDescription {
  readonly table: string
  /** As stored. */
  readonly column: string
  /** As people call it. */
  readonly readableName: string
  readonly description: string
  readonly dataFormat: string
  /** What stored values mean: "1 = yes", free text. */
  readonly valueDescription: string
}

/**
 * Reads `database_description/*.csv` beside a database's file: a table each, in alphabetical order. Empty where there
 * is no such folder. Throws `benchmark-invalid` for a file that is no CSV.
 */
export async function readDatabaseDescription(databaseFile: string): Promise<readonly ColumnDescription[]> {
  const folder = join(dirname(databaseFile), 'database_description')
  const files = (await listFolder(folder)).filter((name) => /\.csv$/i.test(name)).sort()
  const perFile = await Promise.all(files.map((name) => readFileOf(join(folder, name), name)))
  return perFile.flat()
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new SondeError('file-unreadable', `${folder} cannot be read. Check that it is a folder.`, { cause })
  }
}

async function readFileOf(file: string, name: string): Promise<ColumnDescription[]> {
  const { entries } = readCsvEntries(file, decodeText(await readFile(file)))
  const table = name.replace(/\.csv$/i, '')
  return entries.flatMap(({ value }) => {
    if (value.kind !== 'json') return []
    const record = value.value as Readonly<Record<string, string | undefined>>
    const text = (key: string): string => record[key]?.trim() ?? ''
    const column = text('original_column_name')
    if (column === '') return []
    return [
      {
        table,
        column,
        readableName: text('column_name'),
        description: text('column_description'),
        dataFormat: text('data_format'),
        valueDescription: text('value_description'),
      },
    ]
  })
}
