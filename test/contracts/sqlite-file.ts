import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'

/** A new folder for a test, and how to remove it. */
export function makeFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs statements on a SQLite file as another program would. */
export function writeSqlite(path: string, statements: readonly string[]): void {
  const handle = new DatabaseSync(path, { enableDoubleQuotedStringLiterals: true })
  try {
    for (const statement of statements) handle.exec(statement)
  } finally {
    handle.close()
  }
}
