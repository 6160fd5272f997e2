import { mapConcurrently } from '../base/concurrency.ts'
import type { Database } from '../database/database.ts'
import { type Column, columnKey, findTable, type Schema, type Table } from '../database/schema.ts'
import { quoteName } from '../sql/print-name.ts'
import {
  linkNames,
  linkToOwnTable,
  type NamedKey,
  type NameLink,
  type NameParts,
  readName,
} from './join-names.ts'
import type { ColumnProfile, JoinKey, TableProfile } from './survey.ts'
import { type TableQueryOptions, TableSource } from './table-source.ts'

/** The foreign keys of a schema, with names as stored; keys to tables or columns that do not exist are left out. */
export function declaredJoins(schema: Schema): JoinKey[] {
  return schema.tables.flatMap((table) =>
    table.foreignKeys.flatMap((key): JoinKey[] => {
      const target = findTable(schema, key.toTable)
      if (target === undefined) return []
      // A key without target columns refers to the primary key.
      const wanted = key.toColumns.length > 0 ? key.toColumns : target.primaryKey
      const from = storedNames(table, key.columns)
      const to = storedNames(target, wanted)
      if (from === undefined || to === undefined || from.length !== to.length) return []
      return [
        {
          from: { table: table.name, columns: from },
          to: { table: target.name, columns: to },
          origin: 'declared',
          confidence: 1,
        },
      ]
    }),
  )
}

function storedNames(table: Table, names: readonly string[]): string[] | undefined {
  const stored = names.map(
    (name) => table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.name,
  )
  return stored.length > 0 && stored.every((name) => name !== undefined) ? stored : undefined
}

export interface InferOptions extends TableQueryOptions {
  readonly concurrency?: number
}

/** Below this, a key misleads more often than it helps (measured on Spider train, see bench/infer-joins.ts). */
const MINIMUM_CONFIDENCE = 0.5
const SAMPLED_VALUES = 200

interface Field {
  readonly table: Table
  readonly tableParts: NameParts
  readonly column: Column
  readonly parts: NameParts
  readonly profile: ColumnProfile
  readonly isDeclaredUnique: boolean
  readonly isPrimaryKey: boolean
}

interface Candidate {
  readonly from: Field
  readonly to: Field
  readonly link: NameLink
}

/**
 * Keys that nobody declared, between tables that no declared key joins: the names must speak for it, the types
 * agree, the target be unique, and the values of the one be among those of the other. Each column gets its best
 * target only: a wrong join costs more than a missing one.
 */
export async function inferJoins(
  database: Database,
  schema: Schema,
  profiles: readonly TableProfile[],
  { concurrency = 2, ...limits }: InferOptions = {},
): Promise<JoinKey[]> {
  const fields = readFields(schema, profiles)
  const declared = new Set(declaredJoins(schema).flatMap(({ from, to }) => [pairOf(from.table, to.table)]))
  const targets = fields.filter(isUnique)
  const perField = fields.map((from) =>
    targets.flatMap((to) =>
      declared.has(pairOf(from.table.name, to.table.name)) ? [] : findCandidate(from, to),
    ),
  )
  const keys = await mapConcurrently(perField, concurrency, async (candidates) => {
    const source = candidates[0] && new TableSource(database, candidates[0].from.table, limits)
    const scored: { candidate: Candidate; key: JoinKey }[] = []
    for (const candidate of candidates) {
      const key = await weighCandidate(database, source!, candidate)
      if (key !== undefined) scored.push({ candidate, key })
    }
    return pickBest(scored)
  })
  return dropMutual(keys.filter((key) => key !== undefined))
}

function pairOf(first: string, second: string): string {
  return [first.toLowerCase(), second.toLowerCase()].sort().join('\u0000')
}

function readFields(schema: Schema, profiles: readonly TableProfile[]): Field[] {
  const profileOf = new Map(
    profiles.flatMap(({ columns }) => columns.map((column) => [columnKey(column), column])),
  )
  return schema.tables
    .filter((table) => table.kind === 'table')
    .flatMap((table) => {
      const tableParts = readName(table.name)
      return table.columns.flatMap((column): Field[] => {
        const profile = profileOf.get(columnKey({ table: table.name, column: column.name }))
        if (profile === undefined || !canBeKey(column, profile)) return []
        const isAlone = (key: readonly string[]): boolean => key.length === 1 && key[0] === column.name
        const isPrimaryKey = isAlone(table.primaryKey)
        const isDeclaredUnique = isPrimaryKey || table.uniqueKeys.some(isAlone)
        return [
          {
            table,
            tableParts,
            column,
            parts: readName(column.name),
            profile,
            isDeclaredUnique,
            isPrimaryKey,
          },
        ]
      })
    })
}

/** Measures, dates and years are no keys, however their names and values agree. */
function canBeKey(column: Column, { content }: ColumnProfile): boolean {
  if (content === 'integer' || content === 'text') return true
  if (content === 'empty')
    return column.type === 'integer' || column.type === 'text' || column.type === 'unknown'
  // Two rows with the keys 0 and 1, and keys in a column declared as a float.
  const parts = readName(column.name)
  return (content === 'boolean' || (content === 'real' && column.type === 'real')) && parts.isIdentifier
}

