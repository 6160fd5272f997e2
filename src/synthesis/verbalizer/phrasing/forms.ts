import type { Random } from '../../../base/random.ts'

/** One condition in the ways that a sentence has room for. `{their}` stands for their or its. */
export interface Forms {
  /** "discontinued" */
  readonly adjective?: string
  /** "from Germany", "with a price above 10" */
  readonly after?: string
  /** As `after`, but with rows of its own that what follows could be taken for: "of customers from Germany". */
  readonly nested?: string
  /** `after`, where it comes last: "in the genre Rock". */
  readonly tail?: string
  /** Speaks of other rows, so that what follows it could be taken to be about those. */
  readonly isLong?: boolean
  /** "price is above 10": stands after "whose". */
  readonly whose?: string
  /** "is from Germany", "are from Germany" */
  readonly verb?: Verb
}

export interface Verb {
  readonly one: string
  readonly many: string
}

/** Thrown by the phrasing, and caught where it is entered: this meaning has no words that are good enough. */
export class Unsayable extends Error {}

/** How one question is phrased: every choice of words is drawn. */
export interface Speech {
  readonly random: Random
  /** What surrounds the phrase has such a clause of its own: "whose" could be taken to go on with that. */
  readonly avoidsWhose?: boolean
}

export function verb(one: string, many: string): Verb {
  return { one, many }
}

export function have(what: string): Verb {
  return { one: `has ${what}`, many: `have ${what}` }
}

export function be(what: string): Verb {
  return { one: `is ${what}`, many: `are ${what}` }
}
