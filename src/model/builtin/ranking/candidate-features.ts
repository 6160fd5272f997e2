/** What is known of the candidates of one question, as numbers: rankers and their trainer see nothing else. */
export interface CandidateList {
  /** Hashes of the question's words and short phrases, names and values in them replaced by their kind. */
  readonly phrases: Uint32Array
  /** Hashes of its words. */
  readonly words: Uint32Array
  readonly candidates: readonly CandidateFeatures[]
}

export interface CandidateFeatures {
  /** Hashes of properties of the query, each of which is seen together with each phrase. */
  readonly structure: Uint32Array
  /** Hashes of where the query uses which words of names, each seen together with each word of the question. */
  readonly naming: Uint32Array
  /** Hashes of properties that stand alone. */
  readonly lone: Uint32Array
  /** In the order of `MEASURES`. */
  readonly measures: Float32Array
}
