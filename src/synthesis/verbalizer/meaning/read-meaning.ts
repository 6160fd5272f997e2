import type { ColumnReference, Expression, Query, QueryBody, Select } from '../../../sql/ast.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { literalOf } from './literal.ts'
import type { Attribute, Condition, ListMeaning, Meaning, MeasureMeaning, Ordering } from './meaning.ts'
import type { PlacedCondition } from './read-condition.ts'
import { splitPart } from './read-condition.ts'
import { readDerived } from './read-derived.ts'
import { readGroups } from './read-groups.ts'
import { readMeasure } from './read-measure.ts'
import { readConditions, rowsAt } from './read-rows.ts'
import { attributeAt, findPlace, type Place, pathBetween, readScope, type Scope } from './scope.ts'
import { Unreadable } from './unreadable.ts'

/** What the query asks; undefined where that cannot be said for certain. */
export function readMeaning(query: Query, lexicon: Lexicon): Meaning | undefined {
  try {
    return readQuery(query, lexicon)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

function readQuery(query: Query, lexicon: Lexicon): Meaning {
  if (query.with !== undefined) throw new Unreadable('with')
  const { body } = query
  if (body.kind === 'compound') {
    if (query.orderBy.length > 0 || query.limit !== undefined)
      throw new Unreadable('an ordered set operation')
    const [left, right] = [readPart(body.left, lexicon), readPart(body.right, lexicon)]
    return { kind: 'set', operator: body.operator, left, right }
  }
  if (body.kind !== 'select' || body.windows.length > 0) throw new Unreadable(body.kind)
  if (body.from?.kind === 'subquery-table') return readDerived(body, query, body.from, lexicon)
  const scope = readScope(body.from, lexicon)
  if (body.groupBy.length > 0) return readGroups(body, query, scope)
  if (body.having !== undefined) throw new Unreadable('having without groups')
  return readMeasures(body, query, scope) ?? readRows(body, query, scope)
}

function readPart(body: QueryBody, lexicon: Lexicon): ListMeaning {
  const meaning = readQuery({ kind: 'query', body, orderBy: [] }, lexicon)
  if (meaning.kind !== 'list') throw new Unreadable('a set operation of what are no lists')
  return meaning
}

function resultsOf(select: Select): readonly { readonly expression: Expression; readonly alias?: string }[] {
  return select.columns.map((column) => {
    if (column.kind !== 'result') throw new Unreadable('star')
    return column
  })
}

/** Only aggregates: one line. */
function readMeasures(select: Select, query: Query, scope: Scope): MeasureMeaning | undefined {
  const results = resultsOf(select)
  const measures = results.map(({ expression }) => readMeasure(expression, scope))
  const found = measures.filter((measure) => measure !== undefined)
  if (found.length === 0) return undefined
  const isWhole = found.length === results.length && query.orderBy.length === 0 && query.limit === undefined
  if (!isWhole || select.distinct || scope.links.some(({ keepsParent }) => keepsParent))
    throw new Unreadable('aggregates beside others')
  const placed = readConditions(select.where, scope)
  const [only] = found
  // The number of customers that orders refer to is the number of customers with an order.
  if (found.length === 1 && only?.kind === 'distinct' && only.of.path.length > 0) {
    const { path, column } = only.of
    const entity = path.at(-1)!.parent
    const place = scope.places.find(
      (one) => one.entity === entity && samePath(pathBetween(scope, scope.root, one), path),
    )
    if (entity.id === column && (place !== undefined || path.length === 1)) {
      const rows =
        place === undefined
          ? {
              entity,
              conditions: [
                {
                  kind: 'children',
                  key: path[0]!,
                  rows: rowsAt(scope, scope.root, placed),
                  count: { kind: 'some' },
                } as const,
              ],
            }
          : rowsAt(scope, place, placed)
      return { kind: 'measure', rows, measures: [{ kind: 'count', entity }] }
    }
  }
  const shown = found.flatMap((measure) => measurePlaces(measure, scope))
  return { kind: 'measure', rows: rowsAt(scope, scope.root, placed, shown), measures: found }
}

function samePath(left: readonly unknown[] | undefined, right: readonly unknown[]): boolean {
  return (
    left !== undefined && left.length === right.length && left.every((key, index) => key === right[index])
  )
}

function measurePlaces(measure: ReturnType<typeof readMeasure>, scope: Scope): Place[] {
  const attributes =
    measure?.kind === 'distinct'
      ? [measure.of]
      : measure?.kind === 'statistic'
        ? measure.of.kind === 'product'
          ? [measure.of.left, measure.of.right]
          : [measure.of]
        : []
  return attributes.flatMap(({ path }) =>
    scope.places.filter((place) => samePath(pathBetween(scope, scope.root, place), path)),
  )
}

function readRows(select: Select, query: Query, scope: Scope): ListMeaning {
  const results = resultsOf(select)
  const references = results.map(({ expression }) => {
    const split = splitPart(expression)
    if (split === undefined) throw new Unreadable('an expression is shown')
    return split
  })
  const places = references.map(({ reference }) => {
    const found = findPlace(reference, scope)
    if (found === undefined) throw new Unreadable('an outer column is shown')
    return found.place
  })
  const without = readWithout(select, scope)
  if (without !== undefined) {
    const [place, rows] = without
    if (places.some((one) => one !== place)) throw new Unreadable('columns of what is not there')
    return finishList(select, query, scope, place, rows, references)
  }
  if (scope.links.some(({ keepsParent }) => keepsParent)) throw new Unreadable('left join')
  const focus = select.distinct ? lowestAbove(scope, places) : scope.root
  const rows = rowsAt(scope, focus, readConditions(select.where, scope), places)
  return finishList(select, query, scope, focus, rows, references)
}

function finishList(
  select: Select,
  query: Query,
  scope: Scope,
  focus: Place,
  rows: ListMeaning['rows'],
  references: readonly { readonly reference: ColumnReference; readonly part?: Attribute['part'] }[],
): ListMeaning {
  const attribute = ({ reference, part }: (typeof references)[number]): Attribute => ({
    ...attributeAt(scope, focus, reference),
    ...(part && { part }),
  })
  const shown = references.map(attribute)
  const order = query.orderBy.map(({ expression, direction, nulls }): Ordering => {
    const named = select.columns.find(
      (column) =>
        column.kind === 'result' &&
        column.alias !== undefined &&
        expression.kind === 'column' &&
        expression.name === column.alias,
    )
    const split = splitPart(named?.kind === 'result' ? named.expression : expression)
    if (split === undefined || nulls !== undefined) throw new Unreadable('ordered by an expression')
    return { by: attribute(split), direction }
  })
  const own = shown.filter(({ path }) => path.length === 0).map(({ column }) => column)
  const names = rows.entity.names
  const isIdentified =
    own.some((column) => column.isUnique) || (names.length === 2 && names.every((name) => own.includes(name)))
  return {
    kind: 'list',
    rows,
    shown,
    isDistinct: select.distinct && !isIdentified,
    order,
    ...limitsOf(query),
  }
}

export function limitsOf(query: Query): { readonly limit?: number; readonly skip?: number } {
  if (query.limit === undefined) return {}
  const limit = literalOf(query.limit.count)
  const skip = query.limit.offset === undefined ? 0 : literalOf(query.limit.offset)
  if (typeof limit !== 'number' || typeof skip !== 'number') throw new Unreadable('limit')
  return { limit, ...(skip > 0 && { skip }) }
}

/** The table nearest to the shown ones from which all of them can be reached. */
function lowestAbove(scope: Scope, shown: readonly Place[]): Place {
  const reaching = scope.places.filter((place) =>
    shown.every((one) => pathBetween(scope, place, one) !== undefined),
  )
  const depth = (place: Place): number => pathBetween(scope, scope.root, place)?.length ?? 0
  return reaching.sort((left, right) => depth(right) - depth(left))[0] ?? scope.root
}

/** FROM a LEFT JOIN b WHERE b.key IS NULL: those a that no b refers to. */
function readWithout(select: Select, scope: Scope): readonly [Place, ListMeaning['rows']] | undefined {
  const [link, ...others] = scope.links
  if (link === undefined || others.length > 0 || !link.keepsParent) return undefined
  const conditions = readConditions(select.where, scope)
  const isMissing = ({ place, condition }: PlacedCondition): boolean =>
    place === link.child &&
    ((condition.kind === 'test' &&
      condition.test.kind === 'null' &&
      !condition.test.negated &&
      !condition.column.hasNulls) ||
      (condition.kind === 'parent' &&
        condition.negated &&
        condition.rows.conditions.length === 0 &&
        condition.key.isComplete))
  const rest = conditions.filter((condition) => !isMissing(condition))
  if (rest.length !== conditions.length - 1 || rest.some(({ place }) => place !== link.parent))
    return undefined
  const none: Condition = {
    kind: 'children',
    key: link.key,
    rows: { entity: link.child.entity, conditions: [] },
    count: { kind: 'none' },
  }
  return [
    link.parent,
    { entity: link.parent.entity, conditions: [...rest.map(({ condition }) => condition), none] },
  ]
}
