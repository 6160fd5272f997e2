import type { Binary, ColumnReference, Expression, Query, Select } from '../../../sql/ast.ts'
import { conjunctsOf, disjunctsOf } from '../../../sql/conditions.ts'
import { literalOf } from './literal.ts'
import type { Attribute, Comparator, Condition, Count, DatePart, Literal, Statistic } from './meaning.ts'
import { readConditions, rowsAt } from './read-rows.ts'
import { attributeAt, findKey, findPlace, type Place, pathBetween, readScope, type Scope } from './scope.ts'
import { Unreadable } from './unreadable.ts'

export interface PlacedCondition {
  readonly place: Place
  readonly condition: Condition
}

export function readCondition(expression: Expression, scope: Scope): PlacedCondition {
  switch (expression.kind) {
    case 'binary':
      if (expression.operator === 'or') return readAny(expression, scope)
      return readComparison(expression, scope)
    case 'between': {
      const { place, column, part } = readSide(expression.operand, scope)
      const [low, high] = [literalOf(expression.low), literalOf(expression.high)]
      if (low === undefined || high === undefined || expression.negated) throw new Unreadable('between')
      return {
        place,
        condition: { kind: 'test', column, test: { kind: 'between', low, high, ...(part && { part }) } },
      }
    }
    case 'like': {
      const { place, column, part } = readSide(expression.operand, scope)
      const pattern = literalOf(expression.pattern)
      if (
        expression.operator !== 'like' ||
        expression.escape !== undefined ||
        typeof pattern !== 'string' ||
        part !== undefined
      ) {
        throw new Unreadable('like')
      }
      const match = /^(%?)([^%_]+)(%?)$/.exec(pattern)
      if (match === null || (match[1] === '' && match[3] === '')) throw new Unreadable(`pattern ${pattern}`)
      if (expression.negated && column.hasNulls) throw new Unreadable('not like with nulls')
      const how = match[1] === '' ? 'starts' : match[3] === '' ? 'ends' : 'contains'
      return {
        place,
        condition: {
          kind: 'test',
          column,
          test: { kind: 'like', how, text: match[2]!, negated: expression.negated },
        },
      }
    }
    case 'is-null': {
      const { place, column, part } = readSide(expression.operand, scope)
      if (part !== undefined) throw new Unreadable('part is null')
      const key = parentKey(scope, place, column.column)
      if (key !== undefined) {
        // "has a manager", "has no manager"
        const rows = { entity: key.parent, conditions: [] }
        return { place, condition: { kind: 'parent', key, rows, negated: !expression.negated } }
      }
      return {
        place,
        condition: { kind: 'test', column, test: { kind: 'null', negated: expression.negated } },
      }
    }
    case 'in':
      return expression.set.kind === 'query'
        ? readMembership(expression.operand, expression.set.query, expression.negated, scope)
        : readList(expression, scope)
    case 'exists':
      return readExists(expression.query, scope, { kind: 'some' })
    case 'unary':
      if (expression.operator === 'not' && expression.operand.kind === 'exists') {
        return readExists(expression.operand.query, scope, { kind: 'none' })
      }
      throw new Unreadable('not')
    default:
      throw new Unreadable(expression.kind)
  }
}

/** The condition as one of the rows at `to`, which the condition's own place is above of. */
export function liftCondition(placed: PlacedCondition, scope: Scope, to: Place): Condition {
  const path = pathBetween(scope, to, placed.place)
  if (path === undefined) throw new Unreadable('a condition out of reach')
  return [...path].reverse().reduce<Condition>((condition, key) => {
    return { kind: 'parent', key, rows: { entity: key.parent, conditions: [condition] }, negated: false }
  }, placed.condition)
}

function readAny(expression: Expression, scope: Scope): PlacedCondition {
  const parts = disjunctsOf(expression).map((part) => {
    const all = conjunctsOf(part)
    if (all.length > 1) throw new Unreadable('and below or')
    return readCondition(part, scope)
  })
  const first = parts[0]!.place
  const place = parts.every((part) => part.place === first) ? first : scope.root
  return { place, condition: { kind: 'any', of: parts.map((part) => liftCondition(part, scope, place)) } }
}

