import type { Query } from '../../sql/ast.ts'
import type { Growth } from '../grammar/growth.ts'
import type { Speech } from '../verbalizer/phrasing/forms.ts'

/**
 * A question that people ask of many databases, over the roles that tables and columns play (DB-Explore, section 3.2.1):
 * written by hand, with the tree that it means.
 */
export interface Template {
  readonly name: string
  /** Ways to ask it, with `{slots}`; where a slot has no words, the way is passed over. */
  readonly wordings: readonly string[]
  /** Always holds a query within the query, or a set operation. */
  readonly isNested?: boolean
  /** Chooses tables, columns and values; throws `Unfit` where the database has none that suit. */
  fill(growth: Growth): Filling
}

export interface Filling {
  readonly query: Query
  readonly words: Words
}

/** What stands in the slots. A function is asked anew for each wording, so that it may choose other words. */
export type Words = Readonly<Record<string, string | undefined | ((speech: Speech) => string | undefined)>>

/** Thrown by a template that the database does not suit, and caught where templates are filled. */
export class Unfit extends Error {}

/** One for all: it is thrown so often that a trace for each would cost more than the templates. */
const UNFIT = new Unfit('the database has nothing that suits the template')

export function needed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw UNFIT
  return value
}

export function insist(holds: boolean): void {
  if (!holds) throw UNFIT
}
