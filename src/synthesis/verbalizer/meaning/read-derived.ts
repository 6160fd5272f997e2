import type { Call, Expression, Query, Select, SubqueryTable } from '../../../sql/ast.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { literalOf } from './literal.ts'
import type { Attribute, AverageOfGroups, FirstPerGroup, Statistic } from './meaning.ts'
import { splitPart } from './read-condition.ts'
import { readGroups, readKey } from './read-groups.ts'
import { readConditions, rowsAt } from './read-rows.ts'
import { attributeAt, readScope } from './scope.ts'
import { Unreadable } from './unreadable.ts'

/** FROM a subquery: the average over groups, or the first rows of each group. */
export function readDerived(
  select: Select,
  query: Query,
  from: SubqueryTable,
  lexicon: Lexicon,
): AverageOfGroups | FirstPerGroup {
  const inner = from.query.body
  const isPlain =
    inner.kind === 'select' &&
    from.query.with === undefined &&
    from.query.orderBy.length === 0 &&
    from.query.limit === undefined
  if (!isPlain || query.limit !== undefined || select.groupBy.length > 0 || select.distinct)
    throw new Unreadable('a derived table')
  if (inner.groupBy.length > 0) return readAverage(select, query, from.query, inner, lexicon)
  return readFirst(select, query, inner, lexicon)
}

function readAverage(
  select: Select,
  query: Query,
  inside: Query,
  inner: Select,
  lexicon: Lexicon,
): AverageOfGroups {
  const [only, ...others] = select.columns
  const call = only?.kind === 'result' && only.expression.kind === 'call' ? only.expression : undefined
  const statistic = call?.name.toLowerCase()
  const [argument] = call?.arguments ?? []
  const isStatistic = statistic === 'avg' || statistic === 'max' || statistic === 'min'
  if (
    !isStatistic ||
    others.length > 0 ||
    argument?.kind !== 'column' ||
    select.where !== undefined ||
    query.orderBy.length > 0
  ) {
    throw new Unreadable('a derived table')
  }
  const meaning = readGroups(inner, inside, readScope(inner.from, lexicon))
  const measures = inner.columns.filter(
    (column) => column.kind === 'result' && column.alias === argument.name,
  )
  if (meaning.kind !== 'group' || measures.length !== 1 || meaning.having !== undefined)
    throw new Unreadable('a derived table')
  const measure = meaning.shown.find((item) => item.kind !== 'attribute')
  if (measure === undefined || meaning.shown.filter((item) => item.kind !== 'attribute').length > 1) {
    throw new Unreadable('a derived table')
  }
  return { kind: 'average-of-groups', statistic: statistic as Statistic, group: meaning, measure }
}

/** SELECT … FROM (SELECT …, row_number() OVER (PARTITION BY g ORDER BY x) AS place …) WHERE place <= n */
function readFirst(select: Select, query: Query, inner: Select, lexicon: Lexicon): FirstPerGroup {
  const scope = readScope(inner.from, lexicon)
  if (inner.distinct || query.orderBy.length > 0) throw new Unreadable('a derived table')
  const columns = inner.columns.map((column) => {
    if (column.kind !== 'result') throw new Unreadable('star')
    return column
  })
  const ranked = columns.find(({ expression }) => expression.kind === 'call' && expression.over !== undefined)
  const call = ranked?.expression as Call | undefined
  const window = typeof call?.over === 'object' ? call.over : undefined
  const [order, ...moreOrders] = window?.orderBy ?? []
  const [partition, ...morePartitions] = window?.partitionBy ?? []
  if (call?.name.toLowerCase() !== 'row_number' || order === undefined || partition === undefined)
    throw new Unreadable('a window')
  if (moreOrders.length > 0 || morePartitions.length > 0 || window?.frame !== undefined)
    throw new Unreadable('a window')
  const count = readBound(select.where, ranked!.alias)
  const attribute = (expression: Expression): Attribute => {
    const split = splitPart(expression)
    if (split === undefined || split.part !== undefined) throw new Unreadable('an expression is shown')
    return attributeAt(scope, scope.root, split.reference)
  }
  const shown = select.columns.map((column) => {
    const reference =
      column.kind === 'result' && column.expression.kind === 'column' ? column.expression : undefined
    const source = columns.find(
      ({ alias, expression }) =>
        reference !== undefined &&
        (alias ?? (expression.kind === 'column' ? expression.name : undefined)) === reference.name,
    )
    if (source === undefined) throw new Unreadable('a derived column')
    return attribute(source.expression)
  })
  const key = readKey(partition, scope)
  return {
    kind: 'first-per-group',
    rows: rowsAt(scope, scope.root, readConditions(inner.where, scope), scope.places),
    shown,
    key: key.key,
    order: { by: attribute(order.expression), direction: order.direction },
    count,
  }
}

function readBound(where: Expression | undefined, alias: string | undefined): number {
  const isBound = where?.kind === 'binary' && where.left.kind === 'column' && where.left.name === alias
  const bound = isBound ? literalOf(where.right) : undefined
  if (typeof bound !== 'number') throw new Unreadable('a window without a bound')
  if (where?.kind === 'binary' && where.operator === '<=') return bound
  if (where?.kind === 'binary' && where.operator === '=' && bound === 1) return 1
  throw new Unreadable('a window without a bound')
}
