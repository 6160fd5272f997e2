import { statSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of the published archives that the databases may be in, besides the one that was named. */
const INNER_FOLDERS = ['', 'database', 'databases', 'dev_databases', 'train_databases', 'test_database']
const EXTENSIONS = ['sqlite', 'db', 'sqlite3']

/**
 * The file of a database in a benchmark's folder: DIR/<db_id>/<db_id>.sqlite, links followed. Undefined where there is
 * none, and for a db_id that is a path: it comes from a file, and must not lead out of the folder.
 */
export function findDatabaseFile(folder: string, dbId: string): string | undefined {
  if (dbId.trim() === '' || /[/\\:]/.test(dbId) || dbId.includes('\0') || /^\.+$/.test(dbId)) return undefined
  for (const inner of INNER_FOLDERS) {
    for (const extension of EXTENSIONS) {
      const file = join(folder, inner, dbId, `${dbId}.${extension}`)
      if (isFile(file)) return file
    }
  }
  return undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
