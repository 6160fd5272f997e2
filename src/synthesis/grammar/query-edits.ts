import type { Expression, FromItem, Query, Select } from '../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../sql/conditions.ts'
import { mapExpressions } from '../../sql/map.ts'
import type { ColumnWords } from '../verbalizer/lexicon/column-words.ts'
import { growTest } from './grow-test.ts'
import { chance, type Growth, pickColumn, pickKey } from './growth.ts'
import { call, query as makeQuery, show } from './query-pieces.ts'
import { joinOn, type Rows, reference, type Seat, tableOf } from './rows.ts'
import { columnsIn, growBeside, growNested } from './shapes/conditions.ts'
import { growAggregate } from './shapes/number-shapes.ts'
import { isGrouping, isMeasured, isShowable } from './suitable.ts'

/** One step of evolution; null where it does not fit the query. */
export type QueryEdit = (query: Query, select: Select, rows: Rows, growth: Growth) => Query | null

function withCondition(
  query: Query,
  select: Select,
  condition: Expression,
  from: FromItem = select.from!,
): Query {
  const where = allOf([...conjunctsOf(select.where), condition])!
  return { ...query, body: { ...select, from, where } }
}

function isAggregate(expression: Expression): boolean {
  return expression.kind === 'call' || expression.kind === 'binary'
}

/** Columns that something asks about already. */
function usedColumns(select: Select, { root }: Rows): readonly ColumnWords[] {
  const shown = select.columns.flatMap((column) => (column.kind === 'result' ? [column.expression] : []))
  return [...conjunctsOf(select.where), ...select.groupBy, ...shown].flatMap((part) =>
    columnsIn(part, root.entity),
  )
}

/** One more constraint on the rows. */
export const conditionEdit: QueryEdit = (query, select, rows, growth) => {
  if (select.having !== undefined) return null
  const own = rows.seats.length === 1 ? conjunctsOf(select.where) : []
  const test = growBeside(growth, rows.root, own, { but: usedColumns(select, rows), isShare: true })
  return test === undefined ? null : withCondition(query, select, test.expression)
}

/** One more table: shown, or with a condition of its own. */
export const joinEdit: QueryEdit = (query, select, rows, growth) =>
  joinTable(query, select, rows, growth, { mayShow: chance(growth, 0.5) })

/** One more constraint, on one more table (DB-Explore, figure 7). */
export const constraintAndTableEdit: QueryEdit = (query, select, rows, growth) =>
  joinTable(query, select, rows, growth, { mayShow: false })

function joinTable(
  query: Query,
  select: Select,
  rows: Rows,
  growth: Growth,
  { mayShow }: { readonly mayShow: boolean },
): Query | null {
  if (rows.seats.length >= 4 || select.having !== undefined || select.distinct) return null
  const tables = rows.seats.map(({ entity }) => entity.table)
  const keys = growth.context.lexicon
    .keysFrom(rows.root.entity.table)
    .filter(({ parent }) => !tables.includes(parent.table) && !parent.isBridge && parent.names.length > 0)
  const key = pickKey(growth, keys)
  if (key === undefined) return null
  const named = qualify(query, rows)
  if (named === null) return null
  const root: Seat = { ...rows.root, name: rows.root.name ?? rows.root.entity.table }
  const parent: Seat = { entity: key.parent, name: key.parent.table, key, below: root }
  const from: FromItem = {
    kind: 'join',
    type: 'inner',
    natural: false,
    left: named.from!,
    right: tableOf(parent),
    on: joinOn(root, parent, key),
  }
  const isList =
    select.groupBy.length === 0 &&
    !select.columns.some((column) => column.kind === 'result' && isAggregate(column.expression))
  if (isList && select.columns.length < 3 && mayShow) {
    const columns = [...named.columns, ...key.parent.names.map((name) => show(reference(parent, name)))]
    return { ...query, body: { ...named, from, columns }, orderBy: qualifyOrder(query, root) }
  }
  const test = growTest(growth, parent)
  if (test === undefined) return null
  return withCondition({ ...query, orderBy: qualifyOrder(query, root) }, named, test.expression, from)
}

