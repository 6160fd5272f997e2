import { identifierWords, stemWord } from '../../base/text.ts'
import { findTable, type Schema } from '../../database/schema.ts'
import type { DatabaseContext } from '../../model/model.ts'
import type { ColumnReference, Expression, Query } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import { editDistance } from '../../sql/nearest-names.ts'
import { printExpression } from '../../sql/print.ts'
import { isSameName } from '../../sql/scope.ts'
import type { DraftEdit } from './draft-change.ts'
import {
  type DraftColumn,
  type DraftScope,
  type DraftSource,
  readDraftColumns,
  readDraftScopes,
  sourceOf,
} from './draft-scope.ts'
import { isLikeName, isSamePlace, replaceNodes } from './edit-query.ts'
import { addTable } from './join-tables.ts'
import { relinkUnknown } from './relink-unknown.ts'

/** Ways to put right the first name of a draft that the schema does not know, likeliest first; none when all are known. */
export function repairFirstName(query: Query, context: DatabaseContext): DraftEdit[] {
  const { schema } = context.survey
  const columns = readDraftColumns(query, schema)
  const tables = repairTables(query, context)
  if (tables !== null) return tables
  const broken = columns.find(({ node, scope }) => isBroken(query, node, scope))
  if (broken === undefined) return []
  return [
    ...relinkUnknown(query, broken, columns, context),
    ...repairColumn(query, broken, columns, context),
  ].sort((one, other) => one.cost - other.cost)
}

/** Whether nothing in sight has such a column, or more than one source does. */
function isBroken(query: Query, node: ColumnReference, scope: DraftScope): boolean {
  if (sourceOf(node, scope) !== null || isOpen(scope, node.table)) return false
  const isAmbiguous = holders(node, scope).length > 1
  // SQLite takes a "name" that no column has for a text.
  if (node.doubleQuoted && node.table === undefined && !isAmbiguous) return false
  return isAmbiguous || !(node.table === undefined && isAlias(query, node.name))
}

function holders({ table, name }: ColumnReference, scope: DraftScope): DraftSource[] {
  return scope.sources.filter(
    (source) =>
      (table === undefined || isSameName(source.name, table)) &&
      source.columns.some((column) => isSameName(column, name)),
  )
}

/** A subquery or a common table may offer what is looked for. */
function isOpen(scope: DraftScope | null, table: string | undefined): boolean {
  if (scope === null) return false
  const sources = scope.sources.filter(({ name }) => table === undefined || isSameName(name, table))
  return sources.some((source) => source.table === null) || isOpen(scope.outer, table)
}

function isAlias(query: Query, name: string): boolean {
  let isKnown = /^(rowid|oid|_rowid_)$/i.test(name)
  mapQuery(query, {
    select: (select) => {
      for (const column of select.columns) {
        if (column.kind === 'result' && column.alias !== undefined && isSameName(column.alias, name))
          isKnown = true
      }
      return select
    },
  })
  return isKnown
}

/** null when every table is known. */
function repairTables(query: Query, { survey: { schema } }: DatabaseContext): DraftEdit[] | null {
  const scopes = readDraftScopes(query, schema)
  const names = new Set(schema.tables.map(({ name }) => name.toLowerCase()))
  const common = new Set<string>()
  mapQuery(query, {
    query: (part) => {
      for (const { name } of part.with?.tables ?? []) common.add(name.toLowerCase())
      return part
    },
  })
  let unknown: string | undefined
  mapQuery(query, {
    fromItem: (item) => {
      if (item.kind !== 'table' || names.has(item.name.toLowerCase()) || common.has(item.name.toLowerCase()))
        return item
      unknown ??= item.name
      return item
    },
  })
  if (unknown === undefined) return null
  const wanted = unknown
  const used = scopes.flatMap(({ sources }) => sources.map(({ table }) => table))
  return nearNames(
    wanted,
    schema.tables.map(({ name }) => name),
  ).map(({ name, distance }) => ({
    query: mapQuery(query, {
      fromItem: (item) =>
        item.kind === 'table' && isSameName(item.name, wanted)
          ? {
              ...item,
              name,
              ...(item.alias === undefined && isColumnSource(query, wanted) ? { alias: wanted } : {}),
            }
          : item,
    }),
    changes: [
      {
        kind: 'name',
        before: wanted,
        after: name,
        because: `There is no table ${wanted}; ${name} is the nearest.`,
      },
    ],
    cost: 1 + distance + (used.includes(name) ? 1 : 0),
  }))
}

/** Whether columns are qualified with the table's name. */
function isColumnSource(query: Query, name: string): boolean {
  let isUsed = false
  mapQuery(query, {
    expression: (node) => {
      if (node.kind === 'column' && node.table !== undefined && isSameName(node.table, name)) isUsed = true
      return node
    },
  })
  return isUsed
}

