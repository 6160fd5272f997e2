import type {
  CommonTable,
  Limit,
  NamedWindow,
  Query,
  QueryBody,
  ResultColumn,
  Select,
  SetOperator,
  Values,
  WithClause,
} from './ast.ts'
import { parseOrderBy, parseWindow } from './parse-call.ts'
import { parseExpression, parseExpressions } from './parse-expression.ts'
import { parseFrom } from './parse-from.ts'
import type { TokenReader } from './token-reader.ts'

/** Reads a statement or a subquery up to what cannot belong to it. */
export function parseQueryBody(reader: TokenReader): Query {
  return reader.nested(() => {
    const start = reader.start()
    const withClause = parseWith(reader)
    const { body, endsInValues } = parseBody(reader)
    // SQLite has no ORDER BY or LIMIT after VALUES.
    const orderBy = endsInValues ? [] : parseOrderBy(reader)
    const limit = endsInValues ? undefined : parseLimit(reader)
    return {
      kind: 'query',
      ...(withClause && { with: withClause }),
      body,
      orderBy,
      ...(limit && { limit }),
      span: reader.spanFrom(start),
    }
  })
}

function parseWith(reader: TokenReader): WithClause | undefined {
  const start = reader.start()
  if (!reader.takeWord('WITH')) return undefined
  const recursive = reader.isWord('RECURSIVE') && reader.isName(1) && reader.takeWord('RECURSIVE')
  const tables = [parseCommonTable(reader)]
  while (reader.takeOperator(',')) tables.push(parseCommonTable(reader))
  return { recursive, tables, span: reader.spanFrom(start) }
}

function parseCommonTable(reader: TokenReader): CommonTable {
  const start = reader.start()
  const name = reader.takeName('the name of a common table')
  const columns: string[] = []
  if (reader.takeOperator('(')) {
    do columns.push(reader.takeName('the name of a column'))
    while (reader.takeOperator(','))
    reader.expectOperator(')')
  }
  reader.expectWord('AS')
  let materialized: boolean | undefined
  if (reader.takeWord('MATERIALIZED')) materialized = true
  else if (reader.takeWords('NOT', 'MATERIALIZED')) materialized = false
  reader.expectOperator('(')
  if (!reader.isQueryStart()) throw reader.error('SELECT')
  const query = parseQueryBody(reader)
  reader.expectOperator(')')
  const how = materialized === undefined ? {} : { materialized }
  return { name, columns, ...how, query, span: reader.spanFrom(start) }
}

function parseBody(reader: TokenReader): { body: QueryBody; endsInValues: boolean } {
  const start = reader.start()
  let last: Select | Values = parseTerm(reader)
  let body: QueryBody = last
  while (true) {
    const operator = parseSetOperator(reader)
    if (operator === undefined) return { body, endsInValues: last.kind === 'values' }
    last = parseTerm(reader)
    body = { kind: 'compound', operator, left: body, right: last, span: reader.spanFrom(start) }
  }
}

function parseSetOperator(reader: TokenReader): SetOperator | undefined {
  if (reader.takeWord('UNION')) return reader.takeWord('ALL') ? 'union all' : 'union'
  if (reader.takeWord('INTERSECT')) return 'intersect'
  if (reader.takeWord('EXCEPT')) return 'except'
  return undefined
}

function parseTerm(reader: TokenReader): Select | Values {
  if (reader.isWord('SELECT')) return parseSelect(reader)
  if (reader.isWord('VALUES')) return parseValues(reader)
  throw reader.error('SELECT')
}

function parseValues(reader: TokenReader): Values {
  const start = reader.start()
  reader.expectWord('VALUES')
  const rows = []
  do {
    reader.expectOperator('(')
    rows.push(parseExpressions(reader))
    reader.expectOperator(')')
  } while (reader.takeOperator(','))
  return { kind: 'values', rows, span: reader.spanFrom(start) }
}

function parseSelect(reader: TokenReader): Select {
  const start = reader.start()
  reader.expectWord('SELECT')
  const distinct = reader.takeWord('DISTINCT')
  if (!distinct) reader.takeWord('ALL')
  const columns = [parseResultColumn(reader)]
  while (reader.takeOperator(',')) columns.push(parseResultColumn(reader))
  const from = reader.takeWord('FROM') ? parseFrom(reader) : undefined
  const where = reader.takeWord('WHERE') ? parseExpression(reader) : undefined
  let groupBy: Select['groupBy'] = []
  if (reader.takeWord('GROUP')) {
    reader.expectWord('BY')
    groupBy = parseExpressions(reader)
  }
  const having = reader.takeWord('HAVING') ? parseExpression(reader) : undefined
  const windows = parseNamedWindows(reader)
  return {
    kind: 'select',
    distinct,
    columns,
    ...(from && { from }),
    ...(where && { where }),
    groupBy,
    ...(having && { having }),
    windows,
    span: reader.spanFrom(start),
  }
}

function parseResultColumn(reader: TokenReader): ResultColumn {
  const start = reader.start()
  if (reader.takeOperator('*')) return { kind: 'all', span: reader.spanFrom(start) }
  if (reader.isName() && reader.isOperator('.', 1) && reader.isOperator('*', 2)) {
    const table = reader.next().text
    reader.next()
    reader.next()
    return { kind: 'all-of', table, span: reader.spanFrom(start) }
  }
  const expression = parseExpression(reader)
  const alias = reader.takeWord('AS') ? reader.takeName('an alias') : reader.takeBareAlias()
  const named = alias === undefined ? {} : { alias }
  return { kind: 'result', expression, ...named, span: reader.spanFrom(start) }
}

function parseNamedWindows(reader: TokenReader): NamedWindow[] {
  if (!reader.isWindowClause()) return []
  reader.next()
  const windows: NamedWindow[] = []
  do {
    const start = reader.start()
    const name = reader.takeName('the name of a window')
    reader.expectWord('AS')
    windows.push({ name, definition: parseWindow(reader), span: reader.spanFrom(start) })
  } while (reader.takeOperator(','))
  return windows
}

function parseLimit(reader: TokenReader): Limit | undefined {
  const start = reader.start()
  if (!reader.takeWord('LIMIT')) return undefined
  const first = parseExpression(reader)
  if (reader.takeWord('OFFSET')) {
    return { count: first, offset: parseExpression(reader), span: reader.spanFrom(start) }
  }
  // `LIMIT offset, count`: the other way round.
  if (reader.takeOperator(',')) {
    return { count: parseExpression(reader), offset: first, span: reader.spanFrom(start) }
  }
  return { count: first, span: reader.spanFrom(start) }
}
