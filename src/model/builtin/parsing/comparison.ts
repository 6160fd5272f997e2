import type { ComparisonOperator } from '../sketch/sketch.ts'

export function negate(operator: ComparisonOperator): ComparisonOperator {
  const opposite = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const
  return opposite[operator]
}

export function flipOperator(operator: ComparisonOperator): ComparisonOperator {
  const flipped = { '=': '=', '<>': '<>', '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const
  return flipped[operator]
}
