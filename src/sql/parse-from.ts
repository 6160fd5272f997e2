import type { FromItem, Join, JoinType } from './ast.ts'
import { parseExpression, parseExpressions } from './parse-expression.ts'
import { parseQueryBody } from './parse-query.ts'
import type { TokenReader } from './token-reader.ts'

/** The tables after FROM. Joins associate to the left; a bracketed join may stand as any operand. */
export function parseFrom(reader: TokenReader): FromItem {
  const start = reader.start()
  let left = parseFromOperand(reader)
  while (true) {
    const join = parseJoinOperator(reader)
    if (join === undefined) return left
    const right = parseFromOperand(reader)
    left = { kind: 'join', ...join, left, right, ...parseConstraint(reader), span: reader.spanFrom(start) }
  }
}

function parseJoinOperator(reader: TokenReader): { type: JoinType; natural: boolean } | undefined {
  if (reader.takeOperator(',')) return { type: 'comma', natural: false }
  const natural = reader.takeWord('NATURAL')
  let type: JoinType = 'inner'
  let isNamed = natural
  if (reader.takeWord('INNER')) isNamed = true
  else if (reader.isWord('CROSS')) {
    reader.next()
    type = 'cross'
    isNamed = true
  } else {
    const outer = (['left', 'right', 'full'] as const).find((name) => reader.takeWord(name.toUpperCase()))
    if (outer !== undefined) {
      type = outer
      isNamed = true
      reader.takeWord('OUTER')
    }
  }
  if (reader.takeWord('JOIN')) return { type, natural }
  if (isNamed) throw reader.error('JOIN')
  return undefined
}

function parseConstraint(reader: TokenReader): Pick<Join, 'on' | 'using'> {
  if (reader.takeWord('ON')) return { on: parseExpression(reader) }
  if (!reader.takeWord('USING')) return {}
  reader.expectOperator('(')
  const using = [reader.takeName('the name of a column')]
  while (reader.takeOperator(',')) using.push(reader.takeName('the name of a column'))
  reader.expectOperator(')')
  return { using }
}

function parseFromOperand(reader: TokenReader): FromItem {
  const start = reader.start()
  if (reader.takeOperator('(')) return parseBracketedFrom(reader, start)
  const first = reader.takeName('the name of a table or "("')
  const second = reader.takeOperator('.') ? reader.takeName('the name of a table') : undefined
  if (reader.takeOperator('(')) {
    const args = reader.isOperator(')') ? [] : parseExpressions(reader)
    reader.expectOperator(')')
    const alias = parseAlias(reader)
    return {
      kind: 'table-function',
      name: second ?? first,
      arguments: args,
      ...alias,
      span: reader.spanFrom(start),
    }
  }
  const alias = parseAlias(reader)
  skipIndexHint(reader)
  const schema = second === undefined ? {} : { schema: first }
  return { kind: 'table', ...schema, name: second ?? first, ...alias, span: reader.spanFrom(start) }
}

function parseBracketedFrom(reader: TokenReader, start: number): FromItem {
  if (reader.isQueryStart()) {
    const query = parseQueryBody(reader)
    reader.expectOperator(')')
    return { kind: 'subquery-table', query, ...parseAlias(reader), span: reader.spanFrom(start) }
  }
  const inner = reader.nested(() => parseFrom(reader))
  reader.expectOperator(')')
  const alias = parseAlias(reader)
  if (alias.alias === undefined) return inner
  const span = reader.spanFrom(start)
  if (inner.kind !== 'join') return { ...inner, ...alias, span }
  // The tree has no alias on a join: SQLite itself reads `(a JOIN b) AS c` as this subquery.
  const body = {
    kind: 'select',
    distinct: false,
    columns: [{ kind: 'all' }],
    from: inner,
    groupBy: [],
    windows: [],
  } as const
  return { kind: 'subquery-table', query: { kind: 'query', body, orderBy: [], span }, ...alias, span }
}

function parseAlias(reader: TokenReader): { readonly alias?: string } {
  if (reader.takeWord('AS')) return { alias: reader.takeName('an alias') }
  const alias = reader.takeBareAlias()
  return alias === undefined ? {} : { alias }
}

/** INDEXED BY advises the planner and changes no row, so the tree leaves it out. */
function skipIndexHint(reader: TokenReader): void {
  if (reader.takeWords('NOT', 'INDEXED')) return
  if (reader.takeWords('INDEXED', 'BY')) reader.takeName('the name of an index')
}
