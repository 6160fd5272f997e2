import type { ForeignKeyClasses } from './foreign-key-classes.ts'
import type { Condition, ConditionList, SetOperator, SpiderQuery, ValueUnit } from './spider-query.ts'
import {
  type ColumnReading,
  conditionKey,
  conditionListKey,
  misplacedConditionKey,
  spiderSubqueryKey,
  valueUnitKey,
} from './spider-query-key.ts'

/**
 * A query as the official evaluator compares it: values and DISTINCT gone, columns that foreign keys make one made one.
 * Every clause is texts, equal exactly when what they stand for is; where order does not count they are sorted.
 */
export interface SpiderClauses {
  readonly select: readonly string[]
  readonly selectWithoutAggregate: readonly string[]
  readonly where: readonly string[]
  readonly whereWithoutOperator: readonly string[]
  /** Each once. */
  readonly connectives: readonly string[]
  /** Without their tables: the official evaluator leaves those out here. */
  readonly groupColumns: readonly string[]
  /** Columns in their order, and HAVING. null: there is no GROUP BY, and then HAVING counts in `keywords` alone. */
  readonly group: string | null
  readonly order: string | null
  readonly setOperation: { readonly operator: SetOperator; readonly clauses: SpiderClauses } | null
  readonly keywords: readonly string[]
  readonly tables: readonly string[]
}

/** Foreign keys count for tables in the FROM of the query itself, after a set operator too, and not in subqueries. */
export function spiderClauses(query: SpiderQuery, classes: ForeignKeyClasses): SpiderClauses {
  const tables = new Set(query.tables.flatMap((unit) => (unit.kind === 'table' ? [unit.name] : [])))
  const standsFor = (column: string): string => {
    const period = column.indexOf('.')
    return period >= 0 && tables.has(column.slice(0, period)) ? (classes.get(column) ?? column) : column
  }
  return clausesOf(query, { keepsDistinct: false, standsFor })
}

function clausesOf(query: SpiderQuery, reading: ColumnReading): SpiderClauses {
  const { select, groupBy, having, orderBy, hasLimit, setOperation } = query
  const where = conditionsOf(query.where)
  const columns = groupBy.map(({ column }) => reading.standsFor(column))
  const keyOf = (value: ValueUnit): string => valueUnitKey(value, reading)
  return {
    select: sorted(select.map(({ aggregate, value }) => `${aggregate} ${keyOf(value)}`)),
    selectWithoutAggregate: sorted(select.map(({ value }) => keyOf(value))),
    where: sorted(where.map((condition) => conditionKey(condition, reading))),
    whereWithoutOperator: sorted(where.map(({ subject }) => keyOf(subject))),
    connectives: sorted([...new Set(connectivesOf(query.where))]),
    groupColumns: sorted(columns.map((column) => column.split('.')[1] ?? column)),
    group: groupBy.length === 0 ? null : JSON.stringify([columns, conditionListKey(having, reading)]),
    order: orderBy && JSON.stringify([orderBy.direction, orderBy.values.map(keyOf), hasLimit]),
    setOperation: setOperation && {
      operator: setOperation.operator,
      clauses: clausesOf(setOperation.query, reading),
    },
    keywords: keywordsOf(query),
    tables: sorted(
      query.tables.map((unit) => (unit.kind === 'table' ? unit.name : `(${spiderSubqueryKey(unit.query)})`)),
    ),
  }
}

function keywordsOf(query: SpiderQuery): readonly string[] {
  const { where, groupBy, having, orderBy, hasLimit, setOperation } = query
  const lists = [query.joinConditions, where, having]
  const conditions = lists.flatMap(conditionsOf)
  const present: readonly (readonly [string, boolean])[] = [
    ['where', where.length > 0],
    ['group', groupBy.length > 0],
    ['having', having.length > 0],
    ['order', orderBy !== null],
    [orderBy?.direction ?? 'asc', orderBy !== null],
    ['limit', hasLimit],
    [setOperation?.operator ?? 'union', setOperation !== null],
    ['or', lists.some((list) => connectivesOf(list).includes('or'))],
    ['not', conditions.some(({ isNegated }) => isNegated)],
    ['in', conditions.some(({ operator }) => operator === 'in')],
    ['like', conditions.some(({ operator }) => operator === 'like')],
  ]
  return present.flatMap(([word, isPresent]) => (isPresent ? [word] : []))
}

function conditionsOf(list: ConditionList): readonly Condition[] {
  return list.flatMap((item, place) => (place % 2 === 0 && typeof item !== 'string' ? [item] : []))
}

function connectivesOf(list: ConditionList): readonly string[] {
  return list.flatMap((item, place) => {
    if (place % 2 === 0) return []
    return [typeof item === 'string' ? item : misplacedConditionKey(item)]
  })
}

function sorted(keys: readonly string[]): readonly string[] {
  return keys.toSorted()
}
