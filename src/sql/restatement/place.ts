import { identifierWords } from '../../base/text.ts'
import type { ColumnReference, Expression, FromItem, Query, Select } from '../ast.ts'
import { conjunctsOf } from '../conditions.ts'
import type { SchemaShape } from '../schema-shape.ts'
import { isSameName } from '../scope.ts'
import { columnPhrase } from './column-phrase.ts'
import { rowNoun, singularOf } from './plural.ts'

/** The words for a table (one of its rows, in the singular) or for a column; undefined: made from the name. */
export type ReadableNames = (table: string, column?: string) => string | undefined

/** What stays the same through a whole restatement. */
export interface Reading {
  readonly schema: SchemaShape
  readonly names: ReadableNames | undefined
  /** Names of common tables, with what their queries give. */
  readonly commonTables: ReadonlyMap<string, readonly string[]>
}

/** An entry of FROM, as words speak of it. */
export interface NamedSource {
  readonly name: string
  readonly table: string
  /** In the singular. */
  readonly noun: string
  readonly columns: readonly string[]
  /** An outer join may leave it without a row. */
  readonly isOptional: boolean
  /** A subquery of FROM. */
  readonly isDerived: boolean
}

/** Two tables that a condition joins. */
interface Link {
  readonly left: NamedSource
  readonly right: NamedSource
  readonly leftColumn: string
  readonly rightColumn: string
  /** The side whose column is its key; undefined when that cannot be told. */
  readonly parent: NamedSource | undefined
}

/** One SELECT, laid out for reading. */
export interface Place {
  readonly reading: Reading
  readonly outer: Place | undefined
  readonly sources: readonly NamedSource[]
  readonly aliases: ReadonlyMap<string, Expression>
  readonly derived: readonly Query[]
  readonly links: readonly Link[]
  /** The columns of GROUP BY. */
  readonly groupKeys: readonly ColumnReference[]
  /** The conditions of WHERE and ON that do more than join two tables. */
  readonly filters: readonly Expression[]
  /** The source with one row per row of the joined whole; undefined when that cannot be told. */
  readonly grain: NamedSource | undefined
  /** A join that words do not cover. */
  readonly oddJoins: readonly string[]
}

export function layOut(select: Select, reading: Reading, outer: Place | undefined): Place {
  const sources: NamedSource[] = []
  const derived: Query[] = []
  const conditions: Expression[] = []
  const oddJoins: string[] = []
  const shared: Link[] = []
  const add = (
    name: string,
    table: string,
    columns: readonly string[],
    isOptional: boolean,
    isDerived = false,
  ): void => {
    const before = sources.filter((source) => isSameName(source.table, table)).length
    const noun = isDerived && table.length < 3 ? 'row' : tableNoun(reading, table)
    sources.push({
      name,
      table,
      noun: before === 0 ? noun : `${ORDINALS[before] ?? 'further'} ${noun}`,
      columns,
      isOptional,
      isDerived,
    })
  }
  const collect = (item: FromItem, isOptional: boolean): void => {
    switch (item.kind) {
      case 'table':
        add(item.alias ?? item.name, item.name, columnsOf(reading, item.name), isOptional)
        return
      case 'table-function':
        add(item.alias ?? item.name, item.name, [], isOptional)
        oddJoins.push(item.name)
        return
      case 'subquery-table':
        derived.push(item.query)
        add(item.alias ?? 'row', item.alias ?? 'row', outputNames(item.query, reading), isOptional, true)
        return
      case 'join': {
        const before = sources.length
        collect(item.left, isOptional || item.type === 'right' || item.type === 'full')
        const middle = sources.length
        collect(item.right, isOptional || item.type === 'left' || item.type === 'full')
        if (item.type === 'right' || item.type === 'full') oddJoins.push(`${item.type} join`)
        const parts = conjunctsOf(item.on)
        if (
          item.type === 'left' &&
          !(parts.length === 1 && isEquality(parts[0]!)) &&
          !item.using &&
          !item.natural
        ) {
          oddJoins.push('left join')
        }
        if (item.using !== undefined || item.natural) {
          const left = sources[before]!
          const right = sources[middle]!
          const column =
            item.using?.[0] ??
            left.columns.find((name) => right.columns.some((other) => isSameName(name, other)))
          if (column !== undefined) shared.push(linkBetween(left, column, right, column))
        }
        conditions.push(...parts)
      }
    }
  }
  if (select.from !== undefined) collect(select.from, false)
  conditions.push(...conjunctsOf(select.where))

  const aliases = new Map<string, Expression>()
  for (const column of select.columns) {
    if (column.kind === 'result' && column.alias !== undefined) {
      aliases.set(column.alias.toLowerCase(), column.expression)
    }
  }
  const draft: Place = {
    reading,
    outer,
    sources,
    aliases,
    derived,
    links: [],
    groupKeys: select.groupBy.filter((key) => key.kind === 'column'),
    filters: [],
    grain: undefined,
    oddJoins,
  }
  const tables = new Set(sources.map((source) => source.table.toLowerCase()))
  const hasSelfJoin = tables.size < sources.length
  const links = [...shared]
  const parents = new Set<NamedSource>()
  for (const { parent } of shared) if (parent !== undefined) parents.add(parent)
  let isGrainKnown =
    !hasSelfJoin &&
    derived.length === 0 &&
    shared.every(({ parent }) => parent !== undefined) &&
    shared.length < 2
  const filters = conditions.filter((condition) => {
    const link = linkOf(condition, draft)
    if (link === undefined) return true
    links.push(link)
    if (link.parent === undefined) isGrainKnown = false
    else parents.add(link.parent)
    // Between two rows of one table, the words must say how they are joined.
    return isSameName(link.left.table, link.right.table)
  })
  const grains = sources.filter((source) => !parents.has(source))
  const isKnown =
    sources.length === 1 || (isGrainKnown && grains.length === 1 && links.length === sources.length - 1)
  return { ...draft, links, filters, grain: isKnown ? grains[0] : undefined }
}

