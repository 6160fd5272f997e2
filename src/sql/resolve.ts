import type {
  ColumnReference,
  Expression,
  FromItem,
  Join,
  Query,
  QueryBody,
  ResultColumn,
  Select,
  Span,
} from './ast.ts'
import { literalComparisons } from './comparisons.ts'
import type { Dialect } from './dialect.ts'
import { nearestNames } from './nearest-names.ts'
import type { Clause, ColumnUse, Comparison, NameProblem, Resolution } from './resolution.ts'
import type { SchemaShape } from './schema-shape.ts'
import {
  type CommonTables,
  findColumn,
  findSource,
  isSameName,
  type OfferedColumn,
  type Scope,
  type Source,
  storedColumns,
  visibleColumns,
} from './scope.ts'
import { SQLITE } from './sqlite-dialect.ts'
import { expressionParts, subqueryOf, windowParts } from './walk.ts'

interface Offer {
  readonly columns: readonly OfferedColumn[]
  readonly isOpen: boolean
}

/** Says what each name of the query stands for in the schema, and which names stand for nothing. */
export function resolveNames(query: Query, schema: SchemaShape, dialect: Dialect = SQLITE): Resolution {
  const resolver = new Resolver(schema, dialect)
  resolver.query(query, undefined, new Map())
  return resolver.resolution()
}

class Resolver {
  readonly #schema: SchemaShape
  readonly #dialect: Dialect
  readonly #tables = new Set<string>()
  readonly #columns: ColumnUse[] = []
  readonly #comparisons: Comparison[] = []
  readonly #problems: NameProblem[] = []

  constructor(schema: SchemaShape, dialect: Dialect) {
    this.#schema = schema
    this.#dialect = dialect
  }

  resolution(): Resolution {
    return {
      tables: [...this.#tables],
      columns: this.#columns,
      comparisons: this.#comparisons,
      problems: this.#problems,
    }
  }

  /** What the query offers to the one around it. */
  query(query: Query, outer: Scope | undefined, around: CommonTables): Offer {
    const commonTables = this.#commonTables(query, outer, around)
    const { offer, scope } = this.#body(query.body, outer, commonTables)
    for (const { expression } of query.orderBy) this.#orderTerm(expression, scope, offer)
    const nowhere: Scope = { sources: [], aliases: new Map(), outer, commonTables }
    if (query.limit !== undefined) {
      this.#expression(query.limit.count, nowhere, 'limit')
      if (query.limit.offset !== undefined) this.#expression(query.limit.offset, nowhere, 'limit')
    }
    return offer
  }

  #commonTables(query: Query, outer: Scope | undefined, around: CommonTables): CommonTables {
    if (query.with === undefined) return around
    const known = new Map(around)
    for (const table of query.with.tables) {
      const key = table.name.toLowerCase()
      const named = (columns: readonly OfferedColumn[]): readonly OfferedColumn[] =>
        table.columns.length === 0
          ? columns
          : table.columns.map((name, index) => ({ ...columns[index], name }))
      // SQLite lets a common table refer to itself with or without RECURSIVE.
      const itself =
        table.columns.length > 0 ? { columns: named([]), isOpen: false } : firstTermShape(table.query.body)
      const isStored = !query.with.recursive && storedColumns(this.#schema, table.name) !== undefined
      const inside = isStored ? known : new Map(known).set(key, itself)
      const offer = this.query(table.query, outer, inside)
      known.set(key, { columns: named(offer.columns), isOpen: offer.isOpen && table.columns.length === 0 })
    }
    return known
  }

  #body(
    body: QueryBody,
    outer: Scope | undefined,
    commonTables: CommonTables,
  ): { offer: Offer; scope: Scope | undefined } {
    if (body.kind === 'select') return this.#select(body, outer, commonTables)
    if (body.kind === 'values') {
      const scope: Scope = { sources: [], aliases: new Map(), outer, commonTables }
      for (const row of body.rows) for (const value of row) this.#expression(value, scope, 'select')
      const columns = (body.rows[0] ?? []).map((_, index) => ({ name: `column${index + 1}` }))
      return { offer: { columns, isOpen: false }, scope: undefined }
    }
    const { offer } = this.#body(body.left, outer, commonTables)
    this.#body(body.right, outer, commonTables)
    return { offer, scope: undefined }
  }

