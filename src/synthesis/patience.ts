/** How many attempts in a row may bring nothing before something is given up. */
export interface Patience {
  /** A kind of query that so many did not bring is one that the database does not give. */
  readonly stalledAfter: number
  /** Questions that differ in values alone are let in too. */
  readonly lenientAfter: number
  /** The database gives no more. */
  readonly exhaustedAfter: number
}

export const PATIENCE: Patience = { stalledAfter: 600, lenientAfter: 400, exhaustedAfter: 4_000 }
/** Attempts that a language model makes cost money. */
export const PATIENCE_WITH_MODELS: Patience = { stalledAfter: 60, lenientAfter: 60, exhaustedAfter: 400 }
