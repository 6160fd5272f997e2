import { existsSync } from 'node:fs'
import { askQuestion } from '../src/answering/ask-question.ts'
import { hashText } from '../src/base/random.ts'
import { columnKey } from '../src/database/schema.ts'
import { createBuiltinModel } from '../src/model/builtin/builtin-model.ts'
import type { LinkingRequest, SchemaPart } from '../src/model/model.ts'
import { parseQuery } from '../src/sql/parse.ts'
import { resolveNames } from '../src/sql/resolve.ts'
import type { SchemaShape } from '../src/sql/schema-shape.ts'
import type { ExploredDatabase } from '../src/values/explored-database.ts'
import { mergedTableName } from './merge-databases.ts'

export interface LinkedPair {
  readonly db_id: string
  readonly question: string
  readonly query: string
}

/** The tables and columns that a gold query uses, in lower case; columns by `columnKey`. */
export interface GoldPart {
  readonly tables: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
}

const NOW = new Date('2026-01-01T00:00:00Z')
const HELD_SHARE = 0.2

/** Databases that a hash of their names sets aside for measuring; `bench/builtin-losses.ts` takes the same. */
export function isHeldOut(name: string): boolean {
  return hashText(`held ${name}`) % 1000 < HELD_SHARE * 1000
}

export function databaseFile(folder: string, name: string): string | null {
  const path = `${folder}/${name}/${name}.sqlite`
  return existsSync(path) ? path : null
}

/** Null when our parser or resolver cannot say what the query uses. */
export function goldPart(query: string, schema: SchemaShape): GoldPart | null {
  try {
    const { tables, columns, problems } = resolveNames(parseQuery(query), schema)
    if (problems.length > 0 || tables.length === 0) return null
    return {
      tables: new Set(tables.map((table) => table.toLowerCase())),
      columns: new Set(columns.map(columnKey)),
    }
  } catch {
    return null
  }
}

/** As `goldPart`, in a database that `mergeDatabases` made. */
export function mergedGold({ db_id, query }: LinkedPair, { survey }: ExploredDatabase): GoldPart | null {
  const prefix = mergedTableName(db_id, '')
  const own = survey.schema.tables
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, columns }) => ({ name: name.slice(prefix.length), columns }))
  const gold = goldPart(query, { tables: own })
  if (gold === null) return null
  const merged = (name: string): string => mergedTableName(db_id, name).toLowerCase()
  return { tables: new Set([...gold.tables].map(merged)), columns: new Set([...gold.columns].map(merged)) }
}

/** What the gold query uses and the part has not. */
export function missingFrom({ tables }: SchemaPart, gold: GoldPart): readonly string[] {
  const kept = new Set(
    tables.flatMap(({ table, columns }) => [
      table.toLowerCase(),
      ...columns.map((column) => columnKey({ table, column })),
    ]),
  )
  return [...gold.tables, ...gold.columns].filter((name) => !kept.has(name))
}

/** What the pipeline, with all its steps before it, asks schema linking for; null when it does not get there. */
export async function captureRequest(
  explored: ExploredDatabase,
  question: string,
): Promise<LinkingRequest | null> {
  let captured: LinkingRequest | null = null
  const model = {
    ...createBuiltinModel(),
    linkSchema: async (request: LinkingRequest) => {
      captured = request
      return { tables: [] }
    },
    generateSql: async () => [],
  }
  await askQuestion(explored, question, { model, now: NOW, learns: false })
  return captured
}