const ORDINALS = ['', 'other', 'third', 'fourth']

/** Where a column stands: its source, and whether that belongs to a query further out. */
export function ownerOf(
  column: ColumnReference,
  place: Place,
): { readonly source: NamedSource; readonly isOuter: boolean } | undefined {
  for (let around: Place | undefined = place; around !== undefined; around = around.outer) {
    const source =
      column.table === undefined
        ? around.sources.find((candidate) => candidate.columns.some((name) => isSameName(name, column.name)))
        : around.sources.find((candidate) => isSameName(candidate.name, column.table!))
    if (source !== undefined) return { source, isOuter: around !== place }
    if (
      column.table === undefined &&
      around.sources.length === 1 &&
      around.sources[0]!.columns.length === 0
    ) {
      return { source: around.sources[0]!, isOuter: around !== place }
    }
  }
  return undefined
}

export function columnWords(source: NamedSource, column: string, reading: Reading): string {
  const given = reading.names?.(source.table, column)
  return given ?? (columnPhrase(identifierWords(column)) || column)
}

/** Looks like the key that other tables refer to. */
export function isKey(source: NamedSource, column: string): boolean {
  return keyRank(source, column) > 0
}

/** 2: `id`, or the table's own name and `id`; 1: a first column that looks like a key; 0: neither. */
function keyRank(source: NamedSource, column: string): 0 | 1 | 2 {
  const name = identifierWords(column).join('')
  const table = identifierWords(source.table)
  const nouns = [singularOf(table.join(' ')).replaceAll(' ', ''), table.join('')]
  if (name === 'id' || nouns.some((noun) => name === `${noun}id`)) return 2
  const isFirst = source.columns[0] !== undefined && isSameName(source.columns[0], column)
  return isFirst && /(id|code|key|no|number)$/.test(name) ? 1 : 0
}

function linkOf(condition: Expression, place: Place): Link | undefined {
  if (!isEquality(condition)) return undefined
  const left = ownerOf(condition.left, place)
  const right = ownerOf(condition.right, place)
  if (left === undefined || right === undefined || left.isOuter || right.isOuter) return undefined
  if (left.source === right.source) return undefined
  return linkBetween(left.source, condition.left.name, right.source, condition.right.name)
}

function linkBetween(left: NamedSource, leftColumn: string, right: NamedSource, rightColumn: string): Link {
  const leftRank = keyRank(left, leftColumn)
  const rightRank = keyRank(right, rightColumn)
  let isLeft = leftRank > rightRank
  if (leftRank === rightRank) {
    isLeft = namesTable(left, leftColumn, rightColumn)
    const isUnclear = isLeft === namesTable(right, rightColumn, leftColumn)
    if (isUnclear) return { left, right, leftColumn, rightColumn, parent: undefined }
  }
  return { left, right, leftColumn, rightColumn, parent: isLeft ? left : right }
}

function isEquality(
  condition: Expression,
): condition is Extract<Expression, { kind: 'binary' }> & { left: ColumnReference; right: ColumnReference } {
  return (
    condition.kind === 'binary' &&
    condition.operator === '=' &&
    condition.left.kind === 'column' &&
    condition.right.kind === 'column'
  )
}

/** `student.stuid` names its table by its own name, or by the other side's: `owner.id = dog.owner_id`. */
function namesTable(source: NamedSource, own: string, other: string): boolean {
  const noun = identifierWords(singularOf(source.table.toLowerCase())).join('')
  const stem = noun.slice(0, 3)
  return [own, other].some((column) => {
    const words = identifierWords(column).join('')
    return words !== 'id' && words.startsWith(stem)
  })
}

function tableNoun(reading: Reading, table: string): string {
  const given = reading.names?.(table)
  if (given !== undefined) return given
  return rowNoun(identifierWords(table).join(' ')) || table
}

function columnsOf(reading: Reading, table: string): readonly string[] {
  const common = reading.commonTables.get(table.toLowerCase())
  if (common !== undefined) return common
  const stored = reading.schema.tables.find((candidate) => isSameName(candidate.name, table))
  return stored?.columns.map((column) => column.name) ?? []
}

/** The names that a query gives its columns; computed ones without an alias have none. */
export function outputNames(query: Query, reading: Reading): string[] {
  let body = query.body
  while (body.kind === 'compound') body = body.left
  if (body.kind === 'values') return body.rows[0]?.map((_, index) => `column${index + 1}`) ?? []
  const { from } = body
  return body.columns.flatMap((column) => {
    if (column.kind === 'result') {
      if (column.alias !== undefined) return [column.alias]
      return column.expression.kind === 'column' ? [column.expression.name] : []
    }
    return from === undefined ? [] : starNames(from, reading)
  })
}

function starNames(item: FromItem, reading: Reading): readonly string[] {
  if (item.kind === 'join') return [...starNames(item.left, reading), ...starNames(item.right, reading)]
  if (item.kind === 'subquery-table') return outputNames(item.query, reading)
  return item.kind === 'table' ? columnsOf(reading, item.name) : []
}
