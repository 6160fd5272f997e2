import { stemWord } from '../../../base/text.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import type { Mention } from '../linking/mention.ts'
import { keyDirection } from '../linking/roles/key-directions.ts'
import type { ColumnEntry, SchemaLexicon } from '../linking/schema-lexicon.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import type { ReachedColumn } from '../sketch/sketch.ts'
import { DEGREES } from './degrees.ts'

/** What every step of one parse may look at. */
export interface ParseScope {
  readonly tokens: readonly QuestionToken[]
  readonly lexicon: SchemaLexicon
  readonly joins: readonly JoinKey[]
  readonly mentions: readonly Mention[]
  readonly mentionsAt: ReadonlyMap<number, readonly Mention[]>
  /** Tables that some words of the question name well. */
  readonly namedTables: ReadonlySet<string>
  /** Some key says where something begins or ends: "departing" chooses among keys. */
  readonly hasDirections: boolean
  /** The mention being read is a verb's form: "hired". */
  readonly isParticiple?: boolean
  /** A stretch of time follows the mention being read: "hired after 2020". */
  readonly isDated?: boolean
  /** The mention being read is "name" where a name has two parts. */
  readonly isWholeName?: boolean
}

export function makeScope(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
  mentions: readonly Mention[],
): ParseScope {
  const mentionsAt = new Map<number, Mention[]>()
  for (const mention of mentions) {
    mentionsAt.set(mention.start, [...(mentionsAt.get(mention.start) ?? []), mention])
  }
  const namedTables = new Set(
    mentions.flatMap((mention) =>
      mention.kind === 'table' && mention.score > 0.7 ? [mention.table.table] : [],
    ),
  )
  const hasDirections = joins.some(({ from }) => {
    const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
    return column !== undefined && keyDirection(column) !== null
  })
  return { tokens, lexicon, joins, mentions, mentionsAt, namedTables, hasDirections }
}

/** The columns that an adjective of degree speaks of, best first; `reversed` when small values mean much of it. */
export function degreeColumns(
  scope: ParseScope,
  concept: string,
  tables: readonly string[],
): { column: ColumnEntry; reversed: boolean; rank: number }[] {
  const degree = DEGREES.get(concept)
  if (degree === undefined) return []
  const found = tables.flatMap((table, distance) =>
    scope.lexicon.findTable(table).columns.flatMap((column) => {
      if (!column.isNumeric && !column.isMoment) return []
      if (column.isKey || column.isForeignKey) return []
      const plain = degree.columns.findIndex((stem) => column.stems.includes(stem))
      const reversed = degree.reversed.findIndex((stem) => column.stems.includes(stem))
      const isMoment = concept === 'recency' && column.isMoment
      if (plain < 0 && reversed < 0 && !isMoment) return []
      const rank = (plain >= 0 ? plain : reversed >= 0 ? reversed : 3) + Math.min(distance, 2) * 2
      return [{ column, reversed: plain < 0 && reversed >= 0, rank }]
    }),
  )
  return found.sort((left, right) => left.rank - right.rank)
}

/** Tables one join away. */
export function neighbourTables(scope: ParseScope, table: string): string[] {
  const neighbours = scope.joins.flatMap((join) =>
    join.from.table === table ? [join.to.table] : join.to.table === table ? [join.from.table] : [],
  )
  return [...new Set(neighbours)].filter((neighbour) => neighbour !== table)
}

const BOOKKEEPING: ReadonlySet<string> = new Set(
  ['updated', 'modified', 'changed', 'edited', 'synced'].map(stemWord),
)

/** "last_update", "modified_at": when somebody last wrote to the row is asked for by its name or not at all. */
function isBookkeeping({ stems }: ColumnEntry): boolean {
  return stems.some((stem) => BOOKKEEPING.has(stem))
}

/** Columns that hold moments, nearest to the focus first. */
export function momentColumns(
  scope: ParseScope,
  focus: string | null,
): { column: ColumnEntry; isNear: boolean }[] {
  const near = [...new Set([...(focus === null ? [] : [focus]), ...scope.namedTables])]
  const far = near.flatMap((table) => neighbourTables(scope, table)).filter((table) => !near.includes(table))
  const columnsOf = (tables: readonly string[], isNear: boolean) =>
    [...new Set(tables)].flatMap((table) =>
      scope.lexicon
        .findTable(table)
        .columns.filter((column) => column.isMoment && !isBookkeeping(column))
        .map((column) => ({ column, isNear })),
    )
  const nearColumns = columnsOf(near, true)
  const all = nearColumns.length > 0 ? nearColumns : columnsOf(far, false)
  return (
    all.length > 0
      ? all
      : columnsOf(
          scope.lexicon.tables.map((table) => table.table),
          false,
        )
  ).slice(0, 5)
}

export function sameColumn(left: ReachedColumn, right: ReachedColumn): boolean {
  return (
    left.table === right.table &&
    left.column === right.column &&
    left.via?.table === right.via?.table &&
    left.via?.column === right.via?.column
  )
}
