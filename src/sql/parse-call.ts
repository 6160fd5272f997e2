import type { Call, Expression, FrameBound, OrderTerm, WindowDefinition, WindowFrame } from './ast.ts'
import { parseExpression, parseExpressions } from './parse-expression.ts'
import type { TokenReader } from './token-reader.ts'

export function parseCall(reader: TokenReader): Call {
  const start = reader.start()
  const name = reader.takeName('the name of a function')
  reader.expectOperator('(')
  let args: Expression[] = []
  const star = reader.takeOperator('*')
  const distinct = !star && reader.takeWord('DISTINCT')
  if (!star && !distinct) reader.takeWord('ALL')
  if (!star && (distinct || !reader.isOperator(')'))) args = parseExpressions(reader)
  const orderBy = args.length > 0 ? parseOrderBy(reader) : []
  reader.expectOperator(')')
  let filter: Expression | undefined
  if (reader.isWord('FILTER') && reader.isOperator('(', 1)) {
    reader.next()
    reader.next()
    reader.expectWord('WHERE')
    filter = parseExpression(reader)
    reader.expectOperator(')')
  }
  const over = parseOver(reader)
  return {
    kind: 'call',
    name,
    distinct,
    star,
    arguments: args,
    ...(orderBy.length > 0 && { orderBy }),
    ...(filter && { filter }),
    ...(over !== undefined && { over }),
    span: reader.spanFrom(start),
  }
}

/** The terms of ORDER BY; none when there is no ORDER BY here. */
export function parseOrderBy(reader: TokenReader): OrderTerm[] {
  if (!reader.isWord('ORDER')) return []
  reader.next()
  reader.expectWord('BY')
  const terms: OrderTerm[] = []
  do {
    const start = reader.start()
    const expression = parseExpression(reader)
    const direction = reader.takeWord('DESC') ? 'desc' : 'asc'
    if (direction === 'asc') reader.takeWord('ASC')
    let nulls: 'first' | 'last' | undefined
    if (reader.takeWord('NULLS')) {
      if (reader.takeWord('FIRST')) nulls = 'first'
      else if (reader.takeWord('LAST')) nulls = 'last'
      else throw reader.error('FIRST or LAST')
    }
    terms.push({ expression, direction, ...(nulls && { nulls }), span: reader.spanFrom(start) })
  } while (reader.takeOperator(','))
  return terms
}

function parseOver(reader: TokenReader): WindowDefinition | string | undefined {
  if (!reader.isWord('OVER')) return undefined
  if (reader.isOperator('(', 1)) {
    reader.next()
    return parseWindow(reader)
  }
  if (!reader.isName(1)) return undefined
  reader.next()
  return reader.takeName('the name of a window')
}

/** `(base PARTITION BY … ORDER BY … frame)`. */
export function parseWindow(reader: TokenReader): WindowDefinition {
  const start = reader.start()
  reader.expectOperator('(')
  const opensClause =
    reader.isWord('PARTITION') || reader.isWord('ROWS') || reader.isWord('RANGE') || reader.isWord('GROUPS')
  const base = !opensClause && reader.isName() ? reader.takeName('the name of a window') : undefined
  let partitionBy: Expression[] = []
  if (reader.takeWord('PARTITION')) {
    reader.expectWord('BY')
    partitionBy = parseExpressions(reader)
  }
  const orderBy = parseOrderBy(reader)
  const frame = parseFrame(reader)
  if (!reader.takeOperator(')')) {
    throw reader.error(frame === undefined ? 'PARTITION BY, ORDER BY, ROWS, RANGE, GROUPS or ")"' : '")"')
  }
  return {
    ...(base !== undefined && { base }),
    partitionBy,
    orderBy,
    ...(frame && { frame }),
    span: reader.spanFrom(start),
  }
}

function parseFrame(reader: TokenReader): WindowFrame | undefined {
  const from = reader.start()
  const unit = (['rows', 'range', 'groups'] as const).find((name) => reader.takeWord(name.toUpperCase()))
  if (unit === undefined) return undefined
  const between = reader.takeWord('BETWEEN')
  const start = parseBound(reader)
  let end: FrameBound | undefined
  if (between) {
    reader.expectWord('AND')
    end = parseBound(reader)
  }
  const exclude = reader.takeWord('EXCLUDE') ? parseExclude(reader) : undefined
  return { unit, start, ...(end && { end }), ...(exclude && { exclude }), span: reader.spanFrom(from) }
}

function parseBound(reader: TokenReader): FrameBound {
  if (reader.takeWords('UNBOUNDED', 'PRECEDING')) return { kind: 'unbounded-preceding' }
  if (reader.takeWords('UNBOUNDED', 'FOLLOWING')) return { kind: 'unbounded-following' }
  if (reader.takeWords('CURRENT', 'ROW')) return { kind: 'current-row' }
  const distance = parseExpression(reader)
  if (reader.takeWord('PRECEDING')) return { kind: 'preceding', distance }
  if (reader.takeWord('FOLLOWING')) return { kind: 'following', distance }
  throw reader.error('PRECEDING or FOLLOWING')
}

function parseExclude(reader: TokenReader): NonNullable<WindowFrame['exclude']> {
  if (reader.takeWords('NO', 'OTHERS')) return 'no others'
  if (reader.takeWords('CURRENT', 'ROW')) return 'current row'
  if (reader.takeWord('GROUP')) return 'group'
  if (reader.takeWord('TIES')) return 'ties'
  throw reader.error('NO OTHERS, CURRENT ROW, GROUP or TIES')
}
