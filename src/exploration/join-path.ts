import type { JoinKey } from './survey.ts'

/** A tree of joins that connects the wanted tables; `tables` may hold more than were wanted. */
export interface JoinTree {
  /** In an order in which each table after the first is joined to one before it. */
  readonly tables: readonly string[]
  /** One fewer than tables, in the same order. */
  readonly keys: readonly JoinKey[]
  readonly cost: number
}
