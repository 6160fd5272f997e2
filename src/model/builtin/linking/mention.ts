import type { ExpressionEntry, FilterEntry } from '../../../values/knowledge.ts'
import type { ColumnEntry, TableEntry } from './schema-lexicon.ts'

/** Words of a question and what in the database they may mean. Token positions; `end` is exclusive. */
export type Mention =
  /** `looksLikeTable`: the same words name a table just as well. */
  (
    | {
        readonly kind: 'column'
        readonly column: ColumnEntry
        readonly looksLikeTable: boolean
        readonly isWholeName: boolean
        /** Learned from questions that used the word for such a name, not from the name itself. */
        readonly isAligned?: true
        /** The words say what the row is that the key leads to ("manager", "reports to"); this is its table. */
        readonly roleOf?: string
      }
    | { readonly kind: 'table'; readonly table: TableEntry; readonly isAligned?: true }
    /** `operator` '=' unless knowledge says otherwise. */
    | {
        readonly kind: 'value'
        readonly column: ColumnEntry
        readonly value: string | number
        readonly fromKnowledge: boolean
        /** A word of several stored values, none of which it is: "barista" of 'Sr. Barista'. */
        readonly isPart?: true
      }
    | { readonly kind: 'number'; readonly value: number }
    /** A stretch of time: `from` inclusive, `to` exclusive, ISO days. */
    | { readonly kind: 'period'; readonly from: string; readonly to: string; readonly year: number | null }
    /** Quoted or capitalised words that no stored value equals. */
    | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
    | { readonly kind: 'expression'; readonly entry: ExpressionEntry }
    | { readonly kind: 'filter'; readonly entry: FilterEntry }
  ) & {
    readonly start: number
    readonly end: number
    /** 0 to 1: how well words and thing agree. */
    readonly score: number
  }
