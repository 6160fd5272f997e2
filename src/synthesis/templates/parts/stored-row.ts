import type { Expression } from '../../../sql/ast.ts'
import type { Growth } from '../../grammar/growth.ts'
import type { Seat } from '../../grammar/rows.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { isSayableText } from '../../verbalizer/lexicon/sayable-value.ts'
import type { Condition, Rows } from '../../verbalizer/meaning/meaning.ts'
import { needed } from '../template.ts'
import { equal, type Restriction } from './restriction.ts'

/** A row that its name alone picks out. */
export interface StoredRow {
  readonly rows: Rows
  readonly parts: readonly Restriction[]
  where(seat: Seat): readonly Expression[]
}

/** The rows have a name that no two share, and that people can say. */
export function hasOwnName({ names, isNameUnique, isPerson }: Entity): boolean {
  return names.length === 1 ? isNameUnique : names.length === 2 && isPerson
}

export function pickStoredRow(growth: Growth, entity: Entity, but: readonly StoredRow[] = []): StoredRow {
  const rows = candidates(growth, entity).filter(
    (values) =>
      !but.some(({ parts }) => parts.every(({ condition }, place) => wantedOf(condition) === values[place])),
  )
  const values = needed(rows.length === 0 ? undefined : growth.random.pick(rows))
  const parts = entity.names.map((column, place) => equal(column, values[place]!))
  return {
    rows: { entity, conditions: parts.map(({ condition }) => condition) },
    parts,
    where: (seat) => parts.map(({ where }) => where(seat)),
  }
}

function candidates({ context }: Growth, { names, table }: Entity): readonly (readonly string[])[] {
  if (names.length === 1)
    return names[0]!.values.filter((value) => typeof value === 'string').map((value) => [value])
  const profile = context.survey.tables.find((one) => one.table === table)
  const places = names.map(({ column }) => profile?.columns.findIndex((one) => one.column === column) ?? -1)
  return (profile?.sampleRows ?? []).flatMap((row) => {
    const values = places.map((place) => row[place] ?? null)
    return values.every(isSayableText) ? [values] : []
  })
}

function wantedOf(condition: Condition): string | number | undefined {
  return condition.kind === 'test' && condition.test.kind === 'compare' ? condition.test.value : undefined
}

/** A number of rows to ask for, and more rows than that. */
export function pickTop({ random }: Growth, rowCount: number): number {
  const fitting = [3, 3, 5, 5, 10].filter((count) => count * 2 <= rowCount)
  return needed(fitting.length === 0 ? undefined : random.pick(fitting))
}