interface Side {
  readonly place: Place
  readonly column: Attribute['column']
  readonly part?: DatePart
}

const PARTS: ReadonlyMap<string, DatePart> = new Map(
  Object.entries({ '%Y': 'year', '%m': 'month', '%Y-%m': 'year-month' }),
)

/** A column, or the year or month of one. */
export function splitPart(
  expression: Expression,
): { readonly reference: ColumnReference; readonly part?: DatePart } | undefined {
  if (expression.kind === 'column') return { reference: expression }
  if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'strftime') return undefined
  const [format, operand] = expression.arguments
  const part = format?.kind === 'string' ? PARTS.get(format.value) : undefined
  return part === undefined || operand?.kind !== 'column' ? undefined : { reference: operand, part }
}

function readSide(expression: Expression, scope: Scope): Side {
  const split = splitPart(expression)
  const found = split && findPlace(split.reference, scope)
  if (split === undefined || found === undefined) throw new Unreadable('an expression')
  return { ...found, ...(split.part && { part: split.part }) }
}

const MIRRORED: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

export function comparatorOf(operator: string): Comparator {
  if (!(operator in MIRRORED)) throw new Unreadable(operator)
  return operator as Comparator
}

function readComparison(expression: Binary, scope: Scope): PlacedCondition {
  const operator = comparatorOf(expression.operator)
  const { left, right } = expression
  if (left.kind === 'subquery') return readCount(left.query, operator, right, scope)
  if (right.kind === 'subquery') return readStatistic(left, operator, right.query, scope)
  if (right.kind === 'column') return readColumns(left, operator, right, scope)
  const value = literalOf(right)
  if (value === undefined) throw new Unreadable('compared with no literal')
  const { place, column, part } = readSide(left, scope)
  if (operator === '<>' && column.hasNulls) throw new Unreadable('not equal with nulls')
  return {
    place,
    condition: { kind: 'test', column, test: { kind: 'compare', operator, value, ...(part && { part }) } },
  }
}

function readColumns(
  left: Expression,
  operator: Comparator,
  right: ColumnReference,
  scope: Scope,
): PlacedCondition {
  if (left.kind !== 'column') throw new Unreadable('an expression against a column')
  const leftPlace = findPlace(left, scope)?.place
  const rightPlace = findPlace(right, scope)?.place
  if (leftPlace === undefined || rightPlace === undefined) throw new Unreadable('correlated')
  const place = pathBetween(scope, leftPlace, rightPlace)
    ? leftPlace
    : pathBetween(scope, rightPlace, leftPlace)
      ? rightPlace
      : scope.root
  const condition: Condition = {
    kind: 'columns',
    left: attributeAt(scope, place, left),
    operator,
    right: attributeAt(scope, place, right),
  }
  return { place, condition }
}

function readList(expression: Extract<Expression, { kind: 'in' }>, scope: Scope): PlacedCondition {
  const { place, column, part } = readSide(expression.operand, scope)
  if (expression.set.kind !== 'list' || part !== undefined) throw new Unreadable('in')
  const values = expression.set.items.map(literalOf).filter((value): value is Literal => value !== undefined)
  if (values.length < expression.set.items.length || values.length === 0) throw new Unreadable('in')
  if (expression.negated && column.hasNulls) throw new Unreadable('not in with nulls')
  return {
    place,
    condition: { kind: 'test', column, test: { kind: 'one-of', values, negated: expression.negated } },
  }
}

function selectOf(query: Query): Select {
  if (
    query.body.kind !== 'select' ||
    query.with !== undefined ||
    query.orderBy.length > 0 ||
    query.limit !== undefined
  ) {
    throw new Unreadable('a subquery that is more than a SELECT')
  }
  return query.body
}

