import { columnKey } from '../../../database/schema.ts'
import { resolveNames } from '../../../sql/resolve.ts'
import type { SchemaShape } from '../../../sql/schema-shape.ts'
import type { Reading } from '../ranking/read-question.ts'

/** How much the parser's readings of a question use one table or column. */
interface Votes {
  /** Used by the best reading. */
  readonly first: number
  /** The share of the best five, and of the best twenty, that use it. */
  readonly five: number
  readonly twenty: number
  /** Of all readings, those nearer to the best one counting more. */
  readonly all: number
  /** 1 for use by the first reading, 1/2 by the second, and so on: the best that uses it. */
  readonly best: number
  /** As `best`, where more than the join's condition uses it. */
  readonly bestOutsideJoins: number
}

export interface ReadingVotes {
  ofTable(table: string): Votes
  ofColumn(table: string, column: string): Votes
}

const NONE: Votes = { first: 0, five: 0, twenty: 0, all: 0, best: 0, bestOutsideJoins: 0 }
/** A reading that is so much behind the best counts a third of it. */
const DISTANCE = 2

/** Readings stand best first. */
export function countVotes(readings: readonly Reading[], schema: SchemaShape): ReadingVotes {
  const votes = new Map<string, { -readonly [Name in keyof Votes]: Votes[Name] }>()
  const top = readings[0]?.score ?? 0
  const weights = readings.map(({ score }) => Math.exp((score - top) / DISTANCE))
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const [fives, twenties] = [Math.min(5, readings.length), Math.min(20, readings.length)]
  readings.forEach(({ query }, rank) => {
    const { tables, columns } = resolveNames(query, schema)
    const outside = new Set(columns.flatMap((use) => (use.clause === 'on' ? [] : [columnKey(use)])))
    const used = new Set([...tables.map((table) => table.toLowerCase()), ...columns.map(columnKey)])
    for (const key of used) {
      const vote = votes.get(key) ?? { ...NONE }
      votes.set(key, vote)
      if (rank === 0) vote.first = 1
      if (rank < 5) vote.five += 1 / fives
      if (rank < 20) vote.twenty += 1 / twenties
      vote.all += weights[rank]! / total
      vote.best = Math.max(vote.best, 1 / (1 + rank))
      if (outside.has(key)) vote.bestOutsideJoins = Math.max(vote.bestOutsideJoins, 1 / (1 + rank))
    }
  })
  return {
    ofTable: (table) => votes.get(table.toLowerCase()) ?? NONE,
    ofColumn: (table, column) => votes.get(columnKey({ table, column })) ?? NONE,
  }
}
