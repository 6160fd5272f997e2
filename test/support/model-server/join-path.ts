/** Steps from a table to another along the listed joins, each as "table ON condition"; none where there is no way. */
export function findPath(
  joins: readonly (readonly [string, string])[],
  from: string,
  to: string,
): readonly string[] {
  const edges = joins.flatMap(([left, right]) => [
    { from: tableOf(left), to: tableOf(right), on: `${left} = ${right}` },
    { from: tableOf(right), to: tableOf(left), on: `${left} = ${right}` },
  ])
  const ways: { readonly at: string; readonly steps: readonly string[] }[] = [{ at: from, steps: [] }]
  const seen = new Set([from])
  for (const way of ways) {
    if (way.at === to) return way.steps
    for (const edge of edges) {
      if (edge.from !== way.at || seen.has(edge.to)) continue
      seen.add(edge.to)
      ways.push({ at: edge.to, steps: [...way.steps, `${edge.to} ON ${edge.on}`] })
    }
  }
  return []
}

function tableOf(column: string): string {
  return column.split('.')[0]!
}
