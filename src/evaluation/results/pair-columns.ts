interface ColumnPair {
  /** Indexes of columns. */
  readonly gold: number
  readonly predicted: number
}

type Keys = readonly string[]

/**
 * Which column of a prediction stands for which of gold: those that share most values come first, and of equals those
 * in the same place. Each stands for one; where there are fewer on one side, columns of the other stay alone.
 */
export function pairColumns(gold: readonly Keys[], predicted: readonly Keys[]): ColumnPair[] {
  const wanted = columnCounts(gold)
  const found = columnCounts(predicted)
  const candidates = wanted.flatMap((counts, column) =>
    found.map((others, other) => ({ gold: column, predicted: other, shared: sharedValues(counts, others) })),
  )
  candidates.sort((left, right) => right.shared - left.shared || distance(left) - distance(right))
  const pairs: ColumnPair[] = []
  for (const { gold: column, predicted: other } of candidates) {
    if (pairs.some((pair) => pair.gold === column || pair.predicted === other)) continue
    pairs.push({ gold: column, predicted: other })
  }
  return pairs.sort((left, right) => left.gold - right.gold)
}

function columnCounts(rows: readonly Keys[]): Map<string, number>[] {
  return rows[0]!.map((_, column) => {
    const counts = new Map<string, number>()
    for (const row of rows) counts.set(row[column]!, (counts.get(row[column]!) ?? 0) + 1)
    return counts
  })
}

function sharedValues(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const [key, count] of left) shared += Math.min(count, right.get(key) ?? 0)
  return shared
}

function distance({ gold, predicted }: ColumnPair): number {
  return Math.abs(gold - predicted)
}
