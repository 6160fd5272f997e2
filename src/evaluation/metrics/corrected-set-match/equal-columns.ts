/** Columns that a query holds equal, by the conditions that all of its rows meet. */
export class EqualColumns {
  readonly #classes = new Map<string, Set<string>>()

  add(one: string, other: string): void {
    const merged = new Set([...this.#classOf(one), ...this.#classOf(other)])
    for (const member of merged) this.#classes.set(member, merged)
  }

  /** The first of its class by name; itself where nothing is equal to it. */
  standsFor = (column: string): string => {
    const members = this.#classes.get(column)
    if (members === undefined) return column
    let first = column
    for (const member of members) if (member < first) first = member
    return first
  }

  /** Each class as a text, sorted. */
  describe(): readonly string[] {
    const classes = [...new Set(this.#classes.values())].filter((members) => members.size > 1)
    return classes.map((members) => [...members].sort().join(' = ')).sort()
  }

  #classOf(column: string): ReadonlySet<string> {
    return this.#classes.get(column) ?? new Set([column])
  }
}
