import { type ColumnName, columnKey, type ForeignKey } from '../../database/schema.ts'
import type { GoldHints, HintedLiteral } from './read-gold-hints.ts'
import type { SourceDatabase, SourceTable } from './read-source-database.ts'

/** What is known of a database before neighbours of it are made: nothing in it is random. */
export interface GenerationPlan {
  readonly source: SourceDatabase
  /** Tables come after those that they refer to, where there is no cycle. */
  readonly tables: readonly SourceTable[]
  /** Literals of gold queries by column. */
  readonly literals: ReadonlyMap<string, readonly HintedLiteral[]>
  /** Columns by those that gold queries join them with though no foreign key is declared. */
  readonly partners: ReadonlyMap<string, readonly ColumnName[]>
  readonly orderColumns: ReadonlySet<string>
}

export function planGeneration(source: SourceDatabase, hints: readonly GoldHints[]): GenerationPlan {
  const partners = new Map<string, ColumnName[]>()
  const declared = new Set(
    source.tables.flatMap(({ table }) => table.foreignKeys.flatMap((key) => pairsOf(table.name, key))),
  )
  for (const [one, other] of hints.flatMap(({ links }) => links)) {
    if (declared.has(pairKey(one, other)) || declared.has(pairKey(other, one))) continue
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = partners.get(columnKey(from)) ?? []
      if (!known.some((partner) => columnKey(partner) === columnKey(to)))
        partners.set(columnKey(from), [...known, to])
    }
  }
  return {
    source,
    tables: inReferenceOrder(source.tables, partners),
    literals: groupLiterals(hints, source.tables),
    partners,
    orderColumns: new Set(hints.flatMap(({ orderColumns }) => orderColumns.map(columnKey))),
  }
}

/** The literals of some gold queries by column, each once. One that a foreign key must find stands with its key too. */
export function groupLiterals(
  hints: readonly GoldHints[],
  tables: readonly SourceTable[],
): Map<string, HintedLiteral[]> {
  const groups = new Map<string, HintedLiteral[]>()
  const add = (literal: HintedLiteral): void => {
    const group = groups.get(columnKey(literal)) ?? []
    const isKnown = group.some(
      (other) => other.value === literal.value && other.isPattern === literal.isPattern,
    )
    if (!isKnown) groups.set(columnKey(literal), [...group, literal])
  }
  for (const literal of hints.flatMap(({ literals }) => literals)) {
    add(literal)
    const { foreignKeys = [] } = tables.find(({ table }) => table.name === literal.table)?.table ?? {}
    for (const { columns, toTable, toColumns } of foreignKeys) {
      const column = toColumns[columns.indexOf(literal.column)]
      if (column !== undefined) add({ ...literal, table: toTable, column })
    }
  }
  return groups
}

function pairsOf(table: string, { columns, toTable, toColumns }: ForeignKey): string[] {
  return columns.map((column, index) =>
    pairKey({ table, column }, { table: toTable, column: toColumns[index]! }),
  )
}

function pairKey(one: ColumnName, other: ColumnName): string {
  return `${columnKey(one)}\n${columnKey(other)}`
}

/**
 * Depth first along foreign keys, and along the joins of gold queries where no foreign key leads back. What closes a
 * cycle is passed over.
 */
function inReferenceOrder(
  tables: readonly SourceTable[],
  partners: ReadonlyMap<string, readonly ColumnName[]>,
): SourceTable[] {
  const byName = new Map(tables.map((one) => [one.table.name.toLowerCase(), one]))
  const referredTo = ({ table }: SourceTable): SourceTable[] =>
    table.foreignKeys.flatMap(({ toTable }) => byName.get(toTable.toLowerCase()) ?? [])
  const leadsTo = (from: SourceTable, to: SourceTable, seen = new Set<SourceTable>()): boolean => {
    if (from === to) return true
    if (seen.has(from)) return false
    seen.add(from)
    return referredTo(from).some((next) => leadsTo(next, to, seen))
  }
  /** Tables that are visited and wait for what they refer to. */
  const begun = new Set<SourceTable>()
  const joinedWith = (one: SourceTable): SourceTable[] =>
    one.table.columns
      .filter(({ name }) => !isKey(one, name))
      .flatMap(({ name }) => partners.get(columnKey({ table: one.table.name, column: name })) ?? [])
      .flatMap(({ table }) => byName.get(table.toLowerCase()) ?? [])
      .filter((other) => ![...begun].some((waiting) => leadsTo(other, waiting)))
  const ordered: SourceTable[] = []
  const seen = new Set<SourceTable>()
  const visit = (one: SourceTable): void => {
    if (seen.has(one)) return
    seen.add(one)
    begun.add(one)
    referredTo(one).forEach(visit)
    joinedWith(one).forEach(visit)
    begun.delete(one)
    ordered.push(one)
  }
  tables.forEach(visit)
  return ordered
}

/** The column alone tells the rows of its table apart. */
export function isKey({ table }: SourceTable, column: string): boolean {
  return [table.primaryKey, ...table.uniqueKeys].some((key) => key.length === 1 && key[0] === column)
}