/** The SELECT with the table before each of its columns, for a second table to stand beside it. */
function qualify(query: Query, { root, seats }: Rows): Select | null {
  const { body } = query
  if (body.kind !== 'select') return null
  if (seats.length > 1 || root.name !== undefined) return body
  // A subquery has columns of its own, which may have no table before them either.
  if (/"kind":"query"/.test(JSON.stringify(body))) return null
  const named = mapExpressions({ ...query, orderBy: [] }, (part) => nameColumn(part, root))
  return named.body.kind === 'select' ? named.body : null
}

function nameColumn(part: Expression, { entity }: Seat): Expression {
  const isOwn =
    part.kind === 'column' &&
    part.table === undefined &&
    entity.columns.some(({ column }) => column === part.name)
  return isOwn ? { ...part, table: entity.table } : part
}

function qualifyOrder(query: Query, root: Seat): Query['orderBy'] {
  return query.orderBy.map((term) => {
    const bare: Query = { ...makeQuery({ kind: 'values', rows: [[term.expression]] }) }
    const named = mapExpressions(bare, (part) => nameColumn(part, root))
    return { ...term, expression: named.body.kind === 'values' ? named.body.rows[0]![0]! : term.expression }
  })
}

/** One more condition, which needs a query of its own. */
export const nestingEdit: QueryEdit = (query, select, rows, growth) => {
  if (select.having !== undefined || select.distinct) return null
  const nested = growNested(growth, rows)
  return nested === undefined ? null : withCondition(query, select, nested)
}

/** From rows to numbers about them, or about each group of them. */
export const aggregateEdit: QueryEdit = (_query, select, rows, growth) => {
  if (select.groupBy.length > 0 || select.distinct) return null
  if (select.columns.some((column) => column.kind === 'result' && isAggregate(column.expression))) {
    return groupEdit(select, rows, growth)
  }
  const used = conjunctsOf(select.where).flatMap((part) => columnsIn(part, rows.root.entity))
  const measure = chance(growth, 0.5) ? call('count') : growAggregate(growth, rows.root, used)?.expression
  if (measure === undefined) return null
  return makeQuery({ ...select, columns: [show(measure)] })
}

/** A number over all rows becomes one for each group. */
function groupEdit(select: Select, rows: Rows, growth: Growth): Query | null {
  const used = usedColumns(select, rows)
  const column = pickColumn(
    growth,
    rows.root.entity.columns.filter((one) => isGrouping(one) && !used.includes(one)),
  )
  if (column === undefined) return null
  const key = reference(rows.root, column)
  return makeQuery({ ...select, columns: [show(key), ...select.columns], groupBy: [key] })
}

/** An order, or an order and only the first rows of it. */
export const orderingEdit: QueryEdit = (query, select, rows, growth) => {
  if (query.orderBy.length > 0 || query.limit !== undefined || select.distinct) return null
  const results = select.columns.flatMap((column) => (column.kind === 'result' ? [column.expression] : []))
  const measure = results.find(isAggregate)
  const { random } = growth
  if (select.groupBy.length > 0) {
    if (measure === undefined) return null
    return makeQuery(
      select,
      [{ expression: measure, direction: 'desc' }],
      chance(growth, 0.4) ? 1 : undefined,
    )
  }
  if (measure !== undefined) return null
  const column = pickColumn(
    growth,
    rows.root.entity.columns.filter((one) => isMeasured(one) && isShowable(one) && !one.hasNulls),
  )
  if (column === undefined) return null
  const order = [
    { expression: reference(rows.root, column), direction: random.pick(['asc', 'desc'] as const) },
  ]
  return makeQuery(select, order, chance(growth, 0.5) ? random.pick([1, 3, 5]) : undefined)
}
