import { mapConcurrently } from '../base/concurrency.ts'
import { SondeError } from '../base/errors.ts'
import type { Database } from '../database/database.ts'
import { emptyDatabaseError } from '../database/refusal-error.ts'
import type { Schema, Table } from '../database/schema.ts'
import { declaredJoins, inferJoins } from './infer-joins.ts'
import { type ProfileOptions, profileTable } from './profile-table.ts'
import type { Survey, TableProfile } from './survey.ts'
import { readTableSignature } from './table-signature.ts'

export interface SurveyDatabaseOptions {
  /** What was known: returned as it is when nothing changed, and the source of every table that did not. */
  readonly previous?: Survey
  /** Of the sample rows. */
  readonly seed: number | string
  readonly onProgress?: (progress: SurveyProgress) => void
  readonly signal?: AbortSignal
  /** Tables at once; 2 if not said. */
  readonly concurrency?: number
  /** Of each query; 10 s if not said. */
  readonly timeoutMs?: number
}

export interface SurveyProgress {
  readonly stage: 'schema' | 'profiles' | 'joins'
  readonly done: number
  readonly total: number
  /** What was done last: a table's name, or the stage in words. */
  readonly label: string
}

/** Explores a database: schema, profiles of tables and columns, and the ways to join them. */
export async function surveyDatabase(
  database: Database,
  { previous, seed, onProgress, signal, concurrency = 2, timeoutMs }: SurveyDatabaseOptions,
): Promise<Survey> {
  const report = onProgress ?? (() => {})
  throwIfCancelled(database, signal)
  // Before anything is read: what changes meanwhile is then found out of date the next time.
  const fingerprint = await database.readFingerprint()
  const known = previous?.database.location === database.location ? previous : undefined
  if (known?.fingerprint === fingerprint) return known
  report({ stage: 'schema', done: 0, total: 1, label: 'reading the schema' })
  const schema = await database.readSchema()
  if (schema.tables.length === 0) throw emptyDatabaseError(database)
  report({ stage: 'schema', done: 1, total: 1, label: `${schema.tables.length} tables` })

  const limits = { ...(signal ? { signal } : {}), ...(timeoutMs === undefined ? {} : { timeoutMs }) }
  const total = schema.tables.length
  // Tables side by side already keep the engine busy: more queries at once would only start more processes.
  const queriesATable = total < concurrency ? concurrency : 1
  let done = 0
  const tables = await mapConcurrently(schema.tables, concurrency, async (table) => {
    throwIfCancelled(database, signal)
    const profile = await refreshTable(database, table, known, {
      seed,
      concurrency: queriesATable,
      ...limits,
    })
    report({ stage: 'profiles', done: ++done, total, label: table.name })
    return profile
  })

  throwIfCancelled(database, signal)
  report({ stage: 'joins', done: 0, total: 1, label: 'looking for joins' })
  const joins = await findJoins(database, schema, tables, { concurrency, ...limits })
  report({ stage: 'joins', done: 1, total: 1, label: `${joins.length} joins` })
  const { name, location, dialect } = database
  return { database: { name, location, dialect: dialect.name }, fingerprint, schema, tables, joins }
}

async function refreshTable(
  database: Database,
  table: Table,
  known: Survey | undefined,
  options: ProfileOptions,
): Promise<TableProfile> {
  const signature = await readTableSignature(database, table, options.signal)
  throwIfCancelled(database, options.signal)
  const last = known?.tables.find((profile) => profile.table === table.name)
  if (last?.signature !== undefined && last.signature === signature) return last
  const profile = await profileTable(database, table, options)
  return signature === undefined ? profile : { ...profile, signature }
}

async function findJoins(
  database: Database,
  schema: Schema,
  tables: readonly TableProfile[],
  options: { readonly concurrency: number; readonly timeoutMs?: number; readonly signal?: AbortSignal },
): Promise<Survey['joins']> {
  return [...declaredJoins(schema), ...(await inferJoins(database, schema, tables, options))]
}

function throwIfCancelled(database: Database, signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new SondeError('cancelled', `Exploring ${database.name} was cancelled. Nothing was saved.`)
  }
}
