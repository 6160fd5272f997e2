/** One table, common table or subquery of a FROM clause, and what its columns are called in keys. */
export interface Source {
  /** As the query calls it, in lower case. */
  readonly name: string
  /** What it is, whatever it is called: sources with one identity are the same table twice. */
  readonly identity: string
  /** Name in lower case -> what it is within this source, in order. */
  readonly columns: ReadonlyMap<string, string>
  /** Columns that USING or NATURAL merged into those of an earlier source. */
  readonly merged: Set<string>
  /** Stands before its columns in keys. Two sources of one identity differ in it. */
  label: string
}

/** The names that one SELECT sees, and what they stand for. */
export interface Sight {
  readonly sources: readonly Source[]
  /** Names of result columns -> what they stand for. They are seen after real columns. */
  readonly aliases: ReadonlyMap<string, string>
  readonly outer: Sight | null
  /** How many queries are around. */
  readonly depth: number
  /** Column -> the one that stands for all that are equal to it here. */
  readonly standsFor: (column: string) => string
}

/** The column that a name stands for; undefined: none that is known. Both in lower case. */
export function findColumnKey(sight: Sight, table: string | undefined, name: string): string | undefined {
  for (let place: Sight | null = sight; place !== null; place = place.outer) {
    const found = findHere(place, table, name)
    if (found !== undefined) return seenFrom(sight, found)
  }
  return undefined
}

function findHere({ sources, aliases }: Sight, table: string | undefined, name: string): string | undefined {
  if (table !== undefined) {
    const source = sources.find((candidate) => candidate.name === table)
    return source && keyIn(source, name)
  }
  for (const source of sources) {
    if (source.merged.has(name)) continue
    const key = keyIn(source, name)
    if (key !== undefined) return key
  }
  return aliases.get(name)
}

function keyIn({ label, columns }: Source, name: string): string | undefined {
  const column = columns.get(name)
  return column === undefined ? undefined : `${label}.${column}`
}

/** Each query on the way out may hold the column equal to another. */
function seenFrom(sight: Sight, key: string): string {
  return sight.standsFor(sight.outer === null ? key : seenFrom(sight.outer, key))
}