/** x IN (SELECT y …): x refers to y, or y to x. */
function readMembership(operand: Expression, query: Query, negated: boolean, scope: Scope): PlacedCondition {
  const { place, column } = readSide(operand, scope)
  const select = selectOf(query)
  const [only, ...others] = select.columns
  if (only?.kind !== 'result' || others.length > 0 || only.expression.kind !== 'column')
    throw new Unreadable('in a query')
  const inner = readScope(select.from, scope.lexicon, scope)
  const found = findPlace(only.expression, inner)
  if (found === undefined) throw new Unreadable('in a query')
  const rows = rowsAt(inner, found.place, readConditions(select.where, inner))
  const up = findKey(scope.lexicon, place, found.place, [[column.column, found.column.column]])
  if (up !== undefined && select.groupBy.length === 0) {
    if (negated && !up.isComplete) throw new Unreadable('not in with nulls')
    return { place, condition: { kind: 'parent', key: up, rows, negated } }
  }
  const down = findKey(scope.lexicon, found.place, place, [[found.column.column, column.column]])
  if (down === undefined || (negated && found.column.hasNulls))
    throw new Unreadable('in a query along no key')
  if (select.groupBy.length === 0) {
    const count: Count = { kind: negated ? 'none' : 'some' }
    return { place, condition: { kind: 'children', key: down, rows, count } }
  }
  if (negated || found.place !== inner.root) throw new Unreadable('not in groups')
  return {
    place,
    condition: { kind: 'children', key: down, rows, count: readHaving(select, only.expression) },
  }
}

/** GROUP BY the column itself HAVING count(*) > n. */
function readHaving(select: Select, column: ColumnReference): Count {
  const [key, ...others] = select.groupBy
  const isSame = key?.kind === 'column' && key.name.toLowerCase() === column.name.toLowerCase()
  const { having } = select
  if (!isSame || others.length > 0 || having?.kind !== 'binary') throw new Unreadable('having')
  const to = literalOf(having.right)
  const isCount =
    having.left.kind === 'call' && having.left.star && having.left.name.toLowerCase() === 'count'
  if (!isCount || typeof to !== 'number') throw new Unreadable('having')
  return { kind: 'compared', operator: comparatorOf(having.operator), to, fromOne: true }
}

/** A subquery about the row outside: what ties it to that row is taken out of its conditions. */
function readTied(
  query: Query,
  scope: Scope,
): {
  readonly place: Place
  readonly inner: Scope
  readonly select: Select
  readonly child: Place
  readonly key: Attribute['path'][number]
  readonly rest: readonly Expression[]
} {
  const select = selectOf(query)
  const inner = readScope(select.from, scope.lexicon, scope)
  const ties: {
    readonly column: string
    readonly child: Place
    readonly outer: { readonly place: Place; readonly column: string }
  }[] = []
  const rest: Expression[] = []
  for (const condition of conjunctsOf(select.where)) {
    const tie =
      condition.kind === 'binary' &&
      condition.operator === '=' &&
      condition.left.kind === 'column' &&
      condition.right.kind === 'column'
    if (!tie) {
      rest.push(condition)
      continue
    }
    const own = findPlace(condition.left as ColumnReference, inner)
    const other = findPlace(condition.right as ColumnReference, inner)
    const outside = other === undefined ? findPlace(condition.right as ColumnReference, scope) : undefined
    if (own === undefined || outside === undefined) rest.push(condition)
    else
      ties.push({
        column: own.column.column,
        child: own.place,
        outer: { place: outside.place, column: outside.column.column },
      })
  }
  const [first] = ties
  if (
    first === undefined ||
    ties.some((tie) => tie.child !== first.child || tie.outer.place !== first.outer.place)
  ) {
    throw new Unreadable('a subquery that is not tied')
  }
  const key = findKey(
    scope.lexicon,
    first.child,
    first.outer.place,
    ties.map((tie) => [tie.column, tie.outer.column]),
  )
  if (key === undefined || select.groupBy.length > 0) throw new Unreadable('tied along no key')
  return { place: first.outer.place, inner, select, child: first.child, key, rest }
}

function readExists(query: Query, scope: Scope, count: Count): PlacedCondition {
  const { place, inner, child, key, rest } = readTied(query, scope)
  const rows = rowsAt(
    inner,
    child,
    rest.map((condition) => readCondition(condition, inner)),
  )
  return { place, condition: { kind: 'children', key, rows, count } }
}