  #select(
    select: Select,
    outer: Scope | undefined,
    commonTables: CommonTables,
  ): { offer: Offer; scope: Scope } {
    const scope: Scope = { sources: [], aliases: new Map(), outer, commonTables }
    if (select.from !== undefined) {
      this.#from(select.from, scope)
      // SQLite lets ON name tables that only come later.
      for (const condition of joinConditions(select.from)) this.#expression(condition, scope, 'on')
    }
    const offered: OfferedColumn[] = []
    let isOpen = false
    for (const column of select.columns) {
      if (column.kind === 'result') {
        this.#expression(column.expression, scope, 'select')
        offered.push(this.#offered(column, scope))
      } else isOpen = this.#star(column, scope, offered) || isOpen
    }
    for (const column of select.columns) {
      if (column.kind === 'result' && column.alias !== undefined) {
        scope.aliases.set(column.alias.toLowerCase(), column.expression)
      }
    }
    if (select.where !== undefined) this.#expression(select.where, scope, 'where')
    for (const key of select.groupBy) this.#expression(key, scope, 'group')
    if (select.having !== undefined) this.#expression(select.having, scope, 'having')
    for (const window of select.windows) {
      for (const part of windowParts(window.definition)) this.#expression(part, scope, 'select')
    }
    return { offer: { columns: offered, isOpen }, scope }
  }

  #offered(column: Extract<ResultColumn, { kind: 'result' }>, scope: Scope): OfferedColumn {
    const { expression } = column
    if (expression.kind !== 'column') return { name: column.alias ?? '' }
    const found = findColumn(scope, expression)
    const origin = found.kind === 'column' ? found.column.origin : undefined
    return { name: column.alias ?? expression.name, ...(origin && { origin }) }
  }

  #star(column: Exclude<ResultColumn, { kind: 'result' }>, scope: Scope, offered: OfferedColumn[]): boolean {
    let sources = scope.sources
    if (column.kind === 'all-of') {
      const source = scope.sources.find((candidate) => isSameName(candidate.name, column.table))
      if (source === undefined) {
        this.#unknownSource(column.table, scope, column)
        return true
      }
      sources = [source]
    }
    for (const source of sources) {
      for (const one of source.columns) {
        if (column.kind === 'all' && source.merged.has(one.name.toLowerCase())) continue
        offered.push(one)
        this.#use(one, column, 'select')
      }
    }
    return sources.some((source) => source.isOpen)
  }

  #from(item: FromItem, scope: Scope): void {
    switch (item.kind) {
      case 'table':
        scope.sources.push(this.#table(item.name, item.alias, item.schema, item, scope))
        return
      case 'table-function':
        for (const argument of item.arguments) this.#expression(argument, scope, 'on')
        scope.sources.push({ name: item.alias ?? item.name, columns: [], isOpen: true, merged: new Set() })
        return
      case 'subquery-table': {
        // A subquery of FROM sees the queries around, but not its neighbours.
        const offer = this.query(item.query, scope.outer, scope.commonTables)
        scope.sources.push({ name: item.alias ?? '', ...offer, merged: new Set() })
        return
      }
      case 'join':
        this.#join(item, scope)
    }
  }

  #join(join: Join, scope: Scope): void {
    const before = scope.sources.length
    this.#from(join.left, scope)
    const middle = scope.sources.length
    this.#from(join.right, scope)
    const left = scope.sources.slice(before, middle)
    const right = scope.sources.slice(middle)
    for (const name of join.using ?? (join.natural ? sharedNames(left, right) : [])) {
      for (const side of [left, right]) {
        const source = side.find((candidate) =>
          candidate.columns.some((column) => isSameName(column.name, name)),
        )
        const column = source?.columns.find((candidate) => isSameName(candidate.name, name))
        if (column !== undefined) this.#use(column, undefined, 'on')
        else if (!side.some((candidate) => candidate.isOpen)) {
          const names = side.flatMap((candidate) => candidate.columns.map((one) => one.name))
          this.#problem('unknown-column', name, join, nearestNames(name, names))
        }
        if (side === right) source?.merged.add(name.toLowerCase())
      }
    }
  }

  #table(
    name: string,
    alias: string | undefined,
    schema: string | undefined,
    node: { readonly span?: Span },
    scope: Scope,
  ): Source {
    const common = schema === undefined ? scope.commonTables.get(name.toLowerCase()) : undefined
    if (common !== undefined) return { name: alias ?? name, ...common, merged: new Set() }
    const stored = storedColumns(this.#schema, name)
    if (stored !== undefined) {
      this.#tables.add(stored.table)
      return { name: alias ?? name, ...stored, isOpen: false, merged: new Set() }
    }
    if (!/^sqlite_(temp_)?(master|schema)$/i.test(name)) {
      const names = [...this.#schema.tables.map((table) => table.name), ...scope.commonTables.keys()]
      this.#problem('unknown-table', name, node, nearestNames(name, names))
    }
    return { name: alias ?? name, columns: [], isOpen: true, merged: new Set() }
  }

  /** A term that is only a name means a result column first, in contrast to names within an expression. */
  #orderTerm(expression: Expression, scope: Scope | undefined, offer: Offer): void {
    if (expression.kind === 'column' && expression.table === undefined) {
      const alias = scope?.aliases.get(expression.name.toLowerCase())
      if (alias?.kind === 'column' && scope !== undefined) this.#column(alias, scope, 'order')
      if (alias !== undefined) return
      const column = offer.columns.find((candidate) => isSameName(candidate.name, expression.name))
      if (scope === undefined && column !== undefined) {
        this.#use(column, expression, 'order')
        return
      }
    }
    if (scope !== undefined) {
      this.#expression(expression, scope, 'order')
      return
    }
    // After a set operation only its result columns are in sight.
    const result: Source = { name: '', columns: offer.columns, isOpen: offer.isOpen, merged: new Set() }
    const sight: Scope = { sources: [result], aliases: new Map(), outer: undefined, commonTables: new Map() }
    this.#expression(expression, sight, 'order')
  }

  #expression(expression: Expression, scope: Scope, clause: Clause): void {
    if (expression.kind === 'column') {
      this.#column(expression, scope, clause)
      return
    }
    for (const { column, operator, literal } of literalComparisons(expression)) {
      this.#compare(column, operator, literal, scope, clause)
    }
    for (const part of expressionParts(expression)) this.#expression(part, scope, clause)
    const query = subqueryOf(expression)
    if (query !== undefined) this.query(query, scope, scope.commonTables)
    if (expression.kind === 'in' && expression.set.kind === 'table') {
      this.#table(expression.set.name, undefined, expression.set.schema, expression, scope)
    }
  }

  #compare(
    node: ColumnReference,
    operator: Comparison['operator'],
    literal: { readonly node: Expression; readonly value: string | number },
    scope: Scope,
    clause: Clause,
  ): void {
    if (literal.node.kind === 'column') {
      const isString = this.#dialect.doubleQuotedStrings && findColumn(scope, literal.node).kind === 'unknown'
      if (!isString) return
    }
    let found = findColumn(scope, node)
    if (found.kind === 'alias' && found.expression.kind === 'column')
      found = findColumn(scope, found.expression)
    const origin = found.kind === 'column' ? found.column.origin : undefined
    if (origin === undefined) return
    this.#comparisons.push({ ...origin, node, operator, literal: literal.node, value: literal.value, clause })
  }

  #column(node: ColumnReference, scope: Scope, clause: Clause): void {
    const written = node.table === undefined ? node.name : `${node.table}.${node.name}`
    const found = findColumn(scope, node)
    switch (found.kind) {
      case 'column':
        this.#use(found.column, node, clause)
        return
      case 'alias':
        if (found.expression.kind === 'column') {
          const behind = findColumn(scope, found.expression)
          if (behind.kind === 'column') this.#use(behind.column, node, clause)
        }
        return
      case 'open':
        return
      case 'ambiguous': {
        const [first] = found.sources
        const column = first?.columns.find((candidate) => isSameName(candidate.name, node.name))
        if (column !== undefined) this.#use(column, node, clause)
        const near = found.sources.slice(0, 3).map((source) => `${source.name}.${node.name}`)
        this.#problem('ambiguous-column', written, node, near)
        return
      }
      case 'unknown-source':
        this.#unknownSource(found.name, scope, node)
        return
      case 'unknown': {
        if (node.doubleQuoted && this.#dialect.doubleQuotedStrings) return
        const source = node.table === undefined ? undefined : findSource(scope, node.table)
        const names = source?.columns.map((column) => column.name) ?? visibleColumns(scope)
        this.#problem('unknown-column', written, node, nearestNames(node.name, names))
      }
    }
  }

  #unknownSource(
    name: string,

    scope: Scope,
    node: { readonly span?: Span },
  ): void {
    const names: string[] = []
    for (let place: Scope | undefined = scope; place !== undefined; place = place.outer) {
      names.push(...place.sources.map((source) => source.name).filter((one) => one !== ''))
    }
    this.#problem('unknown-table', name, node, nearestNames(name, names))
  }

  #use(column: OfferedColumn, node: ColumnUse['node'], clause: Clause): void {
    if (column.origin !== undefined) this.#columns.push({ ...column.origin, node, clause })
  }

  #problem(
    kind: NameProblem['kind'],
    name: string,
    { span }: { readonly span?: Span },
    near: readonly string[],
  ): void {
    this.#problems.push({ kind, name, span, near })
  }
}

function sharedNames(left: readonly Source[], right: readonly Source[]): string[] {
  const names = left.flatMap((source) => source.columns.map((column) => column.name))
  const others = right.flatMap((source) => source.columns.map((column) => column.name.toLowerCase()))
  return [...new Set(names.filter((name) => others.includes(name.toLowerCase())))]
}

function joinConditions(item: FromItem): Expression[] {
  if (item.kind !== 'join') return []
  return [...joinConditions(item.left), ...joinConditions(item.right), ...(item.on ? [item.on] : [])]
}

/** What a common table offers to itself: the names that its first SELECT gives. */
function firstTermShape(body: QueryBody): Offer {
  let first = body
  while (first.kind === 'compound') first = first.left
  if (first.kind === 'values') {
    return {
      columns: (first.rows[0] ?? []).map((_, index) => ({ name: `column${index + 1}` })),
      isOpen: false,
    }
  }
  const columns = first.columns.flatMap((column) => {
    if (column.kind !== 'result') return []
    const name = column.alias ?? (column.expression.kind === 'column' ? column.expression.name : '')
    return [{ name }]
  })
  return { columns, isOpen: first.columns.some((column) => column.kind !== 'result') }
}
