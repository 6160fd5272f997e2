/** Texts to vectors of one length, each of unit norm. The offline default needs no download. */
export interface Embedder {
  readonly name: string
  readonly dimensions: number
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>
}

/** Cosine similarity of two vectors of unit norm: equation 2 of TCSR-SQL. */
export function cosineSimilarity(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!
  return sum
}
