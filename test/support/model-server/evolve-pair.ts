import { hashText, seededRandom } from '../../../src/base/random.ts'
import type { Expression, Query, Select } from '../../../src/sql/ast.ts'
import { mapQuery } from '../../../src/sql/map.ts'
import { parseQuery } from '../../../src/sql/parse.ts'
import { printQuery } from '../../../src/sql/print.ts'
import { SqlSyntaxError } from '../../../src/sql/sql-syntax-error.ts'
import { walkQuery } from '../../../src/sql/walk.ts'
import type { PromptFacts } from './prompt-facts.ts'
import type { ShownColumn, ShownTable } from './read-table-line.ts'
import { sayQuery } from './say-query.ts'
import type { SynthesisFacts } from './synthesis-facts.ts'
import { columnSql, isNumber, name, testOf } from './write-pairs.ts'

/** The given query with what each step adds, where it can be added, and stiff words for it. */
export function evolvePair(
  { tables, joins }: PromptFacts,
  { pair, steps, paraphraseCount }: SynthesisFacts,
  seed: number,
): string {
  const random = seededRandom(hashText(`${JSON.stringify([pair, steps])}/${seed}`))
  const start = readPlainSelect(pair.sql)
  const pairs = start === null ? [] : steps.flatMap((step) => pairBy(step, start))
  return JSON.stringify({ pairs })

  function pairBy(step: string, query: PlainQuery): readonly object[] {
    const grown = grow(step, query)
    if (grown === null) return []
    const sql = printQuery(grown)
    const ways = Array.from({ length: paraphraseCount }, (_, way) => sayQuery(sql, way + 1))
    return [{ step, question: sayQuery(sql), paraphrases: ways, evidence: '', sql }]
  }

  function grow(step: string, query: PlainQuery): Query | null {
    const { body } = query
    const used = tables.filter((table) => tablesOf(query).includes(table.name))
    const columns = random.shuffle(
      used.flatMap((table) => table.columns.map((column) => ({ table, column }))),
    )
    switch (step) {
      case 'condition':
        return withTest(query, columns)
      case 'nesting': {
        const measured = columns.find(({ column }) => isNumber(column))
        if (measured === undefined) return null
        const shown = columnSql(measured.table, measured.column)
        return withCondition(query, `${shown} > (SELECT avg(${shown}) FROM ${name(measured.table)})`)
      }
      case 'aggregation': {
        const group = columns.find(({ column }) => !column.isKey && column.samples.length > 1)
        if (group === undefined || body.groupBy.length > 0) return null
        const key = expressionOf(columnSql(group.table, group.column))
        const shown = [key, expressionOf('count(*)')].map(
          (expression) => ({ kind: 'result', expression }) as const,
        )
        return { ...query, body: { ...body, distinct: false, columns: shown, groupBy: [key] }, orderBy: [] }
      }
      case 'ordering': {
        const [first] = body.columns
        if (query.orderBy.length > 0 || first?.kind !== 'result') return null
        return {
          ...query,
          orderBy: [{ expression: first.expression, direction: 'desc' }],
          limit: { count: { kind: 'number', text: String(3 + random.below(5)) } },
        }
      }
      case 'join':
      case 'constraint and table': {
        const joined = withTable(query, used)
        if (joined === null) return null
        return withTest(
          joined.query,
          random.shuffle(joined.table.columns).map((column) => ({ table: joined.table, column })),
        )
      }
      default:
        return null
    }
  }

  function withTest(
    query: PlainQuery,
    columns: readonly { readonly table: ShownTable; readonly column: ShownColumn }[],
  ): Query | null {
    const before = printQuery(query)
    for (const { table, column } of columns) {
      const test = before.includes(columnSql(table, column)) ? null : testOf(table, column, random)
      if (test !== null) return withCondition(query, test)
    }
    return null
  }

  function withTable(query: PlainQuery, used: readonly ShownTable[]) {
    const isUsed = (column: string): boolean => used.some((table) => column.startsWith(`${table.name}.`))
    const [own, other] =
      random
        .shuffle(joins.flatMap(([one, two]) => [[one, two] as const, [two, one] as const]))
        .find(([one, two]) => isUsed(one) && !isUsed(two)) ?? []
    const table = tables.find((one) => other?.startsWith(`${one.name}.`))
    if (own === undefined || other === undefined || table === undefined || query.body.from === undefined)
      return null
    const from = {
      kind: 'join',
      type: 'inner',
      natural: false,
      left: query.body.from,
      right: { kind: 'table', name: table.name },
      on: expressionOf(`${own} = ${other}`),
    } as const
    return { table, query: { ...query, body: { ...query.body, from } } }
  }
}

type PlainQuery = Query & { readonly body: Select }

/** A query of one SELECT, each column with its table's own name; null for any other. */
function readPlainSelect(sql: string): PlainQuery | null {
  try {
    const query = parseQuery(sql)
    const [only, ...more] = tablesOf(query)
    const aliases = new Map<string, string>()
    walkQuery(query, {
      fromItem: (item) => {
        if (item.kind === 'table') aliases.set(item.alias ?? item.name, item.name)
      },
    })
    if (query.body.kind !== 'select' || only === undefined || new Set([only, ...more]).size <= more.length)
      return null
    return mapQuery(query, {
      expression: (part) => {
        if (part.kind !== 'column') return part
        const table = part.table === undefined ? only : (aliases.get(part.table) ?? part.table)
        return part.table === undefined && more.length > 0 ? part : { ...part, table }
      },
      fromItem: (item) => (item.kind === 'table' ? { kind: 'table', name: item.name } : item),
    }) as PlainQuery
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

function tablesOf(query: Query): readonly string[] {
  const names: string[] = []
  walkQuery(query, {
    fromItem: (item) => {
      if (item.kind === 'table') names.push(item.name)
    },
  })
  return names
}

function withCondition(query: PlainQuery, test: string): Query {
  const added = expressionOf(test)
  const { where } = query.body
  const both =
    where === undefined ? added : ({ kind: 'binary', operator: 'and', left: where, right: added } as const)
  return { ...query, body: { ...query.body, where: both } }
}

function expressionOf(sql: string): Expression {
  const { body } = parseQuery(`SELECT ${sql}`)
  const [column] = body.kind === 'select' ? body.columns : []
  if (column?.kind !== 'result') throw new Error(`no expression: ${sql}`)
  return column.expression
}
