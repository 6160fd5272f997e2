import { z } from 'zod'
import { findTable, type Schema } from '../../../database/schema.ts'
import { findJoinTrees } from '../../../exploration/join-path.ts'
import type { DatabaseContext, LinkingRequest, SchemaPart } from '../../model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { knownColumns } from '../replies/known-names.ts'
import { readJson } from '../replies/read-json.ts'
import { type Reading, read, unreadable } from '../replies/reading.ts'
import { databaseSection } from './database-section.ts'
import { exchange, type Prompt } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { DATA_RULE, joinSections, questionSection } from './prompt-text.ts'

type ColumnsByTable = ReadonlyMap<string, ReadonlySet<string>>

/** Schema linking (DB-Explore section 3.4): the part S of the schema, with the keys and tables that join it. */
export async function linkSchema(
  chat: ChatClient,
  settings: PromptSettings,
  request: LinkingRequest,
): Promise<SchemaPart> {
  const named = await exchange(chat, linkingPrompt(settings, request), request)
  return joinedPart(named, request.context)
}

function linkingPrompt(settings: PromptSettings, request: LinkingRequest): Prompt<ColumnsByTable> {
  const last = questionSection(request)
  const database = databaseSection('linking', request, settings, [RULES, last])
  const { schema } = request.context.survey
  return {
    task: 'linking',
    system: RULES,
    user: joinSections([database, last]),
    wantsJson: true,
    wanted: 'a JSON object {"tables": {"table": ["column", …]}} of tables that are listed',
    read: (reply) => readPart(reply, schema),
  }
}

const RULES = `Choose the part of a database that a query for the question needs: its tables, each with the columns that the query selects, compares, groups by, orders by or joins on. What you leave out cannot be used, so keep what may be needed; leave out what is not.
Reply with JSON alone: {"tables": {"table": ["column", …]}}
${DATA_RULE}`

function readPart(reply: string, schema: Schema): Reading<ColumnsByTable> {
  const reading = readJson(reply, REPLY)
  if (reading.kind === 'unreadable') return reading
  const part = new Map<string, Set<string>>()
  for (const named of reading.value) {
    const known = knownColumns(schema, named)
    if (known === null) continue
    const columns = part.get(known.table.name) ?? new Set()
    part.set(known.table.name, columns)
    for (const column of known.columns) columns.add(column)
  }
  return part.size === 0 ? unreadable('it names no table of the database') : read(part)
}

const REPLY = z.preprocess(
  tablesOf,
  z.array(z.object({ table: z.string().nullable(), columns: z.array(z.string()) })),
)

/** A table -> columns object, with or without its name; a list of such records; a list of "table.column". */
function tablesOf(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply.map(tableOf)
  if (typeof reply !== 'object' || reply === null) return reply
  const entries = Object.entries(reply)
  const inner = entries.find(([key]) => /^(?:tables?|schema|part)$/i.test(key))?.[1]
  if (typeof inner === 'object' && inner !== null) return tablesOf(inner)
  if (typeof inner === 'string') return [tableOf(reply)]
  return entries.map(([table, columns]) => ({ table, columns: asList(columns) }))
}

function tableOf(item: unknown): unknown {
  if (typeof item === 'string') {
    return item.includes('.') ? { table: null, columns: [item] } : { table: item, columns: [] }
  }
  if (typeof item !== 'object' || item === null) return item
  const record = item as Record<string, unknown>
  return { table: record.table ?? record.name ?? null, columns: asList(record.columns ?? record.column) }
}

function asList(columns: unknown): unknown {
  if (columns === undefined || columns === null) return []
  if (Array.isArray(columns)) {
    return columns.map((column) =>
      typeof column === 'object' && column !== null ? (column as Record<string, unknown>).name : column,
    )
  }
  return typeof columns === 'object' ? Object.keys(columns) : [columns]
}

/** Tables that stand apart are joined by the shortest way, and keys between tables of the part are kept. */
function joinedPart(named: ColumnsByTable, { survey, graph }: DatabaseContext): SchemaPart {
  const part = new Map([...named].map(([table, columns]) => [table, new Set(columns)]))
  const keep = (table: string, columns: readonly string[]): void => {
    const kept = part.get(table) ?? new Set()
    part.set(table, kept)
    for (const column of columns) kept.add(column)
  }
  const [tree] = part.size > 1 ? findJoinTrees(graph, [...part.keys()], { limit: 1 }) : []
  for (const table of tree?.tables ?? []) keep(findTable(survey.schema, table)?.name ?? table, [])
  for (const { from, to } of survey.joins) {
    if (!part.has(from.table) || !part.has(to.table)) continue
    keep(from.table, from.columns)
    keep(to.table, to.columns)
  }
  return {
    tables: survey.schema.tables.flatMap(({ name, columns, primaryKey }) => {
      const kept = part.get(name)
      if (kept === undefined) return []
      // A table of which nothing is needed but its rows is shown by its key.
      if (kept.size === 0) for (const column of primaryKey) kept.add(column)
      const all = columns.map((column) => column.name)
      const shown = all.filter((column) => kept.has(column))
      return [{ table: name, columns: shown.length === 0 ? all.slice(0, 1) : shown }]
    }),
  }
}
