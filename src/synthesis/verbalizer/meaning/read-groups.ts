import type { Expression, Query, Select } from '../../../sql/ast.ts'
import { conjunctsOf } from '../../../sql/conditions.ts'
import { literalOf } from './literal.ts'
import type {
  Attribute,
  Condition,
  GroupKey,
  GroupMeaning,
  ListMeaning,
  Measure,
  Ordering,
} from './meaning.ts'
import { comparatorOf, liftCondition, parentKey, readCondition, splitPart } from './read-condition.ts'
import { limitsOf } from './read-meaning.ts'
import { readMeasure } from './read-measure.ts'
import { readConditions, rowsAt } from './read-rows.ts'
import { attributeAt, findPlace, type Place, pathBetween, type Scope } from './scope.ts'
import { Unreadable } from './unreadable.ts'

interface PlacedKey {
  readonly key: GroupKey
  readonly place: Place
  /** One row of the place for each group: its other columns follow. */
  readonly isWhole: boolean
}

export function readGroups(select: Select, query: Query, scope: Scope): GroupMeaning | ListMeaning {
  if (select.distinct) throw new Unreadable('distinct groups')
  const withEmpty = scope.links.some(({ keepsParent }) => keepsParent)
  const results = select.columns.map((column) => {
    if (column.kind !== 'result') throw new Unreadable('star')
    return column
  })
  const named = (expression: Expression): Expression => {
    const result =
      expression.kind === 'column' && expression.table === undefined
        ? results.find(({ alias }) => alias === expression.name)
        : undefined
    return result?.expression ?? expression
  }
  const keys = mergeKeys(select.groupBy.map((expression) => readKey(named(expression), scope)))
  const read = (expression: Expression): Attribute | Measure | undefined => {
    const measure = readMeasure(expression, scope, withEmpty)
    if (measure !== undefined) return measure
    if (expression.kind === 'case') return undefined
    const split = splitPart(expression)
    if (split === undefined) throw new Unreadable('an expression of groups')
    const attribute: Attribute = {
      ...attributeAt(scope, scope.root, split.reference),
      ...(split.part && { part: split.part }),
    }
    const place = findPlace(split.reference, scope)!.place
    if (!keys.some((key) => isFixedBy(key, attribute, place)))
      throw new Unreadable('a column that the group does not fix')
    return attribute
  }
  const shown = results.flatMap(({ expression }) => read(expression) ?? [])
  const order = query.orderBy.map(({ expression, direction, nulls }): Ordering => {
    const by = read(named(expression))
    if (by === undefined || nulls !== undefined) throw new Unreadable('ordered by an expression')
    return { by, direction }
  })
  const having = conjunctsOf(select.having).map((condition) => {
    if (condition.kind !== 'binary') throw new Unreadable('having')
    const measure = readMeasure(condition.left, scope, withEmpty)
    const value = literalOf(condition.right)
    if (measure === undefined || typeof value !== 'number') throw new Unreadable('having')
    return { measure, operator: comparatorOf(condition.operator), value }
  })
  const placed = readConditions(select.where, scope)
  if (withEmpty && (scope.links.length > 1 || placed.some(({ place }) => place === scope.root)))
    throw new Unreadable('left join with conditions')
  const limits = limitsOf(query)
  if (limits.skip !== undefined) throw new Unreadable('offset of groups')
  const asList = countedList({ select, scope, keys, shown, order, having, placed, limits, withEmpty })
  if (asList !== undefined) return asList
  return {
    kind: 'group',
    rows: rowsAt(
      scope,
      scope.root,
      placed,
      keys.map(({ place }) => place),
    ),
    keys: keys.map(({ key }) => key),
    shown,
    ...(having.length > 0 && { having }),
    order,
    ...limits,
    withEmpty,
  }
}

export function readKey(expression: Expression, scope: Scope): PlacedKey {
  if (expression.kind === 'case')
    return { key: readLabels(expression, scope), place: scope.root, isWhole: false }
  const split = splitPart(expression)
  const found = split && findPlace(split.reference, scope)
  if (split === undefined || found === undefined) throw new Unreadable('grouped by an expression')
  const attribute = attributeAt(scope, scope.root, split.reference)
  const { entity } = found.place
  const path = attribute.path
  if (split.part !== undefined)
    return {
      key: { kind: 'attribute', attribute: { ...attribute, part: split.part } },
      place: found.place,
      isWhole: false,
    }
  const isName = entity.names.length === 1 && entity.names[0] === found.column && found.column.isUnique
  if ((entity.id === found.column || isName) && path.length > 0)
    return { key: { kind: 'entity', path, entity }, place: found.place, isWhole: true }
  const key = parentKey(scope, found.place, found.column.column)
  if (key !== undefined) {
    const place =
      scope.links.find((link) => link.child === found.place && link.key === key)?.parent ?? found.place
    if (key.parent.names[0]?.column === key.key.to.columns[0] || place !== found.place) {
      return {
        key: { kind: 'entity', path: [...path, key], entity: key.parent },
        place,
        isWhole: place !== found.place,
      }
    }
  }
  if (found.column.role === 'key' && key === undefined) throw new Unreadable('grouped by what is no group')
  if (key !== undefined)
    return {
      key: { kind: 'entity', path: [...path, key], entity: key.parent },
      place: found.place,
      isWhole: false,
    }
  return { key: { kind: 'attribute', attribute }, place: found.place, isWhole: false }
}

