import type { SqlValue } from '../../database/database.ts'
import type { Expression } from '../../sql/ast.ts'
import { literalOf } from '../verbalizer/meaning/literal.ts'
import { splitPart } from '../verbalizer/meaning/read-condition.ts'
import type { Growth } from './growth.ts'
import type { Seat } from './rows.ts'

/** Whether a sampled row of the seat's table meets all the conditions: then something will be found. */
export function hasWitness(
  { context }: Growth,
  { entity }: Seat,
  conditions: readonly Expression[],
): boolean {
  const profile = context.survey.tables.find(({ table }) => table === entity.table)
  if (profile === undefined) return false
  const places = new Map(profile.columns.map(({ column }, place) => [column, place]))
  return profile.sampleRows.some((row) =>
    conditions.every((condition) => holds(condition, (column) => row[places.get(column) ?? -1] ?? null)),
  )
}

type Read = (column: string) => SqlValue

function holds(condition: Expression, read: Read): boolean {
  switch (condition.kind) {
    case 'binary': {
      if (condition.operator === 'or') return holds(condition.left, read) || holds(condition.right, read)
      const value = readValue(condition.left, read)
      const literal = literalOf(condition.right)
      return value !== null && literal !== undefined && compares(value, condition.operator, literal)
    }
    case 'between': {
      const value = readValue(condition.operand, read)
      const [low, high] = [literalOf(condition.low), literalOf(condition.high)]
      return value !== null && low !== undefined && high !== undefined && value >= low && value <= high
    }
    case 'in': {
      const value = readValue(condition.operand, read)
      const items = condition.set.kind === 'list' ? condition.set.items.map(literalOf) : []
      return value !== null && items.includes(value) !== condition.negated
    }
    case 'like': {
      const value = readValue(condition.operand, read)
      const pattern = String(literalOf(condition.pattern) ?? '')
      const text = pattern.replaceAll('%', '').toLowerCase()
      const said = String(value ?? '').toLowerCase()
      return value !== null && (pattern.startsWith('%') ? said.includes(text) : said.startsWith(text))
    }
    case 'is-null':
      return (readValue(condition.operand, read) === null) !== condition.negated
    default:
      return false
  }
}

function compares(value: string | number, operator: string, literal: string | number): boolean {
  switch (operator) {
    case '=':
      return value === literal
    case '<>':
      return value !== literal
    case '<':
      return value < literal
    case '<=':
      return value <= literal
    case '>':
      return value > literal
    default:
      return operator === '>=' && value >= literal
  }
}

function readValue(expression: Expression, read: Read): string | number | null {
  const split = splitPart(expression)
  const value = split === undefined ? null : read(split.reference.name)
  if (typeof value !== 'string' && typeof value !== 'number') return null
  if (split?.part === undefined) return value
  const text = String(value)
  return split.part === 'year'
    ? text.slice(0, 4)
    : split.part === 'month'
      ? text.slice(5, 7)
      : text.slice(0, 7)
}
