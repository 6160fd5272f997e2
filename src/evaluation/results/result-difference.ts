import type { VerdictReason } from '../metrics/metric.ts'

/** In what two results differ first; null: they are the same. */
export type ResultDifference = Extract<
  VerdictReason,
  'other-columns' | 'other-row-count' | 'other-rows' | 'other-order'
> | null
