import type { DbGraph } from '../../exploration/db-graph.ts'
import { findJoinTrees, type JoinTree } from '../../exploration/join-path.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import type { Expression, FromItem, Query } from '../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../sql/conditions.ts'
import { isSameName } from '../../sql/scope.ts'
import type { DraftColumn, DraftScope, DraftSource } from './draft-scope.ts'
import { columnOf, equal, plainlyJoined, qualifyColumns, replaceSelect } from './edit-query.ts'
import { isOnGraph, type Link, linksAmong, storedEnd } from './sound-links.ts'

/** A draft in which a SELECT reads from more tables, or from the same ones joined otherwise. */
export interface JoinedDraft {
  readonly query: Query
  /** The tables that came in. */
  readonly added: readonly string[]
  readonly conditions: readonly Expression[]
  /** Of the table that was asked for. */
  readonly sourceName: string
}

/** Joins a table to a SELECT along the shortest chain of keys; null when no keys lead there. */
export function addTable(
  query: Query,
  scope: DraftScope,
  wanted: string,
  { graph, columns }: { readonly graph: DbGraph; readonly columns: readonly DraftColumn[] },
): JoinedDraft | null {
  const ways = scope.sources
    .flatMap((source) => {
      if (source.table === null || source.table === wanted) return []
      const [tree] = findJoinTrees(graph, [source.table, wanted], { limit: 1 })
      return tree === undefined ? [] : [{ source, tree }]
    })
    .sort((one, other) => one.tree.cost - other.tree.cost)
  const [way] = ways
  if (way === undefined) return null
  const names = new Map<string, string>([[way.source.table!, way.source.name]])
  const added: string[] = []
  for (const table of way.tree.tables.slice(1)) {
    const known = scope.sources.find((source) => source.table === table)
    names.set(table, known?.name ?? table)
    if (known === undefined) added.push(table)
  }
  if (added.some((table) => scope.sources.some(({ name }) => isSameName(name, table)))) return null
  const joins = stepsOf(way.tree).filter(({ table }) => added.includes(table))
  const conditions = joins.map(({ key }) => keyCondition(key, (table) => names.get(table)!))
  const changed = replaceSelect(qualifyColumns(query, scope, columns), scope.select, (select) => ({
    ...select,
    ...(select.from && {
      from: joins.reduce<FromItem>(
        (left, { table }, index) => joinOn(left, { kind: 'table', name: table }, conditions[index]!),
        select.from,
      ),
    }),
  }))
  return { query: changed, added, conditions, sourceName: names.get(wanted)! }
}

/** Joins the tables of a SELECT along keys in place of the draft's own conditions; null when keys do not connect them. */
export function rejoin(
  query: Query,
  scope: DraftScope,
  { graph, columns }: { readonly graph: DbGraph; readonly columns: readonly DraftColumn[] },
): JoinedDraft | null {
  const joined = plainlyJoined(scope.select.from)
  const tables = scope.sources.map(({ table }) => table)
  if (joined === null || tables.includes(null) || new Set(tables).size < tables.length) return null
  const [tree] = findJoinTrees(graph, tables as string[], { limit: 1 })
  if (tree === undefined || tables.length < 2) return null
  const links = linksAmong([...joined.conditions, ...conjunctsOf(scope.select.where)], scope)
  const sourceOfTable = (table: string): DraftSource =>
    scope.sources.find((source) => source.table === table) ?? { name: table, table, columns: [] }
  const added = tree.tables.filter((table) => !tables.includes(table))
  if (added.some((table) => scope.sources.some(({ name }) => isSameName(name, table)))) return null
  const itemOf = (table: string): FromItem => {
    const at = tables.indexOf(table)
    return at < 0 ? { kind: 'table', name: table } : joined.items[at]!
  }
  const steps = stepsOf(tree)
  const joinedOn = steps.map(
    ({ key }) => keptLink(key, links, graph) ?? keyCondition(key, (table) => sourceOfTable(table).name),
  )
  const isLink = (condition: Expression): boolean =>
    links.some(
      (link) => link.condition.span?.start === condition.span?.start && link.condition.span !== undefined,
    )
  const changed = replaceSelect(qualifyColumns(query, scope, columns), scope.select, (select) => {
    const conditions = [...(plainlyJoined(select.from)?.conditions ?? []), ...conjunctsOf(select.where)]
    const where = allOf(conditions.flatMap(conjunctsOf).filter((condition) => !isLink(condition)))
    const { where: _, ...others } = select
    return {
      ...others,
      from: steps.reduce<FromItem>(
        (left, { table }, index) => joinOn(left, itemOf(table), joinedOn[index]!),
        itemOf(tree.tables[0]!),
      ),
      ...(where === undefined ? {} : { where }),
    }
  })
  return { query: changed, added, conditions: joinedOn, sourceName: '' }
}

/** The draft's own condition where it is one that the keys allow: it says which of several keys is meant. */
function keptLink(key: JoinKey, links: readonly Link[], graph: DbGraph): Expression | undefined {
  const link = links.find(({ left, right }) => {
    const [one, other] = [storedEnd(left), storedEnd(right)]
    if (one === null || other === null) return false
    const joins = new Set([key.from.table, key.to.table])
    return joins.size === 2 && joins.has(one.table) && joins.has(other.table) && isOnGraph(graph, one, other)
  })
  return link === undefined
    ? undefined
    : equal(columnOf(link.left.source, link.left.column), columnOf(link.right.source, link.right.column))
}

/** Each table after the first with the key that joins it to those before. */
function stepsOf(tree: JoinTree): { readonly table: string; readonly key: JoinKey }[] {
  return tree.keys.map((key, index) => ({ table: tree.tables[index + 1]!, key }))
}

function keyCondition(key: JoinKey, nameOf: (table: string) => string): Expression {
  const pairs = key.from.columns.map((column, place) =>
    equal(
      columnOf({ name: nameOf(key.from.table) }, column),
      columnOf({ name: nameOf(key.to.table) }, key.to.columns[place]!),
    ),
  )
  return allOf(pairs)!
}

function joinOn(left: FromItem, right: FromItem, on: Expression): FromItem {
  return { kind: 'join', type: 'inner', natural: false, left, right, on }
}
