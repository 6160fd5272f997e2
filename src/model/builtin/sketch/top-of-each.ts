import type { Expression, OrderTerm, Query, ResultColumn, Select } from '../../../sql/ast.ts'
import { binary, numberLiteral } from './build-sql.ts'

/** What the place of a row within its group is called, and the query that it is read from. */
const PLACE = 'place_in_group'
const RANKED = 'ranked_in_group'

/** A query of one row for each thing, and what to keep of it. */
interface Ranking {
  readonly body: Select
  readonly partitionBy: readonly Expression[]
  readonly orderBy: readonly OrderTerm[]
  /** So many of each group; those that are as good as the last one, too. */
  readonly count: number
}

/** "the top 3 customers of each country": the rows are ranked within each group, and the first ones kept. */
export function topOfEach({ body, partitionBy, orderBy, count }: Ranking): Query {
  const named = withAliases(body.columns)
  const place: Expression = {
    kind: 'call',
    name: 'rank',
    distinct: false,
    star: false,
    arguments: [],
    over: { partitionBy, orderBy },
  }
  const inner: Select = { ...body, columns: [...named, { kind: 'result', expression: place, alias: PLACE }] }
  const shown = named.map((column): ResultColumn => {
    const name = column.kind === 'result' ? column.alias! : ''
    return { kind: 'result', expression: { kind: 'column', name } }
  })
  return {
    kind: 'query',
    body: {
      kind: 'select',
      distinct: false,
      columns: shown,
      from: { kind: 'subquery-table', query: { kind: 'query', body: inner, orderBy: [] }, alias: RANKED },
      where: binary('<=', { kind: 'column', name: PLACE }, numberLiteral(count)),
      groupBy: [],
      windows: [],
    },
    orderBy: [],
  }
}

/** Names of their own for the columns of a subquery: that of the column, with its table where two have the same. */
function withAliases(columns: readonly ResultColumn[]): readonly ResultColumn[] {
  const plain = columns.map((column) => (column.kind === 'result' ? nameOf(column.expression) : ''))
  return columns.map((column, index) => {
    if (column.kind !== 'result') return column
    const name = plain[index]!
    const isOnly = plain.filter((other) => other.toLowerCase() === name.toLowerCase()).length === 1
    const { expression } = column
    const table = expression.kind === 'column' ? expression.table : undefined
    return { ...column, alias: isOnly ? name : `${table ?? index + 1}_${name}` }
  })
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'column') return expression.name
  return expression.kind === 'call' ? expression.name : 'value'
}
