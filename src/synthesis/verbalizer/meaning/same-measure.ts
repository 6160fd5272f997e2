import type { Condition, Measure, Quantity } from './meaning.ts'

/** Whether two parts of a query ask for the same number; where that cannot be told, they do not. */
export function isSameMeasure(one: Measure, other: Measure): boolean {
  if (one.kind === 'count') return other.kind === 'count' && one.entity === other.entity
  if (one.kind === 'distinct') return other.kind === 'distinct' && isSameQuantity(one.of, other.of)
  if (one.kind === 'statistic')
    return other.kind === 'statistic' && one.statistic === other.statistic && isSameQuantity(one.of, other.of)
  return one.kind === other.kind && areSameTests(one.conditions, other.conditions)
}

function isSameQuantity(one: Quantity, other: Quantity): boolean {
  if (one.kind === 'product')
    return (
      other.kind === 'product' &&
      isSameQuantity(one.left, other.left) &&
      isSameQuantity(one.right, other.right)
    )
  return (
    other.kind === 'attribute' &&
    one.column === other.column &&
    one.part === other.part &&
    one.path.length === other.path.length &&
    one.path.every((key, place) => key === other.path[place])
  )
}

function areSameTests(one: readonly Condition[], other: readonly Condition[]): boolean {
  return (
    one.length === other.length &&
    one.every((left, place) => {
      const right = other[place]!
      if (left.kind !== 'test' || right.kind !== 'test' || left.column !== right.column) return false
      return left.test.kind !== 'statistic' && JSON.stringify(left.test) === JSON.stringify(right.test)
    })
  )
}
