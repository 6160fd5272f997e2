import type { ColumnName } from '../database/schema.ts'
import type { DatabaseContext } from './model.ts'

/** What single stretches of a question's words may mean, before any of it is put together. */
export interface QuestionLinks {
  readonly tables: readonly TableLink[]
  /** Tables that the question names by what their rows are to others. */
  readonly roles: readonly TableRole[]
  readonly columns: readonly ColumnLink[]
  readonly values: readonly ValueLink[]
  readonly numbers: readonly number[]
  /** Stretches of time, ISO days. */
  readonly periods: readonly { readonly from: string; readonly to: string }[]
  /** What phrases ask of the query's shape, whatever the database. */
  readonly asks: ReadonlySet<QuestionAsk>
}

export type QuestionAsk =
  | 'count'
  | 'average'
  | 'sum'
  | 'maximum'
  | 'minimum'
  | 'superlative'
  | 'comparison'
  | 'order'
  | 'group'
  | 'share'
  | 'negation'
  | 'null'

/** Where the words stand, in words of the question; `end` is exclusive. */
interface Stretch {
  readonly start: number
  readonly end: number
  /** 0 to 1. */
  readonly score: number
}

export interface TableRole {
  readonly table: string
  /** What stands for one of its rows where the table itself is named. */
  readonly shown: readonly ColumnName[]
}

interface TableLink extends Stretch, TableRole {}

interface ColumnLink extends Stretch, ColumnName {}

interface ValueLink extends Stretch, ColumnName {
  readonly value: string | number
}

export type LinkQuestion = (question: string, context: DatabaseContext) => QuestionLinks
