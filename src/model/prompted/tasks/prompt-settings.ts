/** What a profile decides about prompts. */
export interface PromptSettings {
  /** Fixed demonstrations in each prompt; TCSR-SQL has 4, 9, 4 and 0. */
  readonly shots: {
    readonly keywords: number
    readonly variants: number
    readonly sql: number
    readonly revision: number
  }
  /** Values that show how the columns of a table write things; 6 in TCSR-SQL's table 3. */
  readonly samplesPerTable: number
  /** A prompt has at most so many tokens, by `estimateTokens`: the schema is cut to fit. */
  readonly tokenBudget: number
  /** As people write it: "SQLite". */
  readonly dialectName: string
}

/** What synthesis draws its pairs at (DB-Explore section 3.2.1). */
export const SYNTHESIS_TEMPERATURE = 0.7