/** GROUP BY id, name: the name follows from the id. */
function mergeKeys(keys: readonly PlacedKey[]): readonly PlacedKey[] {
  return keys.filter(
    ({ key, place }) =>
      key.kind !== 'attribute' ||
      key.attribute.part !== undefined ||
      !keys.some(
        (other) =>
          other.key.kind === 'entity' &&
          other.place === place &&
          place !== undefined &&
          other.key.entity === place.entity,
      ),
  )
}

function isFixedBy({ key, place, isWhole }: PlacedKey, attribute: Attribute, at: Place): boolean {
  if (key.kind === 'entity') return (isWhole && at === place) || isKeyColumn(key, attribute)
  return (
    key.kind === 'attribute' &&
    key.attribute.column === attribute.column &&
    key.attribute.part === attribute.part &&
    at === place
  )
}

function isKeyColumn(key: Extract<GroupKey, { kind: 'entity' }>, { column, path }: Attribute): boolean {
  const last = key.path.at(-1)!.key
  return (
    path.length === key.path.length - 1 &&
    last.from.table === column.table &&
    last.from.columns.includes(column.column)
  )
}

function readLabels(expression: Extract<Expression, { kind: 'case' }>, scope: Scope): GroupKey {
  const otherwise = expression.otherwise && literalOf(expression.otherwise)
  if (expression.operand !== undefined || typeof otherwise !== 'string') throw new Unreadable('case')
  const cases = expression.branches.map((branch) => {
    const label = literalOf(branch.then)
    if (typeof label !== 'string') throw new Unreadable('case')
    return { condition: liftCondition(readCondition(branch.when, scope), scope, scope.root), label }
  })
  return { kind: 'label', cases, otherwise }
}

interface Counted {
  readonly select: Select
  readonly scope: Scope
  readonly keys: readonly PlacedKey[]
  readonly shown: readonly (Attribute | Measure)[]
  readonly order: readonly Ordering[]
  readonly having: NonNullable<GroupMeaning['having']>
  readonly placed: ReturnType<typeof readConditions>
  readonly limits: ReturnType<typeof limitsOf>
  readonly withEmpty: boolean
}

/** Customers by HAVING count(*) > 3 are customers with more than three orders. */
function countedList({
  scope,
  keys,
  shown,
  order,
  having,
  placed,
  limits,
  withEmpty,
}: Counted): ListMeaning | undefined {
  const [only, ...others] = keys
  const [limit, ...more] = having
  if (only?.key.kind !== 'entity' || others.length > 0 || more.length > 0 || withEmpty) return undefined
  const { place } = only
  const path = pathBetween(scope, scope.root, place)
  const isAttribute = (item: Attribute | Measure): item is Attribute => item.kind === 'attribute'
  if (
    path?.length !== 1 ||
    place.entity !== only.key.entity ||
    !shown.every(isAttribute) ||
    order.some(({ by }) => !isAttribute(by))
  )
    return undefined
  if (limit !== undefined && limit.measure.kind !== 'count') return undefined
  const rows = rowsAt(scope, place, placed)
  const conditions = rows.conditions.map(
    (condition): Condition =>
      condition.kind === 'children' && limit !== undefined && condition.key === path[0]
        ? {
            ...condition,
            count: { kind: 'compared', operator: limit.operator, to: limit.value, fromOne: true },
          }
        : condition,
  )
  const near = (attribute: Attribute): Attribute => {
    if (attribute.path.length === 0) throw new Unreadable('a column of the rows')
    return { ...attribute, path: attribute.path.slice(1) }
  }
  return {
    kind: 'list',
    rows: { entity: place.entity, conditions },
    shown: shown.map((attribute) => near(attribute as Attribute)),
    isDistinct: false,
    order: order.map(({ by, direction }) => ({ by: near(by as Attribute), direction })),
    ...limits,
  }
}
