import type { Mention } from '../linking/mention.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { tableOfMeasure } from '../sketch/sketch.ts'
import { nameOf } from './display.ts'
import { namedPeriodCondition } from './named-period.ts'
import { momentColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'
import { soldMeasures } from './sold-measures.ts'
import { WEIGHTS } from './weights.ts'

export function readPeriod(
  state: ParseState,
  period: Extract<Mention, { kind: 'period' }>,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const measured = measuredTable(state) ?? soldTable(state, scope)
  const operator = pending.comparison?.operator ?? (pending.negated ? 'not in' : 'in')
  const candidates =
    pending.column?.isMoment === true
      ? [{ column: pending.column, isNear: true, named: true }]
      : candidateColumns(state, measured, scope).map((candidate) => ({ ...candidate, named: false }))
  if (pending.between && pending.low === null) {
    return [change(state, 0, {}, { low: period.from })]
  }
  const lastTable = state.uses.at(-1)?.table
  const states = readNamedPeriod(state, period, scope)
  return states.concat(
    candidates.flatMap(({ column, isNear, named }) => {
      const delta =
        (named
          ? 0.3
          : nearness(column, isNear, { lastTable, focus: state.focus, owners: ownersOf(measured, scope) })) +
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
    }),
  )
}

/** Dates near the focus, and near what is measured: revenue of 2024 is that of the orders of 2024. */
function candidateColumns(
  state: ParseState,
  measured: string | null,
  scope: ParseScope,
): { column: ColumnEntry; isNear: boolean }[] {
  const all = [
    ...momentColumns(scope, state.focus ?? shownTable(state)),
    ...(measured === null ? [] : ownersOf(measured, scope).flatMap((table) => momentColumns(scope, table))),
  ]
  const seen = new Set<ColumnEntry>()
  return all.filter(({ column }) => !seen.has(column) && seen.add(column) !== undefined)
}

/** "revenue by month 2024": where nothing but a column was named, its rows are the ones that have a date. */
export function shownTable({ select }: ParseState): string | null {
  const shown = select.find(({ target }) => target.kind !== 'column' || target.column.unit === undefined)
  return shown === undefined ? null : tableOfMeasure(shown)
}

/** "which product sold the most in 2024": the date is that of the sales. */
function soldTable({ focus, pending }: ParseState, scope: ParseScope): string | null {
  if (focus === null || pending.superlative?.concept !== 'sales') return null
  const [sold] = soldMeasures(focus, scope)
  return sold === undefined ? null : tableOfMeasure(sold)
}

function measuredTable({ select, order }: ParseState): string | null {
  const measure = [...select, ...order.map((term) => term.measure)].find(
    ({ aggregate }) => aggregate !== null,
  )
  return measure === undefined ? null : tableOfMeasure(measure)
}

/** Texts that name periods, in the tables that conditions already speak of. */
function readNamedPeriod(
  state: ParseState,
  period: Extract<Mention, { kind: 'period' }>,
  { lexicon }: ParseScope,
): ParseState[] {
  const tables = new Set([
    ...(state.focus === null ? [] : [state.focus]),
    ...state.where.flatMap(({ condition }) => ('column' in condition ? [condition.column.table] : [])),
  ])
  return [...tables].flatMap((table) =>
    lexicon.findTable(table).columns.flatMap((column) => {
      const condition = namedPeriodCondition(column, period)
      return condition === null ? [] : [addCondition(state, WEIGHTS.namedPeriod, condition)]
    }),
  )
}

/** The table that was named last is the one whose date is meant: "customers who ordered in 2025". */
function nearness(
  { table }: ColumnEntry,
  isNear: boolean,
  {
    lastTable,
    focus,
    owners,
  }: {
    readonly lastTable: string | undefined
    readonly focus: string | null
    readonly owners: readonly string[]
  },
): number {
  if (table === lastTable || owners.includes(table)) return 0.25
  if (table === focus) return 0.1
  return isNear ? 0 : WEIGHTS.periodColumnElsewhere
}

/** The measured table and those that its rows belong to. */
export function ownersOf(measured: string | null, { joins }: ParseScope): string[] {
  if (measured === null) return []
  return [measured, ...joins.filter((join) => join.from.table === measured).map((join) => join.to.table)]
}

export function isMostlyMissing({ profile }: ColumnEntry): boolean {
  return profile !== undefined && profile.nullCount > 0.5 * profile.rowCount
}
