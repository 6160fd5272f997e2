import { findJoinTrees } from '../../exploration/join-path.ts'
import type { DatabaseContext } from '../../model/model.ts'
import type { Expression, In, Query, ResultColumn } from '../../sql/ast.ts'
import { conjunctsOf } from '../../sql/conditions.ts'
import { mapQuery } from '../../sql/map.ts'
import { printExpression } from '../../sql/print.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { DraftEdit } from './draft-change.ts'
import {
  type DraftColumn,
  type DraftScope,
  readDraftColumns,
  readDraftScopes,
  sourceOf,
} from './draft-scope.ts'
import { isSamePlace, plainlyJoined } from './edit-query.ts'
import { addTable, rejoin } from './join-tables.ts'
import { keysBetween } from './relink-unknown.ts'
import { isOnGraph, type Link, linksAmong, storedEnd } from './sound-links.ts'

/** Whether two columns share values; asked only where the schema does not say that they belong together. */
export type SharesValues = (one: ColumnPlace, other: ColumnPlace) => Promise<boolean>

interface ColumnPlace {
  readonly table: string
  readonly column: string
}

/** The first SELECT whose tables are joined by columns that no key joins, joined along the keys instead. */
export async function rejoinFirst(
  query: Query,
  context: DatabaseContext,
  sharesValues: SharesValues,
): Promise<DraftEdit | null> {
  const { schema } = context.survey
  const scopes = readDraftScopes(query, schema)
  const columns = readDraftColumns(query, schema, scopes)
  for (const scope of scopes) {
    const joined = plainlyJoined(scope.select.from)
    if (joined === null || scope.sources.length < 2) continue
    const links = linksAmong([...joined.conditions, ...conjunctsOf(scope.select.where)], scope)
    const wrong = await firstWrong(links, context, sharesValues)
    if (wrong === undefined && isConnected(scope, links)) continue
    const edit = rejoin(query, scope, { graph: context.graph, columns })
    if (edit === null) continue
    return {
      query: edit.query,
      changes: [
        {
          kind: 'join',
          before: wrong === undefined ? 'no condition' : printExpression(wrong.condition),
          after: edit.conditions.map((condition) => printExpression(condition)).join(' AND '),
          because:
            wrong === undefined
              ? 'Nothing joined these tables; keys do.'
              : `No key joins ${nameOf(wrong.left)} and ${nameOf(wrong.right)}; these keys join the tables.`,
        },
      ],
      cost: 1 + 0.3 * edit.added.length,
    }
  }
  return rejoinSubquery(query, { columns, scopes }, context, sharesValues)
}

async function firstWrong(
  links: readonly Link[],
  context: DatabaseContext,
  sharesValues: SharesValues,
): Promise<Link | undefined> {
  for (const link of links) {
    const [left, right] = [storedEnd(link.left), storedEnd(link.right)]
    if (left === null || right === null) continue
    if (await isWrong(left, right, context, sharesValues)) return link
  }
  return undefined
}

/** No key joins the columns, though keys join their tables, and nothing else makes them belong together. */
async function isWrong(
  left: ColumnPlace,
  right: ColumnPlace,
  { graph }: DatabaseContext,
  sharesValues: SharesValues,
): Promise<boolean> {
  if (left.table === right.table || isOnGraph(graph, left, right)) return false
  if (findJoinTrees(graph, [left.table, right.table], { limit: 1 }).length === 0) return false
  const isKey = (place: ColumnPlace): boolean =>
    graph.joins.some(({ key }) =>
      [key.from, key.to].some((end) => end.table === place.table && end.columns.includes(place.column)),
    )
  // Two columns that keys know, but not as a pair: numbers that are equal by chance.
  if (isKey(left) && isKey(right)) return true
  return !(await sharesValues(left, right))
}

function isConnected(scope: DraftScope, links: readonly Link[]): boolean {
  if (scope.sources.some(({ table }) => table === null)) return true
  const reached = new Set(scope.sources.slice(0, 1))
  for (let grew = true; grew; ) {
    grew = false
    for (const { left, right } of links) {
      if (reached.has(left.source) === reached.has(right.source)) continue
      reached.add(left.source).add(right.source)
      grew = true
    }
  }
  return reached.size === scope.sources.length
}

function nameOf({ source, column }: Link['left']): string {
  return `${source.name}.${column}`
}

/** `a.x IN (SELECT b.y …)` where keys join a and b by other columns, or through other tables. */
async function rejoinSubquery(
  query: Query,
  { columns, scopes }: { readonly columns: readonly DraftColumn[]; readonly scopes: readonly DraftScope[] },
  context: DatabaseContext,
  sharesValues: SharesValues,
): Promise<DraftEdit | null> {
  for (const { test, result, inner } of subqueryLinks(query, scopes)) {
    const outer = columns.find(({ node }) => node === test.operand)?.scope
    if (outer === undefined || test.operand.kind !== 'column' || result.kind !== 'column') continue
    const left = sourceOf(test.operand, outer)
    const right = sourceOf(result, inner)
    if (left?.table == null || right?.table == null || !inner.sources.includes(right)) continue
    const [one, other] = [
      { table: left.table, column: test.operand.name },
      { table: right.table, column: result.name },
    ]
    if (!(await isWrong(one, other, context, sharesValues))) continue
    const [tree] = findJoinTrees(context.graph, [right.table, left.table], { limit: 1 })
    const last = tree?.tables.at(-2)
    if (tree === undefined || last === undefined || tree.tables.at(-1) !== left.table) continue
    const joined =
      last === right.table
        ? { query, sourceName: right.name, conditions: [] }
        : addTable(query, inner, last, { graph: context.graph, columns })
    const [key] = keysBetween(left, { name: '', table: last, columns: [] }, context)
    if (joined === null || key === undefined) continue
    const before = `${printExpression(test.operand)} IN (SELECT ${printExpression(result)} …)`
    const after = `${left.name}.${key.left} IN (SELECT ${joined.sourceName}.${key.right} …)`
    return {
      query: mapQuery(joined.query, {
        expression: (node) => {
          const place = node.span === undefined ? {} : { span: node.span }
          if (node.kind !== 'column') return node
          if (isSamePlace(node, test.operand))
            return { ...place, kind: 'column', table: left.name, name: key.left }
          if (isSamePlace(node, result))
            return { ...place, kind: 'column', table: joined.sourceName, name: key.right }
          return node
        },
      }),
      changes: [
        {
          kind: 'join',
          before,
          after,
          because: `No key joins ${one.table}.${one.column} and ${other.table}.${other.column}; this one joins the tables.`,
        },
      ],
      cost: 1 + 0.3 * joined.conditions.length,
    }
  }
  return null
}

function subqueryLinks(
  query: Query,
  scopes: readonly DraftScope[],
): { readonly test: In; readonly result: Expression; readonly inner: DraftScope }[] {
  const found: { test: In; result: Expression; inner: DraftScope }[] = []
  walkQuery(query, {
    expression: (node) => {
      if (node.kind !== 'in' || node.set.kind !== 'query') return
      const { body } = node.set.query
      if (body.kind !== 'select') return
      const inner = scopes.find(({ select }) => select === body)
      const [column, another]: readonly (ResultColumn | undefined)[] = body.columns
      if (inner === undefined || column?.kind !== 'result' || another !== undefined) return
      found.push({ test: node, result: column.expression, inner })
    },
  })
  return found
}