function repairColumn(
  query: Query,
  { node, scope }: DraftColumn,
  columns: readonly DraftColumn[],
  context: DatabaseContext,
): DraftEdit[] {
  const { schema } = context.survey
  const before = printExpression(node)
  const edits: DraftEdit[] = []
  const rename = (source: DraftSource, name: string, cost: number, because: string): void => {
    const replacement: ColumnReference = {
      kind: 'column',
      table: source.name,
      name,
      ...(node.span && { span: node.span }),
    }
    const same = columns.filter(
      (other) =>
        other.scope === scope && isSameName(other.node.name, node.name) && other.node.table === node.table,
    )
    const nodes = new Map<Expression, Expression>(same.map((other) => [other.node, replacement]))
    edits.push({
      query: replaceNodes(query, nodes),
      changes: [{ kind: 'name', before, after: printExpression(replacement), because }],
      cost,
    })
  }
  const own = scope.sources.filter(({ name }) => node.table !== undefined && isSameName(name, node.table))
  const sources = [...own, ...scope.sources.filter((source) => !own.includes(source))]
  for (const [place, source] of sources.entries()) {
    if (source.table === null) continue
    for (const column of source.columns) {
      if (isSameName(column, node.name)) {
        rename(source, column, 1 + place * 0.1, `${node.name} is a column of ${source.table}.`)
      } else if (isLikeName(column, node.name) || isLikeName(column, `${source.table}${node.name}`)) {
        rename(source, column, 1.1 + place * 0.1, `${source.table} has no ${node.name} but ${column}.`)
      }
    }
    const key = keyMeant(node.name, source.table, schema)
    if (key !== undefined && (own.length === 0 || own.includes(source))) {
      rename(source, key, 1.3 + place * 0.3, `${key} is the key of ${source.table}; it has no ${node.name}.`)
    }
    for (const { name, distance } of nearNames(node.name, source.columns)) {
      rename(
        source,
        name,
        2 + 2 * distance + (own.length > 0 && place > 0 ? 0.5 : 0),
        `There is no ${node.name}; ${source.table}.${name} is the nearest.`,
      )
    }
  }
  for (const table of schema.tables) {
    if (scope.sources.some((source) => source.table === table.name)) continue
    const column = table.columns.find(
      ({ name }) => isSameName(name, node.name) || isLikeName(name, node.name),
    )
    if (column === undefined) continue
    const joined = addTable(query, scope, table.name, { graph: context.graph, columns })
    if (joined === null) continue
    edits.push(withColumn(joined, node, column.name, table.name, before))
  }
  return edits
}

function withColumn(
  joined: NonNullable<ReturnType<typeof addTable>>,
  node: ColumnReference,
  column: string,
  table: string,
  before: string,
): DraftEdit {
  const written = printExpression({ kind: 'column', table: joined.sourceName, name: column })
  const through = joined.conditions.map((condition) => printExpression(condition)).join(' AND ')
  return {
    query: mapQuery(joined.query, {
      expression: (other) =>
        other.kind === 'column' && isSamePlace(other, node)
          ? { kind: 'column', table: joined.sourceName, name: column, ...(node.span && { span: node.span }) }
          : other,
    }),
    changes: [
      { kind: 'name', before, after: written, because: `${node.name} is a column of ${table}.` },
      { kind: 'join', before: '', after: through, because: `${table} is joined in along its keys.` },
    ],
    cost: 1.2 + 0.5 * joined.added.length,
  }
}

/** "id" and "student_id" are the key of students. */
function keyMeant(name: string, table: string, schema: Schema): string | undefined {
  const [key, another] = findTable(schema, table)?.primaryKey ?? []
  if (key === undefined || another !== undefined) return undefined
  const words = identifierWords(name).map(stemWord)
  if (words.at(-1) !== 'id' && !name.toLowerCase().endsWith('id')) return undefined
  const ofTable = new Set(identifierWords(table).map(stemWord))
  return words.slice(0, -1).every((word) => ofTable.has(word)) ? key : undefined
}

/** Names that share words with the wanted one, or are spelt almost as it is; `distance` is 0 to 1. */
function nearNames(
  wanted: string,
  names: readonly string[],
): { readonly name: string; readonly distance: number }[] {
  const words = new Set(identifierWords(wanted).map(stemWord))
  return names
    .flatMap((name) => {
      const others = new Set(identifierWords(name).map(stemWord))
      const shared = [...words].filter((word) => others.has(word)).length
      const wordDistance = 1 - (2 * shared) / (words.size + others.size)
      const letters =
        editDistance(wanted.toLowerCase(), name.toLowerCase()) / Math.max(wanted.length, name.length)
      const isPart =
        wanted.length > 2 &&
        name.length > 2 &&
        (name.toLowerCase().includes(wanted.toLowerCase()) ||
          wanted.toLowerCase().includes(name.toLowerCase()))
      const distance = Math.min(
        shared > 0 ? Math.min(wordDistance, 0.7) : 1,
        letters <= 0.34 ? letters : 1,
        isPart ? 0.6 : 1,
      )
      return distance < 1 && !isSameName(name, wanted) ? [{ name, distance }] : []
    })
    .sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, 3)
}
