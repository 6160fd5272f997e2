/** In the order in which they look at a candidate. */
export const FILTER_NAMES = [
  'execution',
  'emptiness',
  'duplicates',
  'ambiguity',
  'consistency',
  'balance',
] as const

type FilterName = (typeof FILTER_NAMES)[number]

/** Why a candidate did not get in. */
export interface Refusal {
  readonly filter: FilterName
  /** Half a sentence. */
  readonly reason: string
}
