import { createHash } from 'node:crypto'
import type { Schema } from '../../../database/schema.ts'
import type { Expression, FromItem, Join, Query, QueryBody, Select } from '../../../sql/ast.ts'
import { conjunctsOf } from '../../../sql/conditions.ts'
import { type CanonicalClauses, EMPTY_CLAUSES } from './canonical-clauses.ts'
import { EqualColumns } from './equal-columns.ts'
import { AS_TABLE, ExpressionKeys, type SubqueryReader, type SubqueryUse } from './expression-key.ts'
import { type EqualPair, type ReadFrom, readFromClause } from './from-clause.ts'
import { relabelings } from './relabelings.ts'
import { limitKeys, type NamedKey, orderedBy, ordinalKey, resultKeys } from './result-columns.ts'
import { compoundKey, keepsRepeatedRows, type Leaf, leavesOf } from './set-operations.ts'
import type { Sight, Source } from './sight.ts'
import { storedSource } from './stored-source.ts'

/** How many numberings of repeated tables are tried, over all levels of a query. */
const MOST_WAYS = 48

/** Never fails: a name that stands for nothing stands for itself. */
export function canonicalClauses(query: Query, schema: Schema): CanonicalClauses {
  const place = { outer: null, tables: new Map(), ways: MOST_WAYS, use: AS_TABLE }
  return new QueryReader(schema).read(query, place).clauses
}

interface ReadQuery {
  readonly clauses: CanonicalClauses
  /** In the order of the text. */
  readonly columns: readonly NamedKey[]
}

/** Where a query stands. */
interface Place {
  readonly outer: Sight | null
  readonly tables: CommonTables
  readonly ways: number
  readonly use: SubqueryUse
}

type CommonTables = ReadonlyMap<string, Pick<Source, 'identity' | 'columns'>>

type Tail = Pick<Query, 'orderBy' | 'limit'>

const NO_TAIL: Tail = { orderBy: [] }

class QueryReader {
  readonly #schema: Schema

  constructor(schema: Schema) {
    this.#schema = schema
  }

  read(query: Query, around: Place): ReadQuery {
    const place = { ...around, tables: this.#commonTables(query, around) }
    return query.body.kind === 'select'
      ? this.#select(query.body, query, place)
      : this.#compound(query.body, query, place)
  }

  #commonTables({ with: clause }: Query, place: Place): CommonTables {
    if (clause === undefined) return place.tables
    const tables = new Map(place.tables)
    for (const { name, columns, query } of clause.tables) {
      const key = name.toLowerCase()
      // Within itself it is no more than a name, the same in every query.
      const itself = columns.map((column) => [column.toLowerCase(), column.toLowerCase()] as const)
      const inside = clause.recursive
        ? new Map(tables).set(key, { identity: '(itself)', columns: new Map(itself) })
        : tables
      const read = this.read(query, { ...place, tables: inside, use: AS_TABLE })
      tables.set(key, derivedSource(read, columns))
    }
    return tables
  }

  /** Of all ways to number the tables that are there more than once, the one whose text comes first. */
  #select(select: Select, tail: Tail, place: Place): ReadQuery {
    const from = readFromClause(select.from, (item) => this.#source(item, place))
    const ways = relabelings(from.sources, (place.outer?.depth ?? -1) + 1, place.ways)
    const inside = { ...place, ways: Math.max(1, Math.floor(place.ways / ways.length)) }
    let best: (ReadQuery & { readonly text: string }) | undefined
    for (const relabel of ways) {
      relabel()
      const read = this.#labelledSelect(select, tail, from, inside)
      const text = JSON.stringify(read.clauses)
      if (best === undefined || text < best.text) best = { ...read, text }
    }
    return best!
  }

  #labelledSelect(select: Select, tail: Tail, from: ReadFrom, place: Place): ReadQuery {
    const equal = new EqualColumns()
    const aliases = new Map<string, string>()
    const depth = (place.outer?.depth ?? -1) + 1
    const sight = { sources: from.sources, aliases, outer: place.outer, depth, standsFor: equal.standsFor }
    const keys = new ExpressionKeys(sight, this.#subqueriesOf(place))
    for (const pair of from.equalities) equal.add(...keysOfPair(pair))
    const conditions = [...from.conditions, ...conjunctsOf(select.where)].filter((condition) => {
      if (condition.kind !== 'binary' || condition.operator !== '=') return true
      const left = keys.columnOf(condition.left)
      const right = keys.columnOf(condition.right)
      if (left === undefined || right === undefined) return true
      equal.add(left, right)
      return false
    })
    const columns = select.columns.flatMap((column) => resultKeys(column, sight, keys))
    for (const [index, column] of select.columns.entries()) {
      if (column.kind !== 'result' || column.alias === undefined) continue
      const key =
        select.columns.length === columns.length ? columns[index]!.key : keys.keyOf(column.expression)
      aliases.set(column.alias.toLowerCase(), key)
    }
    const conjuncts = (all: readonly Expression[]): readonly string[] =>
      [...new Set(all.flatMap((condition) => keys.conditionKeys(condition, 'and')))].sort()
    const outerJoins = from.outerJoins.map((join) => {
      const sides = [join.kept, join.joined].map((side) =>
        side
          .map(({ label }) => label)
          .sort()
          .join(','),
      )
      const required = [
        ...join.equalities.map((pair) => keysOfPair(pair).sort().join(' = ')),
        ...conjuncts(join.conditions),
      ]
      return `${join.kind}(${join.kind === 'full' ? sides.sort() : sides}; ${required.sort()})`
    })
    const isSet = place.use.isSet && tail.limit === undefined
    const selected = columns.map(({ key }) => key)
    const grouped = select.groupBy.map((key) => ordinalKey(key, columns) ?? keys.keyOf(key))
    return {
      columns,
      clauses: {
        select: arrange(selected, place.use),
        distinct: select.distinct && !isSet ? ['distinct'] : [],
        tables: from.sources.map(({ identity }) => identity).sort(),
        joins: [...equal.describe(), ...outerJoins.sort()],
        where: conjuncts(conditions),
        group: [...new Set(grouped)].sort(),
        having: conjuncts(conjunctsOf(select.having)),
        order: isSet
          ? []
          : tail.orderBy.map((term) => keys.orderKey(term, orderedBy(term, columns, aliases, keys))),
        limit: limitKeys(tail.limit, keys),
        'set operations': [],
      },
    }
  }

