import { statSync } from 'node:fs'
import { SondeError } from '../../base/errors.ts'
import { findDatabaseFile } from '../../evaluation/benchmarks/find-database-file.ts'
import { readSpiderTables } from '../../evaluation/benchmarks/read-spider-tables.ts'
import type { SpiderSchema } from '../../evaluation/evaluated-database.ts'

/** The folder of databases that a command was given, and what tables.json says of them. */
export interface BenchmarkDatabases {
  /** undefined: there is none. */
  readonly fileOf: (dbId: string) => string | undefined
  /** Of those that are there. */
  readonly filesOf: (dbIds: readonly string[]) => readonly string[]
  readonly unknownAmong: (dbIds: readonly string[]) => ReadonlySet<string>
  readonly spiderSchemas: ReadonlyMap<string, SpiderSchema>
}

/** Throws when there is no such folder: then every question would be wrong. */
export async function openBenchmarkDatabases({
  databases,
  tables,
}: {
  readonly databases: string
  readonly tables?: string
}): Promise<BenchmarkDatabases> {
  if (!statSync(databases, { throwIfNoEntry: false })?.isDirectory()) {
    throw new SondeError(
      'database-not-found',
      `There is no folder ${databases}. Give the folder that holds <db_id>/<db_id>.sqlite.`,
    )
  }
  const files = new Map<string, string | undefined>()
  const fileOf = (dbId: string): string | undefined => {
    if (!files.has(dbId)) files.set(dbId, findDatabaseFile(databases, dbId))
    return files.get(dbId)
  }
  return {
    fileOf,
    filesOf: (dbIds) => [...new Set(dbIds)].flatMap((dbId) => fileOf(dbId) ?? []),
    unknownAmong: (dbIds) => new Set(dbIds.filter((dbId) => fileOf(dbId) === undefined)),
    spiderSchemas: tables === undefined ? new Map() : await readSpiderTables(tables),
  }
}
