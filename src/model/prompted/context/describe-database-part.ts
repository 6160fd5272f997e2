import type { JoinKey } from '../../../exploration/survey.ts'
import type { DatabaseContext, GroundedKeyword, SchemaPart } from '../../model.ts'
import { estimateTokens } from './estimate-tokens.ts'
import { groundingLines } from './grounding-lines.ts'
import { joinLines } from './join-lines.ts'
import { columnsByRelevance, orderByRelevance } from './part-relevance.ts'
import { tableLine } from './table-line.ts'

export interface DescriptionRequest {
  readonly part: SchemaPart
  readonly grounded: readonly GroundedKeyword[]
  readonly context: DatabaseContext
  readonly question: string
  /** The text has at most so many tokens, by `estimateTokens`. */
  readonly tokenBudget: number
  /** Values shown for each column that holds names or codes, at most; 0 for none but those of the question's words. */
  readonly samplesPerTable: number
}

export interface DatabaseDescription {
  /** One line a table, then join keys, then what the words of the question mean in the data. */
  readonly text: string
  readonly tokens: number
  /** What of the part did not fit: whole tables with all their columns, or some columns of a table too wide to show. */
  readonly leftOut: SchemaPart['tables']
}

type PartTable = SchemaPart['tables'][number]

interface Shown {
  readonly table: PartTable
  readonly samples: number
  readonly line: string
  readonly tokens: number
}

/** Headings and blanks between the sections. */
const FRAME_TOKENS = 16
const MEANINGS_SHARE = 0.3
/** A table that takes so much of the budget alone is shown with some of its columns rather than not at all. */
const WIDE_SHARE = 0.4

/**
 * A part of a schema as prompt text within a token budget. Tables are written whole or not at all, the most needed
 * first; samples come in where there is room. Only a table too wide for the budget
 * is shown with the columns that matter.
 */
export function describeDatabasePart(request: DescriptionRequest): DatabaseDescription {
  const { part, grounded, context, question, tokenBudget, samplesPerTable } = request
  const { survey } = context
  const ordered = orderByRelevance(part, question, grounded)
  const lineOf = (table: PartTable, samples: number, leftOut = 0): Shown => {
    const line = tableLine(survey, table, { samples, leftOut })
    return { table, samples, line, tokens: 1 + estimateTokens(line) }
  }
  const meanings = fitLines(
    groundingLines(grounded, new Set(part.tables.map(({ table }) => table))),
    MEANINGS_SHARE * tokenBudget,
  )
  let room = tokenBudget - FRAME_TOKENS - tokensOf(meanings)

  const shown = new Map<string, Shown>()
  for (const table of ordered) {
    const names = new Set([...shown.keys(), table.table])
    const keys =
      tokensOf(joinLines(survey.joins, names)) - tokensOf(joinLines(survey.joins, new Set(shown.keys())))
    const fitting = fitTable(table, room - keys)
    if (fitting === null) continue
    shown.set(table.table, fitting)
    room -= fitting.tokens + keys
  }
  for (const table of ordered) {
    const bare = shown.get(table.table)
    if (bare === undefined || samplesPerTable === 0) continue
    const full = lineOf(bare.table, samplesPerTable, table.columns.length - bare.table.columns.length)
    if (full.tokens - bare.tokens > room) continue
    shown.set(table.table, full)
    room -= full.tokens - bare.tokens
  }

  // In the order of the part, which stays the same from question to question: providers cache what prompts share.
  const lines = part.tables.flatMap(({ table }) => shown.get(table)?.line ?? [])
  const text = [
    ...section('Tables:', lines),
    ...section('Joins:', joinLines(survey.joins, new Set(shown.keys()))),
    ...section('Words of the question in the data:', meanings),
  ].join('\n')
  return { text, tokens: estimateTokens(text), leftOut: leftOutOf(part, shown) }

  function fitTable(table: PartTable, space: number): Shown | null {
    const whole = lineOf(table, 0)
    if (whole.tokens <= space) return whole
    if (whole.tokens < WIDE_SHARE * tokenBudget) return null
    const wanted = columnsByRelevance(table, question, grounded)
    const needed = keyColumns(survey.joins, table)
    for (let count = wanted.length >> 1; count > 0; count >>= 1) {
      const kept = new Set([...wanted.slice(0, count), ...needed])
      const columns = table.columns.filter((column) => kept.has(column))
      const narrow = lineOf({ table: table.table, columns }, 0, table.columns.length - columns.length)
      if (narrow.tokens <= space) return narrow
    }
    return null
  }
}

function keyColumns(joins: readonly JoinKey[], { table }: PartTable): readonly string[] {
  return joins.flatMap(({ from, to }) =>
    [from, to].flatMap((end) => (end.table === table ? end.columns : [])),
  )
}

function fitLines(lines: readonly string[], tokens: number): readonly string[] {
  let room = tokens
  return lines.filter((line) => {
    const cost = 1 + estimateTokens(line)
    if (cost > room) return false
    room -= cost
    return true
  })
}

function tokensOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + 1 + estimateTokens(line), 0)
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines]
}

function leftOutOf({ tables }: SchemaPart, shown: ReadonlyMap<string, Shown>): SchemaPart['tables'] {
  return tables.flatMap(({ table, columns }) => {
    const kept = new Set(shown.get(table)?.table.columns)
    const missing = columns.filter((column) => !kept.has(column))
    return missing.length === 0 ? [] : [{ table, columns: missing }]
  })
}
