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
const AS_PARSED: ColumnReading = { keepsDistinct: true, standsFor: (column) => column }

/** Written as text once and whole: text within text within text would double its escapes at each level. */
type Shape = string | boolean | null | readonly Shape[]

/** No column has it in its name. */
const SEPARATOR = '\u0000'

/** A text that two subqueries of FROM share exactly when the official evaluator finds them equal. */
export function spiderSubqueryKey(query: SpiderQuery): string {
  return JSON.stringify(queryShape(query, true))
}

/** Without its values; those of subqueries of its own FROM count. */
export function conditionKey(condition: Condition, reading: ColumnReading): string {
  return JSON.stringify(conditionShape(condition, reading, false))
}

export function conditionListKey(list: ConditionList, reading: ColumnReading): string {
  return JSON.stringify(listShape(list, reading, false))
}

/** Of a condition in the place of a connective, which the official evaluator leaves as it was. */
export function misplacedConditionKey(condition: Condition): string {
  return JSON.stringify(conditionShape(condition, AS_PARSED, true))
}

export function valueUnitKey({ operator, left, right }: ValueUnit, reading: ColumnReading): string {
  const first = columnUnitKey(left, reading)
  return right === null ? first : [first, operator, columnUnitKey(right, reading)].join(SEPARATOR)
}

/** Nothing is left out but aliases: the order of columns, tables and conditions counts. */
function queryShape(query: SpiderQuery, keepsValues: boolean): Shape {
  const { orderBy, setOperation } = query
  const value = (unit: ValueUnit): string => valueUnitKey(unit, AS_PARSED)
  return [
    query.isDistinct,
    query.select.map((item) => [item.aggregate, value(item.value)]),
    query.tables.map((unit) => (unit.kind === 'table' ? unit.name : [queryShape(unit.query, true)])),
    listShape(query.joinConditions, AS_PARSED, keepsValues),
    listShape(query.where, AS_PARSED, keepsValues),
    query.groupBy.map((unit) => columnUnitKey(unit, AS_PARSED)),
    listShape(query.having, AS_PARSED, keepsValues),
    orderBy && [orderBy.direction, orderBy.values.map(value)],
    query.hasLimit,
    setOperation && [setOperation.operator, queryShape(setOperation.query, keepsValues)],
  ]
}

function listShape(list: ConditionList, reading: ColumnReading, keepsValues: boolean): Shape {
  return list.map((item, place) => {
    if (typeof item === 'string') return item
    const isMisplaced = place % 2 === 1
    return isMisplaced ? conditionShape(item, AS_PARSED, true) : conditionShape(item, reading, keepsValues)
  })
}

function conditionShape(condition: Condition, reading: ColumnReading, keepsValues: boolean): Shape {
  const { isNegated, operator, subject, value, secondValue } = condition
  return [
    isNegated,
    operator,
    valueUnitKey(subject, reading),
    valueShape(value, keepsValues),
    secondValue && valueShape(secondValue, keepsValues),
  ]
}

function valueShape(value: ConditionValue, keepsValues: boolean): Shape {
  if (value.kind === 'subquery') return [queryShape(value.query, keepsValues)]
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

function columnUnitKey({ aggregate, column, isDistinct }: ColumnUnit, reading: ColumnReading): string {
  const distinct = reading.keepsDistinct && isDistinct ? 'distinct ' : ''
  return aggregate + SEPARATOR + distinct + reading.standsFor(column)
}
