/** Runs `work` over the items, at most `limit` at once; results keep the items' order. The first failure rejects. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  let nextIndex = 0
  let hasFailed = false
  const takeTurns = async (): Promise<void> => {
    while (nextIndex < items.length && !hasFailed) {
      const index = nextIndex++
      try {
        results[index] = await work(items[index]!, index)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeTurns))
  return results
}