  /** Columns are moved in all parts at once. */
  #compound(body: Exclude<QueryBody, Select>, tail: Tail, place: Place): ReadQuery {
    const use = { columns: 'as-written', isSet: !keepsRepeatedRows(body) } as const
    const parts = leavesOf(body).map((leaf) => this.#leaf(leaf, { ...place, use }))
    const first = parts[0]!.columns
    const written = first.map((_, index) => index)
    const places = parts.every(({ columns }) => columns.length === first.length)
      ? written.toSorted((one, other) => compareTexts(placeKey(parts, one), placeKey(parts, other)))
      : written
    const isRow = place.use.columns === 'as-written'
    const keys = new ExpressionKeys(NOWHERE, this.#subqueriesOf(place))
    const texts = parts.map(({ clauses }) => {
      const select = isRow ? clauses.select : places.map((index) => clauses.select[index] ?? '')
      return digest(JSON.stringify({ ...clauses, select }))
    })
    const isSet = place.use.isSet && tail.limit === undefined
    const order = (isSet ? [] : tail.orderBy).map((term) => {
      const named = term.expression.kind === 'column' ? term.expression.name.toLowerCase() : undefined
      const index = first.findIndex(({ name }) => name === named)
      const key =
        index === -1 ? (ordinalKey(term.expression, first) ?? keys.keyOf(term.expression)) : first[index]!.key
      return keys.orderKey(term, key)
    })
    return {
      columns: first,
      clauses: {
        ...EMPTY_CLAUSES,
        order,
        limit: limitKeys(tail.limit, keys),
        'set operations': [compoundKey(body, texts[Symbol.iterator]())],
      },
    }
  }

  #leaf(leaf: Leaf, place: Place): ReadQuery {
    if (leaf.kind === 'select') return this.#select(leaf, NO_TAIL, place)
    const keys = new ExpressionKeys(place.outer ?? NOWHERE, this.#subqueriesOf(place))
    const rows = leaf.rows.map((row) => row.map((value) => keys.keyOf(value)))
    const columns = (rows[0] ?? []).map((_, index) => ({
      name: `column${index + 1}`,
      key: rows.map((row) => row[index]).join(),
    }))
    return { columns, clauses: { ...EMPTY_CLAUSES, select: columns.map(({ key }) => key) } }
  }

  #source(item: Exclude<FromItem, Join>, place: Place): Source {
    const merged = new Set<string>()
    if (item.kind === 'subquery-table') {
      // It sees the queries around, but not its neighbours.
      const read = this.read(item.query, { ...place, use: AS_TABLE })
      return { name: (item.alias ?? '').toLowerCase(), ...derivedSource(read, []), merged, label: '' }
    }
    const name = (item.alias ?? item.name).toLowerCase()
    if (item.kind === 'table-function') {
      const keys = new ExpressionKeys(place.outer ?? NOWHERE, this.#subqueriesOf(place))
      const written = item.arguments.map((argument) => keys.keyOf(argument))
      return {
        name,
        identity: `${item.name.toLowerCase()}(${written})`,
        columns: new Map(),
        merged,
        label: '',
      }
    }
    const common = item.schema === undefined ? place.tables.get(item.name.toLowerCase()) : undefined
    return { name, ...(common ?? storedSource(item.name, this.#schema)), merged, label: '' }
  }

  #subqueriesOf({ tables, ways }: Place): SubqueryReader {
    return {
      keyOf: (query, outer, use) =>
        `(${digest(JSON.stringify(this.read(query, { outer, tables, ways, use }).clauses))})`,
    }
  }
}

const NOWHERE: Sight = {
  sources: [],
  aliases: new Map(),
  outer: null,
  depth: 0,
  standsFor: (column) => column,
}

function derivedSource(
  { clauses, columns }: ReadQuery,
  names: readonly string[],
): Pick<Source, 'identity' | 'columns'> {
  const named = columns.map(
    ({ name, key }, index) =>
      [names[index]?.toLowerCase() ?? name, key.length > 80 ? digest(key) : key] as const,
  )
  // The first of two columns with one name is meant.
  return { identity: `(${digest(JSON.stringify(clauses))})`, columns: new Map(named.toReversed()) }
}

function keysOfPair({ left, right }: EqualPair): [string, string] {
  const keyOf = ({ source, name }: EqualPair['left']): string => `${source.label}.${source.columns.get(name)}`
  return [keyOf(left), keyOf(right)]
}

function arrange(selected: readonly string[], { columns }: SubqueryUse): readonly string[] {
  if (columns === 'none') return []
  return columns === 'as-written' ? selected : selected.toSorted()
}

function placeKey(parts: readonly ReadQuery[], index: number): string {
  return parts
    .map(({ columns }) => columns[index]!.key)
    .sort()
    .join('\u0000')
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
