import { seededRandom } from '../../base/random.ts'

/** Up to so many differences every way of signs is tried, and the p-value has no randomness. */
const MOST_ENUMERATED = 16
const ROUNDS = 20_000
/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-9

/**
 * McNemar's test in its exact, two-sided form: how likely it is that of `gained + lost` questions that changed, at least
 * as uneven a part went one way, if each way were as likely. Questions that did not change say nothing here.
 */
export function mcNemarTest(gained: number, lost: number): number {
  const changed = gained + lost
  const fewer = Math.min(gained, lost)
  // In logarithms, because 2 ** -changed is no number beyond 1,074 questions.
  let logTerm = -changed * Math.LN2
  let total = 0
  for (let count = 0; count <= fewer; count++) {
    if (count > 0) logTerm += Math.log((changed - count + 1) / count)
    total += Math.exp(logTerm)
  }
  return Math.min(1, 2 * total)
}

/**
 * The two-sided sign-flip test of paired differences: how often their sum is at least as far from zero when each
 * difference has its sign by chance. Every way is tried of few differences, 20,000 seeded ones of many; the observed
 * one is then counted among them, so that p is never 0 (Phipson and Smyth 2010).
 */
export function signFlipTest(differences: readonly number[], seed: number | string): number {
  const changed = Float64Array.from(differences.filter((difference) => difference !== 0))
  const observed = Math.abs(changed.reduce((sum, difference) => sum + difference, 0))
  const scale = changed.reduce((sum, difference) => sum + Math.abs(difference), 0)
  const threshold = observed - ROUNDING * scale
  return changed.length <= MOST_ENUMERATED
    ? enumerated(changed, threshold)
    : sampled(changed, threshold, seed)
}

function enumerated(changed: Float64Array, threshold: number): number {
  const ways = 2 ** changed.length
  let extreme = 0
  for (let signs = 0; signs < ways; signs++) {
    let sum = 0
    for (let index = 0; index < changed.length; index++) {
      sum += (signs >>> index) & 1 ? changed[index]! : -changed[index]!
    }
    if (Math.abs(sum) >= threshold) extreme++
  }
  return extreme / ways
}

function sampled(changed: Float64Array, threshold: number, seed: number | string): number {
  const random = seededRandom(seed)
  let extreme = 1
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0
    let signs = 0
    for (let index = 0; index < changed.length; index++) {
      // One random number is good for 32 signs.
      if (index % 32 === 0) signs = random.below(2 ** 32)
      sum += signs & 1 ? changed[index]! : -changed[index]!
      signs >>>= 1
    }
    if (Math.abs(sum) >= threshold) extreme++
  }
  return extreme / (ROUNDS + 1)
}
