import { hashText, type Random, seededRandom } from '../../../src/base/random.ts'
import { printName, quoteString } from '../../../src/sql/print-name.ts'
import { SQLITE } from '../../../src/sql/sqlite-dialect.ts'
import type { PromptFacts } from './prompt-facts.ts'
import type { ShownColumn, ShownTable } from './read-table-line.ts'
import { sayQuery } from './say-query.ts'
import type { SynthesisFacts } from './synthesis-facts.ts'

/** A query of a few shapes for each wanted difficulty, about the wanted columns where it can be, and stiff words for it. */
export function writePairs(
  facts: PromptFacts,
  { difficulties, wanted }: SynthesisFacts,
  seed: number,
): string {
  const random = seededRandom(hashText(`${JSON.stringify([facts.tables, difficulties, wanted])}/${seed}`))
  const pairs = difficulties.flatMap((difficulty) => {
    const makers = random.shuffle(SHAPES[difficulty] ?? SHAPES.simple!)
    for (const make of makers) {
      const sql = make(pickersOf(facts, new Set(wanted), random))
      if (sql !== null) return [{ difficulty, question: sayQuery(sql, random.below(5)), evidence: '', sql }]
    }
    return []
  })
  return JSON.stringify({ pairs })
}

interface Pickers {
  readonly table: ShownTable
  readonly label: string
  /** A condition on the table. */
  readonly test: string | null
  readonly number: string | null
  readonly group: string | null
  /** `FROM one JOIN other ON …`, with what its rows are called, if the table is joined to another. */
  readonly joined: { readonly from: string; readonly label: string } | null
}

type Shape = (pickers: Pickers) => string | null

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  simple: [
    ({ table, label, test }) => test && `SELECT ${label} FROM ${name(table)} WHERE ${test}`,
    ({ table, test }) => test && `SELECT count(*) FROM ${name(table)} WHERE ${test}`,
    ({ table, number }) => number && `SELECT avg(${number}) FROM ${name(table)}`,
    ({ table, number }) => number && `SELECT min(${number}), max(${number}) FROM ${name(table)}`,
    ({ table, label, number }) =>
      number && `SELECT ${label} FROM ${name(table)} ORDER BY ${number} DESC LIMIT 1`,
    ({ table, label }) => `SELECT DISTINCT ${label} FROM ${name(table)}`,
  ],
  moderate: [
    ({ table, group }) => group && `SELECT ${group}, count(*) FROM ${name(table)} GROUP BY ${group}`,
    ({ table, group, number }) =>
      group && number && `SELECT ${group}, avg(${number}) FROM ${name(table)} GROUP BY ${group}`,
    ({ label, joined, test }) =>
      joined && test && `SELECT ${label}, ${joined.label} ${joined.from} WHERE ${test}`,
    ({ joined }) => joined && `SELECT ${joined.label}, count(*) ${joined.from} GROUP BY ${joined.label}`,
    ({ table, label, test, number }) =>
      test && number && `SELECT ${label} FROM ${name(table)} WHERE ${test} ORDER BY ${number} LIMIT 3`,
    ({ table, label }) => `SELECT ${label}, count(*) FROM ${name(table)} GROUP BY ${label}`,
  ],
  challenging: [
    ({ table, label, number }) =>
      number &&
      `SELECT ${label} FROM ${name(table)} WHERE ${number} > (SELECT avg(${number}) FROM ${name(table)})`,
    ({ joined, number }) =>
      joined &&
      number &&
      `SELECT ${joined.label}, avg(${number}) ${joined.from} GROUP BY ${joined.label} ORDER BY avg(${number}) DESC LIMIT 1`,
    ({ joined, test }) =>
      joined &&
      test &&
      `SELECT ${joined.label}, count(*) ${joined.from} WHERE ${test} GROUP BY ${joined.label} ORDER BY count(*) DESC`,
    ({ table, label, test }) =>
      test && `SELECT ${label} FROM ${name(table)} EXCEPT SELECT ${label} FROM ${name(table)} WHERE ${test}`,
    ({ table, label }) =>
      `SELECT ${label}, count(*) FROM ${name(table)} GROUP BY ${label} ORDER BY count(*) DESC, ${label} LIMIT 3`,
  ],
}

function pickersOf(facts: PromptFacts, wanted: ReadonlySet<string>, random: Random): Pickers {
  const { tables, joins } = facts
  const isWanted = (table: ShownTable, { name: column }: ShownColumn): boolean =>
    wanted.has(`${table.name}.${column}`)
  const pick = (table: ShownTable, fits: (column: ShownColumn) => boolean): ShownColumn | undefined => {
    const fitting = random.shuffle(table.columns.filter(fits))
    return fitting.find((column) => isWanted(table, column) && random.next() < 0.7) ?? fitting[0]
  }
  const table = random.pick(tables)
  const [own, other] =
    random.pick(
      joins
        .flatMap(([one, two]) => [
          [one, two],
          [two, one],
        ])
        .filter(([one]) => one!.startsWith(`${table.name}.`)),
    ) ?? []
  const partner = tables.find((one) => other?.startsWith(`${one.name}.`))
  const isAlone = partner === undefined || partner === table
  const sql = (of: ShownTable, column: ShownColumn | undefined): string | null =>
    column === undefined ? null : columnSql(of, column)
  const tested = pick(table, (column) => testOf(table, column, random) !== null)
  const isLabel = ({ isKey, type }: ShownColumn): boolean => !isKey && type === 'text'
  const labelOf = (of: ShownTable): string => sql(of, pick(of, isLabel) ?? of.columns[0])!
  return {
    table,
    label: labelOf(table),
    test: tested === undefined ? null : testOf(table, tested, random),
    number: sql(table, pick(table, isNumber)),
    group: sql(
      table,
      pick(table, ({ isKey, samples }) => !isKey && samples.length > 1),
    ),
    joined: isAlone
      ? null
      : {
          from: `FROM ${name(table)} JOIN ${name(partner)} ON ${own} = ${other}`,
          label: labelOf(partner),
        },
  }
}

/** A condition on a column, by a value that is shown; null where none is. */
export function testOf(table: ShownTable, column: ShownColumn, random: Random): string | null {
  if (column.isKey) return null
  const shown = columnSql(table, column)
  if (column.samples.length > 0) {
    const value = random.pick(column.samples)
    return `${shown} = ${isNumber(column) ? value : quoteString(value)}`
  }
  const [low, high] = column.range
  if (low === undefined || high === undefined) return null
  return `${shown} ${random.pick(['>', '<='])} ${Math.round((Number(low) + Number(high)) / 2)}`
}

export function isNumber({ type, isKey }: ShownColumn): boolean {
  return !isKey && (type === 'integer' || type === 'real')
}

export function columnSql(table: ShownTable, column: ShownColumn): string {
  return `${name(table)}.${printName(column.name, SQLITE)}`
}

export function name({ name: text }: ShownTable): string {
  return printName(text, SQLITE)
}
