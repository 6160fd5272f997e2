import type { TableEntry } from '../linking/schema-lexicon.ts'
import { displayMeasures } from './display.ts'
import type { ParseScope } from './parse-scope.ts'
import { change, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

const JOINS_ON: ReadonlySet<string> = new Set(['with', 'and', 'plus', 'alongside'])
const OF_THEM: ReadonlySet<string> = new Set(['their', 'its', 'his', 'her'])

/** "the teams with the stadium they play in": each has one, so that it restricts nothing and is shown beside them. */
export function readBeside(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { focus, pending, select } = state
  if (focus === null || focus === table.table || state.related !== null || state.mode === 'order') return []
  if (state.group.length + state.groupTables.length + state.having.length + state.order.length > 0) return []
  const start = state.uses.at(-1)?.start ?? 0
  const article = scope.tokens[start - 1]?.folded ?? ''
  const before = scope.tokens[start - 2]?.folded ?? ''
  const isOfThem = OF_THEM.has(article)
  if (!JOINS_ON.has(before) || !(isOfThem || article === 'the')) return []
  const waits = pending.count || pending.each || pending.by || pending.negated || pending.superlative !== null
  if (waits || pending.aggregate !== null || pending.comparison !== null || pending.number !== null) return []
  if (select.some(({ aggregate }) => aggregate !== null)) return []
  const isOne = scope.joins.some(({ from, to }) => from.table === focus && to.table === table.table)
  if (!isOne) return []
  const own = select.length > 0 ? select : displayMeasures(scope.lexicon.findTable(focus))
  const weight = isOfThem ? WEIGHTS.theirsShown : WEIGHTS.withTheOneShown
  const settled = { afterOf: false, connective: null }
  return [change(state, weight, { select: [...own, ...displayMeasures(table)] }, settled)]
}
