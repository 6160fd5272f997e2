import type { Mention } from '../linking/mention.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { nameOf } from './display.ts'
import { momentColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

export function readPeriod(
  state: ParseState,
  period: Extract<Mention, { kind: 'period' }>,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const operator = pending.comparison?.operator ?? (pending.negated ? 'not in' : 'in')
  const candidates =
    pending.column?.isMoment === true
      ? [{ column: pending.column, isNear: true, named: true }]
      : momentColumns(scope, state.focus).map((candidate) => ({ ...candidate, named: false }))
  if (pending.between && pending.low === null) {
    return [change(state, 0, {}, { low: period.from })]
  }
  const lastTable = state.uses.at(-1)?.table
  return candidates.flatMap(({ column, isNear, named }) => {
    const delta =
      (named ? 0.3 : nearness(column, isNear, { lastTable, focus: state.focus })) +
      (isMostlyMissing(column) ? -0.25 : 0) +
      (pending.column !== null && !named ? WEIGHTS.valueAgainstColumn : 0)
    const content = column.profile?.content
    if (content === 'year' && period.year === null) return []
    const bounds = {
      from: pending.between && pending.low !== null ? String(pending.low) : period.from,
      to: period.to,
    }
    return [
      addCondition(state, delta, {
        kind: 'period',
        column: nameOf(column),
        operator: pending.between ? 'in' : operator,
        ...bounds,
      }),
    ]
  })
}

/** The table that was named last is the one whose date is meant: "customers who ordered in 2025". */
function nearness(
  { table }: ColumnEntry,
  isNear: boolean,
  { lastTable, focus }: { readonly lastTable: string | undefined; readonly focus: string | null },
): number {
  if (table === lastTable) return 0.25
  if (table === focus) return 0.1
  return isNear ? 0 : WEIGHTS.periodColumnElsewhere
}

export function isMostlyMissing({ profile }: ColumnEntry): boolean {
  return profile !== undefined && profile.nullCount > 0.5 * profile.rowCount
}
