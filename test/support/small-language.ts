import type { Random } from '../../src/base/random.ts'
import type { Survey, TableProfile } from '../../src/exploration/survey.ts'
import { parseQuery } from '../../src/sql/parse.ts'
import { printQuery } from '../../src/sql/print.ts'
import type { QueryLanguage } from '../../src/synthesis/strategies/query-language.ts'

/** Queries of a few shapes over whatever tables there are, said in stiff words: for tests of what surrounds a grammar. */
export function smallLanguage(survey: Survey): QueryLanguage {
  const tables = survey.tables.filter(({ rowCount }) => rowCount > 0)
  const grow = (random: Random) => parseQuery(random.pick(SHAPES)(random, random.pick(tables), survey))
  return {
    ask: () => null,
    grow: (_subgraph, random) => grow(random),
    evolve: (query, random) => {
      const sql = printQuery(query)
      return /LIMIT|UNION/i.test(sql) ? null : parseQuery(`${sql} LIMIT ${1 + random.below(9)}`)
    },
    say: (query) => [`What does ${printQuery(query).toLowerCase()} find?`, `Say ${printQuery(query)}`],
  }
}

type Shape = (random: Random, table: TableProfile, survey: Survey) => string

const name = (text: string): string => `"${text}"`
const column = (random: Random, { columns }: TableProfile): string => name(random.pick(columns).column)

function test(random: Random, { columns }: TableProfile): string {
  const profile = random.pick(columns.filter(({ frequentValues }) => frequentValues.length > 0))
  const { value } = random.pick(profile.frequentValues)
  const literal = typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
  return `${name(profile.column)} ${random.pick(['=', '<>', '>', '<='])} ${literal}`
}

const SHAPES: readonly Shape[] = [
  (random, table) => `SELECT ${column(random, table)} FROM ${name(table.table)}`,
  (random, table) => `SELECT ${column(random, table)}, ${column(random, table)} FROM ${name(table.table)} WHERE ${test(random, table)}`,
  (random, table) => `SELECT count(*) FROM ${name(table.table)} WHERE ${test(random, table)} AND ${test(random, table)}`,
  (random, table) =>
    `SELECT ${column(random, table)}, count(*) FROM ${name(table.table)} GROUP BY 1 ORDER BY 2 DESC LIMIT ${1 + random.below(4)}`,
  (_random, table) => `SELECT missing FROM ${name(table.table)}`,
  (random, table) => {
    const shown = column(random, table)
    const from = name(table.table)
    return `SELECT ${shown} FROM ${from} WHERE ${shown} IN (SELECT ${shown} FROM ${from} WHERE ${test(random, table)})`
  },
  (random, _table, { joins }) => {
    const { from, to } = random.pick(joins)
    const [left, right] = [name(from.table), name(to.table)]
    return `SELECT count(*), min(${left}.${name(from.columns[0]!)}) FROM ${left} JOIN ${right} ON ${left}.${name(from.columns[0]!)} = ${right}.${name(to.columns[0]!)}`
  },
] // biome-ignore format: one shape a line
