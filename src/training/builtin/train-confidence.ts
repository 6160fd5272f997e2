/** What is known of one answer, and whether it was right. */
export interface JudgedAnswer {
  readonly facts: Float64Array
  readonly isRight: boolean
}

const STEPS = 30
/** Pulls weights towards nothing, so that few answers do not make it certain. */
const PULL = 1

/** Logistic regression by Newton's method: the weights that make the answers most probable. */
export function trainConfidence(answers: readonly JudgedAnswer[]): Float64Array {
  const count = answers[0]?.facts.length ?? 0
  const weights = new Float64Array(count)
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => PULL * weight)
    const curvature = Array.from({ length: count }, (_, row) =>
      Float64Array.from({ length: count }, (_, column) => (row === column ? PULL : 0)),
    )
    for (const { facts, isRight } of answers) {
      const chance = logistic(facts, weights)
      const error = chance - Number(isRight)
      for (let row = 0; row < count; row++) {
        gradient[row]! += error * facts[row]!
        const scaled = chance * (1 - chance) * facts[row]!
        for (let column = 0; column < count; column++) curvature[row]![column]! += scaled * facts[column]!
      }
    }
    const change = solve(curvature, gradient)
    for (let row = 0; row < count; row++) weights[row]! -= change[row]!
    if (change.every((value) => Math.abs(value) < 1e-9)) break
  }
  return weights
}

function logistic(facts: Float64Array, weights: Float64Array): number {
  return 1 / (1 + Math.exp(-facts.reduce((sum, fact, index) => sum + fact * weights[index]!, 0)))
}

/** Gauss's elimination; the matrix is positive definite. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, index) => Float64Array.from([...row, right[index]!]))
  const size = rows.length
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!
      for (let column = pivot; column <= size; column++) rows[row]![column]! -= factor * rows[pivot]![column]!
    }
  }
  const solution = new Float64Array(size)
  for (let row = size - 1; row >= 0; row--) {
    let rest = rows[row]![size]!
    for (let column = row + 1; column < size; column++) rest -= rows[row]![column]! * solution[column]!
    solution[row] = rest / rows[row]![row]!
  }
  return solution
}
