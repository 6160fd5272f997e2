import type { Random } from '../../base/random.ts'
import type { SqlValue } from '../../database/database.ts'
import { columnKey, type ForeignKey } from '../../database/schema.ts'
import type { TableRows } from '../../database/write-sqlite-file.ts'
import { compareValues } from './compare-values.ts'
import { drawValues, type ValueSource } from './draw-values.ts'
import { makeValue } from './make-value.ts'
import { type GenerationPlan, type groupLiterals, isKey } from './plan-generation.ts'
import type { SourceTable } from './read-source-database.ts'

/** A row that repeats a key is drawn again so often. */
const ATTEMPTS = 8

/** How the rows of one foreign key choose what they refer to. */
interface Reference {
  readonly key: ForeignKey
  /** Where its columns stand in a row. */
  readonly places: readonly number[]
  readonly choose: (target: MadeTable, focus?: number) => readonly SqlValue[] | undefined
  readonly nullShare: number
}

/** The rows of a table while they are made. */
export class MadeTable {
  readonly rows: SqlValue[][] = []
  readonly #source: SourceTable
  readonly #made: ReadonlyMap<string, MadeTable>
  readonly #random: Random
  readonly #values: readonly ValueSource[]
  readonly #partners: readonly (readonly MadeColumn[])[]
  readonly #references: readonly Reference[]
  readonly #keys: readonly {
    readonly places: readonly number[]
    readonly isPrimary: boolean
    readonly taken: Set<string>
  }[]
  readonly #stored: readonly (readonly SqlValue[])[]
  readonly #holdsNull: readonly boolean[]
  /** Shares of rows that begin as a row of the original, and of rows that repeat one but for its key. */
  readonly #copyShare: number
  readonly #repeatShare: number
  readonly #focusShare: number
  /** By query in focus: the rows that were made for it. */
  readonly #focusRows: readonly SqlValue[][][]

  constructor(
    source: SourceTable,
    plan: GenerationPlan,
    focused: readonly ReturnType<typeof groupLiterals>[],
    made: ReadonlyMap<string, MadeTable>,
    random: Random,
  ) {
    const { table } = source
    this.#source = source
    this.#made = made
    this.#random = random
    const names = table.columns.map(({ name }) => columnKey({ table: table.name, column: name }))
    this.#stored = table.columns.map(({ name }) => plan.source.valuesOf({ table: table.name, column: name }))
    this.#holdsNull = table.columns.map(({ name }) =>
      plan.source.holdsNull({ table: table.name, column: name }),
    )
    const keys = [table.primaryKey, ...table.uniqueKeys].filter((key) => key.length > 0)
    this.#keys = keys.map((key) => ({
      places: key.map((name) => this.#placeOf(name)),
      isPrimary: key === table.primaryKey,
      taken: new Set(),
    }))
    const inPrimaryKey = new Set(table.primaryKey)
    this.#values = table.columns.map((column, index) =>
      drawValues(
        {
          column,
          stored: this.#stored[index]!,
          literals: plan.literals.get(names[index]!) ?? [],
          focus: focused.map((literals) => literals.get(names[index]!) ?? []),
          isOrdered: plan.orderColumns.has(names[index]!),
          nulls:
            !column.nullable || inPrimaryKey.has(column.name)
              ? 'never'
              : this.#holdsNull[index]
                ? 'stored'
                : 'allowed',
        },
        random,
      ),
    )
    this.#partners = table.columns.map(({ name }, index) =>
      isKey(source, name)
        ? []
        : (plan.partners.get(names[index]!) ?? []).flatMap((partner) => this.#findColumn(partner)),
    )
    this.#references = table.foreignKeys.map((key) => this.#reference(key))
    this.#copyShare = random.pick([0, 0.3, 0.6])
    this.#repeatShare = random.pick([0, 0.1, 0.3])
    this.#focusShare = random.pick([0.1, 0.3, 0.5])
    this.#focusRows = focused.map(() => [])
  }

  fill(count: number): void {
    for (let index = 0; index < count; index++) {
      // The first rows are for the queries in focus, so that rows of other tables can refer to them.
      const isFirst = index < this.#focusRows.length
      const isFocused = this.#random.next() < (isFirst ? 0.8 : this.#focusShare)
      const focus = isFirst ? index : this.#random.below(this.#focusRows.length)
      this.#addRow(isFocused ? focus : undefined)
    }
  }

  #addRow(focus: number | undefined): void {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const row = this.#makeRow(focus)
      if (row === undefined || !this.#takeKeys(row)) continue
      this.rows.push(row)
      if (focus !== undefined) this.#focusRows[focus]?.push(row)
      return
    }
  }

  /** Keys that led to tables without rows yet get what they refer to. */
  closeCycles(): void {
    for (const { key, places, choose, nullShare } of this.#references) {
      const isPartOfKey = this.#keys.some((own) => own.places.some((place) => places.includes(place)))
      const target = this.#made.get(key.toTable.toLowerCase())
      if (target === undefined || isPartOfKey) continue
      for (const row of this.rows) {
        if (
          places.every((place) => row[place] !== null) &&
          target.holds(
            key,
            places.map((place) => row[place]!),
          )
        )
          continue
        if (this.#random.next() < nullShare) continue
        const values = choose(target)
        if (values !== undefined) setAt(row, places, values)
      }
    }
  }

  result(): TableRows {
    const { table } = this.#source
    const places = (this.#keys.find(({ isPrimary }) => isPrimary)?.places ?? []) as readonly number[]
    const inKeyOrder = [...this.rows].sort((left, right) => {
      const place = places.find((each) => compareValues(left[each]!, right[each]!) !== 0)
      return place === undefined ? 0 : compareValues(left[place]!, right[place]!)
    })
    return { table: table.name, columns: table.columns.map(({ name }) => name), rows: inKeyOrder }
  }

  #makeRow(focus: number | undefined): SqlValue[] | undefined {
    const random = this.#random
    const { table, sample } = this.#source
    const repeated =
      this.rows.length > 0 && random.next() < this.#repeatShare ? random.pick(this.rows) : undefined
    const copied = sample.length > 0 && random.next() < this.#copyShare ? random.pick(sample) : undefined
    const row = table.columns.map((_, index) => {
      if (focus !== undefined && random.next() < 0.7) return this.#drawFocused(index, focus)
      if (repeated !== undefined) return repeated[index]!
      if (copied !== undefined && random.next() < 0.9) return copied[index]!
      return this.#drawPlain(index, focus)
    })
    for (const { places } of this.#keys) {
      if (repeated !== undefined && copied === undefined && focus === undefined)
        for (const place of places) row[place] = this.#drawPlain(place)
      if (places.length === 1) row[places[0]!] = this.#keyValue(places[0]!, row[places[0]!]!)
    }
    for (const reference of this.#references) if (!this.#refer(row, reference, focus)) return undefined
    return row
  }

  #drawFocused(index: number, focus: number): SqlValue {
    return this.#values[index]!.drawFocused(focus) ?? this.#drawPlain(index, focus)
  }

  /** What a column that others join this one with holds, mostly; else what it holds by itself. */
  #drawPlain(index: number, focus?: number): SqlValue {
    const partners = this.#partners[index]!.filter(({ owner }) => owner.rows.length > 0)
    if (partners.length > 0 && this.#random.next() < 0.85) {
      const { owner, place } = this.#random.pick(partners)
      return (owner.#rowInFocus(focus) ?? this.#random.pick(owner.rows))[place]!
    }
    return this.#values[index]!.draw()
  }

  /** Mostly a row that was made for the same query, where there is one. */
  #rowInFocus(focus: number | undefined): readonly SqlValue[] | undefined {
    const rows = focus === undefined ? [] : (this.#focusRows[focus] ?? [])
    return rows.length > 0 && this.#random.next() < 0.7 ? this.#random.pick(rows) : undefined
  }

  /** A value that no row has in a column that tells rows apart. */
  #keyValue(place: number, wanted: SqlValue): SqlValue {
    const taken = (value: SqlValue): boolean =>
      this.#keys.some(
        (key) => key.places.length === 1 && key.places[0] === place && key.taken.has(keyText([value])),
      )
    if (wanted !== null && !taken(wanted)) return wanted
    const column = this.#source.table.columns[place]!
    const stored = this.#stored[place]!
    const free = makeValue(stored, column.type, this.#random)
    if (free !== null && !taken(free)) return free
    if (typeof free !== 'bigint') return free
    let next = BigInt(this.rows.length + 1)
    while (taken(next)) next++
    return next
  }

  #takeKeys(row: readonly SqlValue[]): boolean {
    const texts = this.#keys.map(({ places }) => keyText(places.map((place) => row[place]!)))
    // NULL is no repetition of NULL in a unique key.
    const isRepeated = this.#keys.some(
      ({ places, taken }, index) => taken.has(texts[index]!) && places.every((place) => row[place] !== null),
    )
    if (isRepeated) return false
    this.#keys.forEach(({ taken }, index) => {
      taken.add(texts[index]!)
    })
    return true
  }

  #reference(key: ForeignKey): Reference {
    const random = this.#random
    const { columns } = this.#source.table
    const places = key.columns.map((name) => this.#placeOf(name))
    const { primaryKey } = this.#source.table
    // Where every row of the original refers to something, people rely on it.
    const mayBeNull = places.every(
      (place) => this.#holdsNull[place] && !primaryKey.includes(columns[place]!.name),
    )
    // Some rows are referred to often, and some never: that tells joins and counts apart.
    const steepness = random.pick([1, 2, 3])
    const reach = random.pick([0.5, 0.8, 1])
    return {
      key,
      places,
      nullShare: mayBeNull ? random.pick([0, 0.1, 0.3]) : 0,
      choose: (target, focus) => {
        const count = Math.max(1, Math.ceil(target.rows.length * reach))
        const row = target.#rowInFocus(focus) ?? target.rows[Math.floor(count * random.next() ** steepness)]
        return row === undefined ? undefined : key.toColumns.map((name) => row[target.#placeOf(name)]!)
      },
    }
  }

  /** False where the row can refer to nothing and must. */
  #refer(row: SqlValue[], { key, places, choose, nullShare }: Reference, focus: number | undefined): boolean {
    const target = this.#made.get(key.toTable.toLowerCase())
    const isHeld =
      target?.holds(
        key,
        places.map((place) => row[place]!),
      ) ?? false
    if (isHeld && this.#random.next() < (focus === undefined ? 0.5 : 0.8)) return true
    const isNullable = places.every((place) => this.#source.table.columns[place]!.nullable)
    // A table that comes later, or its own first row.
    const isEmpty = target === undefined || target.rows.length === 0
    if (isNullable && (isEmpty || this.#random.next() < nullShare)) {
      for (const place of places) row[place] = null
      return true
    }
    if (isEmpty) return true
    const values = choose(target, focus)
    if (values === undefined) return false
    setAt(row, places, values)
    return true
  }

  /** Whether some row has these values where the key leads. */
  holds({ toColumns }: ForeignKey, values: readonly SqlValue[]): boolean {
    const places = toColumns.map((name) => this.#placeOf(name))
    const wanted = keyText(values)
    const key = this.#keys.find((own) => own.places.join() === places.join())
    if (key !== undefined) return key.taken.has(wanted)
    return this.rows.some((row) => keyText(places.map((place) => row[place]!)) === wanted)
  }

  #findColumn({ table, column }: { readonly table: string; readonly column: string }): MadeColumn[] {
    const owner = this.#made.get(table.toLowerCase())
    return owner === undefined ? [] : [{ owner, place: owner.#placeOf(column) }]
  }

  #placeOf(name: string): number {
    return this.#source.table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase())
  }
}

interface MadeColumn {
  readonly owner: MadeTable
  readonly place: number
}

function keyText(values: readonly SqlValue[]): string {
  return JSON.stringify(values.map((value) => (value instanceof Uint8Array ? [...value] : String(value))))
}

function setAt(row: SqlValue[], places: readonly number[], values: readonly SqlValue[]): void {
  places.forEach((place, index) => {
    row[place] = values[index]!
  })
}
