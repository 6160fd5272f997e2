import type {
  ColumnUnit,
  Condition,
  ConditionList,
  ConditionValue,
  SpiderQuery,
  ValueUnit,
} from './spider-query.ts'

/** What is done to the columns of a query before it is compared. */
export interface ColumnReading {
  readonly keepsDistinct: boolean
  readonly standsFor: (column: string) => string
}

/** Columns as they were parsed: what the official evaluator compares within subqueries. */
export const AS_PARSED: ColumnReading = { keepsDistinct: true, standsFor: (column) => column }

/** No column has it in its name. */
const SEPARATOR = '\u0000'

/**
 * A text that two subqueries share exactly when the official evaluator finds them equal: aliases are gone and nothing
 * else, so that the order of columns, tables and conditions counts. Values count in FROM and not in conditions.
 */
export function spiderQueryKey(
  query: SpiderQuery,
  { keepsValues }: { readonly keepsValues: boolean },
): string {
  const list = (conditions: ConditionList): string => conditionListKey(conditions, AS_PARSED, keepsValues)
  const { orderBy, setOperation } = query
  return JSON.stringify([
    query.isDistinct,
    query.select.map(({ aggregate, value }) => [aggregate, valueUnitKey(value, AS_PARSED)]),
    query.tables.map((unit) =>
      unit.kind === 'table' ? unit.name : [spiderQueryKey(unit.query, { keepsValues: true })],
    ),
    list(query.joinConditions),
    list(query.where),
    query.groupBy.map((unit) => columnUnitKey(unit, AS_PARSED)),
    list(query.having),
    orderBy && [orderBy.direction, orderBy.values.map((value) => valueUnitKey(value, AS_PARSED))],
    query.hasLimit,
    setOperation && [setOperation.operator, spiderQueryKey(setOperation.query, { keepsValues })],
  ])
}

export function conditionListKey(list: ConditionList, reading: ColumnReading, keepsValues: boolean): string {
  return JSON.stringify(
    list.map((item, place) => {
      if (typeof item === 'string') return item
      // What stands in the place of a connective is left as it was.
      return place % 2 === 0
        ? [conditionKey(item, reading, keepsValues)]
        : [conditionKey(item, AS_PARSED, true)]
    }),
  )
}

export function conditionKey(condition: Condition, reading: ColumnReading, keepsValues: boolean): string {
  const { isNegated, operator, subject, value, secondValue } = condition
  return JSON.stringify([
    isNegated,
    operator,
    valueUnitKey(subject, reading),
    conditionValueKey(value, keepsValues),
    secondValue && conditionValueKey(secondValue, keepsValues),
  ])
}

function conditionValueKey(value: ConditionValue, keepsValues: boolean): string | null {
  if (value.kind === 'subquery') return spiderQueryKey(value.query, { keepsValues })
  if (!keepsValues) return null
  switch (value.kind) {
    case 'number':
      return `number ${value.value}`
    case 'string':
      return `string ${value.text}`
    case 'column':
      return `column ${columnUnitKey(value.unit, AS_PARSED)}`
  }
}

export function valueUnitKey({ operator, left, right }: ValueUnit, reading: ColumnReading): string {
  const first = columnUnitKey(left, reading)
  return right === null ? first : first + SEPARATOR + operator + SEPARATOR + columnUnitKey(right, reading)
}

function columnUnitKey({ aggregate, column, isDistinct }: ColumnUnit, reading: ColumnReading): string {
  const distinct = reading.keepsDistinct && isDistinct ? 'distinct ' : ''
  return aggregate + SEPARATOR + distinct + reading.standsFor(column)
}
