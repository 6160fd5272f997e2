/**
 * Boosted trees, each of which asks the same question at all places of one depth, so that a leaf is found by the bits
 * of the answers.
 */
export interface TreeRanker {
  readonly depth: number
  /** Of each tree in turn, `depth` columns and the thresholds that their values are compared with. */
  readonly columns: Uint8Array
  readonly thresholds: Float32Array
  /** Of each tree in turn, 2^depth values. */
  readonly leaves: Float32Array
}

/** The sum of the trees for one row of measures. */
export function scoreByTrees(row: Float32Array, { depth, columns, thresholds, leaves }: TreeRanker): number {
  const leafCount = 1 << depth
  const treeCount = columns.length / depth
  let score = 0
  for (let tree = 0; tree < treeCount; tree++) {
    let leaf = 0
    for (let level = 0; level < depth; level++) {
      const place = tree * depth + level
      if (row[columns[place]!]! > thresholds[place]!) leaf |= 1 << level
    }
    score += leaves[tree * leafCount + leaf]!
  }
  return score
}
