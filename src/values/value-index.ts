import type { ColumnName } from '../database/schema.ts'

/** The index of all distinct text values of a database: what a question's words may mean in its data. */
export interface ValueIndex {
  /** Coarse by BM25, fine by longest common subsequence; best first. Case, width and accents do not matter. */
  search(text: string, options?: ValueSearchOptions): readonly ValueMatch[]
  /** Stored values that equal the text when both are folded (case, accents, width, outer blanks). */
  findExact(text: string, options?: Pick<ValueSearchOptions, 'columns' | 'limit'>): readonly ValueMatch[]
  close(): void
}

export interface ValueSearchOptions {
  /** At most so many; 10 if not said. */
  readonly limit?: number
  /** Only these columns. */
  readonly columns?: readonly ColumnName[]
  /** Matches with a lower score are left out; 0.5 if not said. */
  readonly minimumScore?: number
}

export interface ValueMatch extends ColumnName {
  /** As stored, to the letter. */
  readonly value: string
  /** 0 to 1; 1 means equal after folding. */
  readonly score: number
  /** How many rows hold it. */
  readonly rowCount: number
  /** `value` is only the beginning of a longer text: find the original with LIKE and this prefix. */
  readonly shortened?: true
}
