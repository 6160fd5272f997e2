import { scoreByTrees } from '../ranking/tree-ranker.ts'
import { describeColumns, withTableOdds } from './column-features.ts'
import type { LinkingEvidence } from './gather-evidence.ts'
import { type LinkerParameters, STARTING_ODDS } from './linker-parameters.ts'
import { tableFeatures } from './table-features.ts'

/** How likely a table or column is needed, 0 to 1. */
export interface ScoredTable {
  readonly table: string
  readonly chance: number
  /** In the order of the schema. */
  readonly columns: readonly { readonly column: string; readonly chance: number }[]
}

/** The chances of all candidates: first of the tables, and in the light of those, of their columns. */
export function scoreSchema(
  evidence: LinkingEvidence,
  { tables, columns }: LinkerParameters,
): readonly ScoredTable[] {
  const odds = tableFeatures(evidence).map((row) => STARTING_ODDS + scoreByTrees(row, tables))
  const scored = evidence.candidates.map(({ table }, place) => ({
    table,
    chance: chanceOf(odds[place]!),
    columns: [] as { column: string; chance: number }[],
  }))
  for (const described of describeColumns(evidence)) {
    const chance = chanceOf(STARTING_ODDS + scoreByTrees(withTableOdds(described, odds), columns))
    scored[described.table]!.columns.push({ column: described.column.column, chance })
  }
  return scored
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
