import type { ColumnName } from '../../../database/schema.ts'
import { isInCents } from '../linking/names/column-units.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { MONEY } from '../linking/words/asked-unit.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import type { Clause, HavingClause } from '../sketch/sketch.ts'
import type { ParseScope } from './parse-scope.ts'
import type { ParseState } from './parse-state.ts'

const CENTS: ReadonlySet<string> = new Set(['cent', 'cents', 'pence'])

/** The reading with its numbers as the columns hold them: 10% of a column from 0 to 1, dollars of one in cents. */
export function inUnitsOfColumns(state: ParseState, scope: ParseScope): ParseState {
  if (state.where.length + state.having.length === 0 && state.related === null) return state
  const factor = (column: ColumnName, value: number) =>
    factorOf(scope.lexicon.findColumn(column), value, scope.tokens)
  const related = state.related
  return {
    ...state,
    where: state.where.map((clause) => scaledClause(clause, factor)),
    having: state.having.map((clause) => scaledHaving(clause, factor)),
    related:
      related === null
        ? null
        : { ...related, where: related.where.map((clause) => scaledClause(clause, factor)) },
  }
}

type Factor = (column: ColumnName, value: number) => number

function scaledClause(clause: Clause, factor: Factor): Clause {
  const { condition } = clause
  if (condition.kind === 'compare' && typeof condition.value === 'number') {
    const times = factor(condition.column, condition.value)
    return times === 1
      ? clause
      : { ...clause, condition: { ...condition, value: scaled(condition.value, times) } }
  }
  if (
    condition.kind === 'between' &&
    typeof condition.low === 'number' &&
    typeof condition.high === 'number'
  ) {
    const times = factor(condition.column, condition.high)
    const [low, high] = [scaled(condition.low, times), scaled(condition.high, times)]
    return times === 1 ? clause : { ...clause, condition: { ...condition, low, high } }
  }
  return clause
}

function scaledHaving(clause: HavingClause, factor: Factor): HavingClause {
  const { measure, value } = clause
  if (typeof value !== 'number') return clause
  if (measure.target.kind !== 'column' || measure.aggregate === 'count') return clause
  const times = factor(measure.target.column, value)
  return times === 1 ? clause : { ...clause, value: scaled(value, times) }
}

function factorOf(column: ColumnEntry | undefined, value: number, tokens: readonly QuestionToken[]): number {
  if (column === undefined || !column.isNumeric || column.isKey || column.isForeignKey) return 1
  if (isFraction(column) && value > 1 && value <= 100) return 0.01
  const says = (words: ReadonlySet<string>) => tokens.some(({ folded }) => words.has(folded))
  const holdsCents = isInCents(column.column)
  if (holdsCents && says(MONEY) && !says(CENTS)) return 100
  if (!holdsCents && column.profile?.content === 'real' && says(CENTS) && !says(MONEY)) return 0.01
  return 1
}

/** Every value lies between 0 and 1, and some are neither. */
function isFraction({ profile }: ColumnEntry): boolean {
  if (profile?.content !== 'real') return false
  const { minimum, maximum } = profile
  return typeof minimum === 'number' && typeof maximum === 'number' && minimum >= 0 && maximum <= 1
}

/** 0.07, not 0.07000000000000001. */
function scaled(value: number, times: number): number {
  return Number((value * times).toPrecision(12))
}
