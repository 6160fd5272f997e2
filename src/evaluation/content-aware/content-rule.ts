import type { Comparison } from '../../sql/resolution.ts'
import { type ColumnNames, namesColumn } from './column-mention.ts'
import { findNamedValue, type Place, type QuestionText } from './question-text.ts'

/** Why a question needs the contents of the database. docs/benchmarks.md defines them. */
export const CONTENT_RULES = ['value-not-named', 'encoded-condition', 'column-not-named'] as const

export type ContentRule = (typeof CONTENT_RULES)[number]

/** What was found of all conditions of a query. */
export interface ContentFindings {
  readonly findings: readonly Finding[]
  /** A number or date that the question does not tell and that no content can: the pair cannot be answered. */
  readonly hasUntoldNumber: boolean
}

/** A condition of the gold SQL that a question does not name in full. */
export interface Finding {
  readonly rule: ContentRule
  readonly table: string
  readonly column: string
  /** The literal of the gold SQL, without the wildcards of LIKE. */
  readonly value: string | number
  readonly comparison: Comparison
  /** Where the question names the value; undefined where it does not. */
  readonly place: Place | undefined
}

export interface ContentRuleContext {
  readonly namesOf: (column: { readonly table: string; readonly column: string }) => ColumnNames
  /** Whether a column holds nothing but a few codes, such as 1 and 0, or T and F. */
  readonly isCodeColumn: (column: { readonly table: string; readonly column: string }) => Promise<boolean>
}

const EQUALITIES: ReadonlySet<Comparison['operator']> = new Set([
  '=',
  '<>',
  'is',
  'is not',
  'in',
  'not in',
  'like',
  'not like',
])

/** The conditions that compare a column with a literal and are not named in the question, each once. */
export async function findContentRules(
  question: QuestionText,
  comparisons: readonly Comparison[],
  context: ContentRuleContext,
): Promise<ContentFindings> {
  let hasUntoldNumber = false
  const findings = new Map<string, Finding>()
  for (const comparison of comparisons) {
    const finding = await judge(question, comparison, context)
    if (finding === undefined) continue
    if (finding === 'untold number') {
      hasUntoldNumber = true
      continue
    }
    const { rule, table, column, value } = finding
    findings.set(JSON.stringify([rule, table, column, value]), finding)
  }
  return { findings: [...findings.values()], hasUntoldNumber }
}

async function judge(
  question: QuestionText,
  comparison: Comparison,
  { namesOf, isCodeColumn }: ContentRuleContext,
): Promise<Finding | 'untold number' | undefined> {
  const { table, column, operator } = comparison
  const value = comparedValue(comparison)
  if (value === undefined) return undefined
  const place = findNamedValue(question, value)
  const facts = { table, column, value, comparison, place }
  if (place !== undefined) {
    return namesColumn(question, namesOf(comparison), place)
      ? undefined
      : { rule: 'column-not-named', ...facts }
  }
  // "has any", "more than none": existence, which no content says.
  if (value === 0 && operator !== '=') return undefined
  const isEquality = EQUALITIES.has(operator)
  const isEncoded = isEquality && isCode(value) && (await isCodeColumn(comparison))
  if (!isEncoded && (!isEquality || typeof value === 'number')) return 'untold number'
  return { rule: isEncoded ? 'encoded-condition' : 'value-not-named', ...facts }
}

/** What is looked for in the question; undefined where a pattern holds nothing to look for. */
export function comparedValue({ operator, value }: Comparison): string | number | undefined {
  if (typeof value === 'number') return value
  const text = operator === 'like' || operator === 'not like' ? value.replace(/[%_]+/g, ' ') : value
  return text.trim() === '' ? undefined : text.trim()
}

/** A whole number, one or two letters or digits, three capitals, or a word of truth. */
export function isCode(value: string | number): boolean {
  if (typeof value === 'number') return Number.isInteger(value)
  const written = value.trim()
  return /^(?:[\p{L}\p{N}]{1,2}|\p{Lu}{3}|-?\d+)$/u.test(written) || /^(?:yes|no|true|false)$/i.test(written)
}
