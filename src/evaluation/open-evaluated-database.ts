import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database, MeasureOutcome, Row } from '../database/database.ts'
import { type DatabaseGroup, openDatabaseGroup } from '../database/open-database.ts'
import type { Schema } from '../database/schema.ts'
import type {
  EvaluatedDatabase,
  Execution,
  ExecutionLimits,
  MeasureLimits,
  SpiderSchema,
} from './evaluated-database.ts'
import { QueryQueue } from './query-queue.ts'

export interface OpenedDatabase extends EvaluatedDatabase {
  close(): Promise<void>
}

export interface OpenEvaluatedOptions {
  readonly spiderSchema?: SpiderSchema
  /** Whose query processes it uses; a group of its own if not said. */
  readonly group?: DatabaseGroup
}

/** Results are kept up to about so many bytes a database, the longest unused forgotten first. */
const KEPT_BYTES = 16 * 1024 * 1024

/** Opens a file of a benchmark to judge predictions on. */
export async function openEvaluatedDatabase(
  id: string,
  file: string,
  { spiderSchema, group }: OpenEvaluatedOptions = {},
): Promise<OpenedDatabase> {
  if (group !== undefined) return openInGroup(id, file, spiderSchema ?? null, group)
  const own = await openDatabaseGroup({ processes: 1 })
  try {
    return await openInGroup(id, file, spiderSchema ?? null, own, own)
  } catch (error) {
    await own.close()
    throw error
  }
}

async function openInGroup(
  id: string,
  file: string,
  spiderSchema: SpiderSchema | null,
  group: DatabaseGroup,
  own?: DatabaseGroup,
): Promise<OpenedDatabase> {
  const database = await group.open(file)
  const schema = await database.readSchema()
  return new RememberingDatabase({ id, file, database, schema, spiderSchema, group, own })
}

interface Parts {
  readonly id: string
  readonly file: string
  readonly database: Database
  readonly schema: Schema
  readonly spiderSchema: SpiderSchema | null
  readonly group: DatabaseGroup
  /** Closed with the database. */
  readonly own: DatabaseGroup | undefined
}

class RememberingDatabase implements OpenedDatabase {
  readonly id: string
  readonly location: string
  readonly schema: Schema
  readonly spiderSchema: SpiderSchema | null
  readonly #database: Database
  readonly #queue: QueryQueue
  readonly #group: DatabaseGroup
  readonly #own: DatabaseGroup | undefined
  readonly #results = new Map<string, { readonly execution: Promise<Execution>; bytes: number }>()
  #keptBytes = 0
  #suite: Promise<readonly OpenedDatabase[]> | undefined

  constructor(parts: Parts) {
    this.id = parts.id
    this.location = parts.file
    this.schema = parts.schema
    this.spiderSchema = parts.spiderSchema
    this.#database = parts.database
    this.#queue = new QueryQueue(parts.database)
    this.#group = parts.group
    this.#own = parts.own
  }

  execute(sql: string, limits: ExecutionLimits): Promise<Execution> {
    // A result holds for the limit under which it was made.
    const key = `${limits.timeoutMs} ${sql}`
    const known = this.#results.get(key)
    if (known !== undefined) {
      this.#results.delete(key)
      this.#results.set(key, known)
      return known.execution
    }
    const entry = { execution: this.#queue.run(sql, limits), bytes: 0 }
    this.#results.set(key, entry)
    const keep = (execution: Execution): void => {
      // What was cancelled says nothing about the query.
      if (execution.kind === 'rejected' && execution.reason === 'cancelled') {
        this.#results.delete(key)
        return
      }
      entry.bytes = key.length * 2 + sizeOf(execution)
      this.#keptBytes += entry.bytes
      this.#forget()
    }
    // Whoever asked sees the failure.
    entry.execution.then(keep, () => this.#results.delete(key))
    return entry.execution
  }

  async measure(sqls: readonly string[], limits: MeasureLimits): Promise<MeasureOutcome> {
    return this.#database.measure(sqls, limits)
  }

  openSuite(): Promise<readonly EvaluatedDatabase[]> {
    this.#suite ??= this.#openSuite()
    return this.#suite
  }

  async close(): Promise<void> {
    const others = (await this.#suite?.catch(() => []))?.filter((database) => database !== this) ?? []
    await Promise.all([this.#database.close(), ...others.map((database) => database.close())])
    await this.#own?.close()
  }

  async #openSuite(): Promise<readonly OpenedDatabase[]> {
    const folder = dirname(this.location)
    const files = readdirSync(folder).filter((file) => /\.sqlite$/.test(file))
    const suite: OpenedDatabase[] = []
    for (const file of files.sort()) {
      const isThis = file === basename(this.location)
      suite.push(
        isThis ? this : await openEvaluatedDatabase(file.replace(/\.sqlite$/, ''), join(folder, file)),
      )
    }
    return suite
  }

  #forget(): void {
    for (const [key, { bytes }] of this.#results) {
      if (this.#keptBytes <= KEPT_BYTES) return
      this.#results.delete(key)
      this.#keptBytes -= bytes
    }
  }
}

function sizeOf(execution: Execution): number {
  return execution.kind === 'rejected'
    ? execution.message.length * 2
    : execution.rows.reduce((bytes, row) => bytes + sizeOfRow(row), 0)
}

function sizeOfRow(row: Row): number {
  return row.reduce<number>((bytes, cell) => {
    if (typeof cell === 'string') return bytes + 16 + 2 * cell.length
    return bytes + 16 + (cell instanceof Uint8Array ? cell.byteLength : 0)
  }, 32)
}