/** Of an empty table, the first column is taken for its key when it has the table's name. */
function isUnique({ table, tableParts, column, parts, profile, isDeclaredUnique }: Field): boolean {
  if (isDeclaredUnique) return true
  if (profile.rowCount === 0) {
    const hasKey = table.primaryKey.length > 0
    return !hasKey && table.columns[0] === column && parts.subject.join() === tableParts.subject.join()
  }
  const valueCount = profile.rowCount - profile.nullCount
  return (
    !profile.isEstimate && valueCount > 1 && profile.nullCount === 0 && profile.distinctCount === valueCount
  )
}

function findCandidate(from: Field, to: Field): Candidate[] {
  if (from === to || !areComparable(from, to)) return []
  const key: NamedKey = {
    table: to.tableParts,
    column: to.parts,
    tableName: to.table.name,
    isDeclared: to.isDeclaredUnique,
  }
  const link =
    from.table === to.table
      ? from.isPrimaryKey
        ? undefined
        : linkToOwnTable(from.parts, key)
      : linkNames(from.tableParts, from.parts, key)
  return link === undefined ? [] : [{ from, to, link }]
}

/** Numbers with numbers, texts with texts; numbers kept as text go with both, as engines convert them; a column without values counts as what it was declared to be. */
function areComparable(from: Field, to: Field): boolean {
  const kinds = [from, to].map(({ column, profile }) => {
    if (profile.content === 'integer') return 'number'
    if (profile.minimum !== null) return typeof profile.minimum === 'string' ? 'text' : 'number'
    if (column.type === 'unknown') return 'any'
    return column.type === 'text' ? 'text' : 'number'
  })
  return kinds[0] === kinds[1] || kinds.includes('any')
}

async function weighCandidate(
  database: Database,
  source: TableSource,
  { from, to, link }: Candidate,
): Promise<JoinKey | undefined> {
  const found = await countIncluded(database, source, from, to)
  const values = weighValues(found)
  const confidence = Math.round(link.score * values * 100) / 100
  if (confidence < MINIMUM_CONFIDENCE) return undefined
  const uniqueness = to.isPrimaryKey ? 'its primary key' : 'unique'
  const target = `"${to.table.name}"."${to.column.name}"`
  const inclusion =
    found === undefined || found.sampled === 0
      ? `no values to compare with ${target}`
      : `${found.included} of ${found.sampled} sampled values are in ${target}`
  return {
    from: { table: from.table.name, columns: [from.column.name] },
    to: { table: to.table.name, columns: [to.column.name] },
    origin: 'inferred',
    confidence,
    evidence: `"${from.table.name}"."${from.column.name}" ${link.reason}; ${inclusion}, which is ${uniqueness}.`,
  }
}

interface Inclusion {
  readonly sampled: number
  readonly included: number
}

async function countIncluded(
  { dialect }: Database,
  source: TableSource,
  from: Field,
  to: Field,
): Promise<Inclusion | undefined> {
  if (to.profile.rowCount === 0) return { sampled: 0, included: 0 }
  const quote = (name: string): string => quoteName(name, dialect.identifierQuote)
  const value = quote(from.column.name)
  const rows = await source.query(
    `SELECT count(*), sum(CASE WHEN sampled.${value} IN (SELECT ${quote(to.column.name)} FROM ${quote(to.table.name)}) ` +
      `THEN 1 ELSE 0 END) FROM (SELECT DISTINCT ${value} FROM ${quote(from.table.name)} ` +
      `WHERE ${value} IS NOT NULL LIMIT ${SAMPLED_VALUES}) AS sampled`,
    1,
  )
  const row = rows?.[0]
  return row && { sampled: Number(row[0]), included: Number(row[1] ?? 0) }
}

/** What the values make of the names' word: without any, less; with many outside the target, nothing. */
function weighValues(found: Inclusion | undefined): number {
  if (found === undefined || found.sampled === 0) return 0.65
  const share = found.included / found.sampled
  if (share === 1) return found.sampled < 3 ? 0.9 : 1
  return share >= 0.95 ? 0.95 : share >= 0.8 ? 0.75 : share >= 0.5 ? 0.5 : 0
}

function pickBest(scored: readonly { candidate: Candidate; key: JoinKey }[]): JoinKey | undefined {
  const [best, second] = [...scored].sort(
    (left, right) =>
      right.key.confidence - left.key.confidence ||
      Number(right.candidate.to.isPrimaryKey) - Number(left.candidate.to.isPrimaryKey) ||
      right.candidate.to.profile.rowCount - left.candidate.to.profile.rowCount,
  )
  if (best === undefined) return undefined
  const isTie =
    second !== undefined &&
    second.key.confidence === best.key.confidence &&
    second.candidate.to.isPrimaryKey === best.candidate.to.isPrimaryKey
  if (!isTie) return best.key
  const confidence = Math.round(best.key.confidence * 80) / 100
  return confidence < MINIMUM_CONFIDENCE ? undefined : { ...best.key, confidence }
}

/** Of two columns that refer to each other, the surer direction stays. */
function dropMutual(keys: readonly JoinKey[]): JoinKey[] {
  return keys.filter((key, index) => {
    const place = keys.findIndex(({ from, to }) => isSameEnd(from, key.to) && isSameEnd(to, key.from))
    if (place < 0) return true
    const other = keys[place]!
    return key.confidence > other.confidence || (key.confidence === other.confidence && index < place)
  })
}

function isSameEnd(left: JoinKey['from'], right: JoinKey['from']): boolean {
  return left.table === right.table && left.columns.join('\u0000') === right.columns.join('\u0000')
}