/** (SELECT count(*) FROM … tied to the row) > n */
function readCount(query: Query, operator: Comparator, right: Expression, scope: Scope): PlacedCondition {
  const { place, inner, select, child, key, rest } = readTied(query, scope)
  const [only] = select.columns
  const isCount = only?.kind === 'result' && only.expression.kind === 'call' && only.expression.star
  const to = literalOf(right)
  if (!isCount || typeof to !== 'number' || child !== inner.root) throw new Unreadable('a count')
  const rows = rowsAt(
    inner,
    child,
    rest.map((condition) => readCondition(condition, inner)),
  )
  return {
    place,
    condition: { kind: 'children', key, rows, count: { kind: 'compared', operator, to, fromOne: false } },
  }
}

const STATISTICS = new Set(['avg', 'sum', 'min', 'max'])

/** x > (SELECT avg(y) FROM …), perhaps of the rows with the same value of something. */
function readStatistic(left: Expression, operator: Comparator, query: Query, scope: Scope): PlacedCondition {
  const { place, column, part } = readSide(left, scope)
  const select = selectOf(query)
  const [only, ...others] = select.columns
  const call = only?.kind === 'result' ? only.expression : undefined
  if (part !== undefined || others.length > 0 || select.groupBy.length > 0)
    throw new Unreadable('a scalar subquery')
  if (call?.kind === 'column') return readSingle(place, column, operator, query, scope)
  const [argument] = call?.kind === 'call' ? call.arguments : []
  const name = call?.kind === 'call' ? call.name.toLowerCase() : ''
  if (!STATISTICS.has(name) || argument?.kind !== 'column') throw new Unreadable('a scalar subquery')
  const inner = readScope(select.from, scope.lexicon, scope)
  const found = findPlace(argument, inner)
  if (found === undefined || found.place !== inner.root) throw new Unreadable('a statistic of what is joined')
  let within: Attribute | undefined
  const rest: Expression[] = []
  for (const condition of conjunctsOf(select.where)) {
    const tie = readSameValue(condition, inner, scope, place)
    if (tie === undefined) rest.push(condition)
    else if (within === undefined) within = tie
    else throw new Unreadable('two ties')
  }
  const over = rowsAt(
    inner,
    inner.root,
    rest.map((condition) => readCondition(condition, inner)),
  )
  const test = {
    kind: 'statistic',
    operator,
    statistic: name as Statistic,
    over,
    column: found.column,
    ...(within && { within }),
  } as const
  return { place, condition: { kind: 'test', column, test } }
}

/** fk = (SELECT key FROM parent WHERE its unique name = …) */
function readSingle(
  place: Place,
  column: Attribute['column'],
  operator: Comparator,
  query: Query,
  scope: Scope,
): PlacedCondition {
  const placed = readMembership(
    { kind: 'column', table: place.name, name: column.column },
    query,
    false,
    scope,
  )
  const { condition } = placed
  const isOne =
    condition.kind === 'parent' &&
    condition.rows.conditions.some(
      (one) =>
        one.kind === 'test' &&
        one.column.isUnique &&
        one.test.kind === 'compare' &&
        one.test.operator === '=',
    )
  if (operator !== '=' || !isOne) throw new Unreadable('a subquery of perhaps many rows')
  return placed
}

/** inner.x = outer.x: the rows with the same x. */
function readSameValue(
  condition: Expression,
  inner: Scope,
  scope: Scope,
  place: Place,
): Attribute | undefined {
  if (condition.kind !== 'binary' || condition.operator !== '=') return undefined
  const { left, right } = condition
  if (left.kind !== 'column' || right.kind !== 'column') return undefined
  const own = findPlace(left, inner)
  if (own === undefined || findPlace(right, inner) !== undefined) return undefined
  const other = findPlace(right, scope)
  const isSame = other?.place === place && own.place === inner.root && other.column === own.column
  if (!isSame) throw new Unreadable('tied by different columns')
  const key = parentKey(inner, own.place, own.column.column)
  return key === undefined
    ? { kind: 'attribute', path: [], column: own.column }
    : { kind: 'attribute', path: [key], column: own.column }
}

/** The key that this column alone makes up. */
export function parentKey(scope: Scope, place: Place, column: string): Attribute['path'][number] | undefined {
  return scope.lexicon
    .keysFrom(place.entity.table)
    .find(
      ({ key }) =>
        key.from.columns.length === 1 && key.from.columns[0]!.toLowerCase() === column.toLowerCase(),
    )
}
