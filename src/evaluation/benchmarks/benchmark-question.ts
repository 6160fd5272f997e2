/** One question of a benchmark with the SQL that answers it. */
export interface BenchmarkQuestion {
  /** Its place in the file, from 0. */
  readonly index: number
  /** Which database it asks: the name of a folder and of the file in it. */
  readonly dbId: string
  readonly question: string
  /** The gold SQL. */
  readonly gold: string
  /** What the benchmark tells beside the question, as BIRD does. */
  readonly evidence?: string
  /** What the benchmark calls its difficulty. Spider's is computed from the gold SQL. */
  readonly difficulty?: string
}
