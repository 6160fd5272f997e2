/** Items by their database, databases in the order in which they first occur. */
export function groupByDatabase<Item>(
  items: readonly Item[],
  dbIdOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(dbIdOf(item))
    if (group === undefined) groups.set(dbIdOf(item), [item])
    else group.push(item)
  }
  return groups
}
