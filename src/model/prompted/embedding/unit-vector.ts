/** The vector in the same direction whose length is 1; null where there is no direction. */
export function unitVector(numbers: ArrayLike<number>): Float32Array | null {
  const norm = normOf(numbers)
  if (!Number.isFinite(norm) || norm === 0) return null
  return Float32Array.from(numbers, (number) => number / norm)
}

/** Within what single precision loses. */
export function isUnitVector(vector: Float32Array): boolean {
  return Math.abs(normOf(vector) - 1) < 1e-4
}

function normOf(numbers: ArrayLike<number>): number {
  let squares = 0
  for (let index = 0; index < numbers.length; index++) squares += numbers[index]! ** 2
  return Math.sqrt(squares)
}
