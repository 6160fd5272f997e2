import type { BinaryOperator, Case, Expression, In, Like } from './ast.ts'
import { parseCall } from './parse-call.ts'
import { parseQueryBody } from './parse-query.ts'
import { BINARY_POWER, POWER } from './precedence.ts'
import type { TokenReader } from './token-reader.ts'

const OPERATORS: Readonly<Record<string, BinaryOperator>> = {
  '=': '=', '==': '=', '!=': '<>', '<>': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=',
  '+': '+', '-': '-', '*': '*', '/': '/', '%': '%', '&': '&', '|': '|', '<<': '<<', '>>': '>>',
  '||': '||', '->': '->', '->>': '->>',
} // biome-ignore format: a table

// Spider's gold SQL writes some operators with a blank inside.
const SPLIT_OPERATORS: Readonly<Record<string, Readonly<Record<string, BinaryOperator>>>> = {
  '>': { '=': '>=' },
  '<': { '=': '<=', '>': '<>' },
  '!': { '=': '<>' },
}

const LIKE_WORDS: Readonly<Record<string, Like['operator']>> = {
  LIKE: 'like',
  GLOB: 'glob',
  REGEXP: 'regexp',
  MATCH: 'match',
}

const MOMENTS = {
  CURRENT_DATE: 'current_date',
  CURRENT_TIME: 'current_time',
  CURRENT_TIMESTAMP: 'current_timestamp',
} as const

/** Reads an expression whose operators bind at least as tightly as `minimum` (precedence climbing). */
export function parseExpression(reader: TokenReader, minimum = 0): Expression {
  return reader.nested(() => {
    const start = reader.start()
    let expression = parsePrefix(reader)
    while (true) {
      const longer = parseInfix(reader, expression, start, minimum)
      if (longer === undefined) return expression
      expression = longer
    }
  })
}

export function parseExpressions(reader: TokenReader): Expression[] {
  const expressions = [parseExpression(reader)]
  while (reader.takeOperator(',')) expressions.push(parseExpression(reader))
  return expressions
}

function parsePrefix(reader: TokenReader): Expression {
  const start = reader.start()
  if (reader.takeWord('NOT')) {
    const operand = parseExpression(reader, POWER.equality)
    return { kind: 'unary', operator: 'not', operand, span: reader.spanFrom(start) }
  }
  for (const operator of ['-', '+', '~'] as const) {
    if (reader.takeOperator(operator)) {
      const operand = parseExpression(reader, POWER.sign)
      return { kind: 'unary', operator, operand, span: reader.spanFrom(start) }
    }
  }
  return parseOperand(reader)
}

function parseInfix(
  reader: TokenReader,
  left: Expression,
  start: number,
  minimum: number,
): Expression | undefined {
  const token = reader.peek()
  if (token.kind === 'operator') {
    const split = SPLIT_OPERATORS[token.key]?.[reader.isOperator('==', 1) ? '' : reader.peek(1).key]
    const operator = split ?? OPERATORS[token.key]
    if (operator === undefined || BINARY_POWER[operator] < minimum) return undefined
    reader.next()
    if (split !== undefined) reader.next()
    return parseRight(reader, left, start, operator)
  }
  if (token.kind !== 'word') return undefined
  if (token.key === 'OR' || token.key === 'AND') {
    const operator = token.key === 'OR' ? 'or' : 'and'
    if (POWER[operator] < minimum) return undefined
    reader.next()
    return parseRight(reader, left, start, operator)
  }
  if (token.key === 'COLLATE') {
    if (POWER.collate < minimum) return undefined
    reader.next()
    const collation = reader.takeName('the name of a collation')
    return { kind: 'collate', operand: left, collation, span: reader.spanFrom(start) }
  }
  return POWER.equality < minimum ? undefined : parseTest(reader, left, start)
}

function parseRight(
  reader: TokenReader,
  left: Expression,
  start: number,
  operator: BinaryOperator,
): Expression {
  const right = parseExpression(reader, BINARY_POWER[operator] + 1)
  return { kind: 'binary', operator, left, right, span: reader.spanFrom(start) }
}

/** IS, IN, LIKE, BETWEEN, ISNULL and their negations: all of equality's power. */
function parseTest(reader: TokenReader, operand: Expression, start: number): Expression | undefined {
  if (reader.takeWord('ISNULL')) return isNull(reader, operand, start, false)
  if (reader.takeWord('NOTNULL')) return isNull(reader, operand, start, true)
  if (reader.takeWords('NOT', 'NULL')) return isNull(reader, operand, start, true)
  if (reader.takeWord('IS')) return parseIs(reader, operand, start)
  const negated = reader.isWord('NOT')
  const ahead = negated ? 1 : 0
  const { kind, key } = reader.peek(ahead)
  if (kind !== 'word') return undefined
  const likeOperator = LIKE_WORDS[key]
  if (likeOperator === undefined && key !== 'IN' && key !== 'BETWEEN') return undefined
  if (negated) reader.next()
  reader.next()
  if (likeOperator !== undefined) {
    const pattern = parseExpression(reader, POWER.comparison)
    const escapeCharacter = reader.takeWord('ESCAPE') ? parseExpression(reader, POWER.comparison) : undefined
    return {
      kind: 'like',
      operator: likeOperator,
      negated,
      operand,
      pattern,
      ...(escapeCharacter && { escape: escapeCharacter }),
      span: reader.spanFrom(start),
    }
  }
  if (key === 'IN') {
    const set = parseSet(reader)
    return { kind: 'in', negated, operand, set, span: reader.spanFrom(start) }
  }
  const low = parseExpression(reader, POWER.not)
  reader.expectWord('AND')
  const high = parseExpression(reader, POWER.comparison)
  return { kind: 'between', negated, operand, low, high, span: reader.spanFrom(start) }
}

function parseIs(reader: TokenReader, left: Expression, start: number): Expression {
  const negated = reader.takeWord('NOT')
  const distinct = reader.takeWords('DISTINCT', 'FROM')
  const operator = `is${negated ? ' not' : ''}${distinct ? ' distinct from' : ''}` as BinaryOperator
  const right = parseExpression(reader, POWER.comparison)
  if (right.kind === 'null' && !distinct) return isNull(reader, left, start, negated)
  return { kind: 'binary', operator, left, right, span: reader.spanFrom(start) }
}

function isNull(reader: TokenReader, operand: Expression, start: number, negated: boolean): Expression {
  return { kind: 'is-null', negated, operand, span: reader.spanFrom(start) }
}

function parseSet(reader: TokenReader): In['set'] {
  if (reader.takeOperator('(')) {
    if (reader.isQueryStart()) {
      const query = parseQueryBody(reader)
      reader.expectOperator(')')
      return { kind: 'query', query }
    }
    const items = reader.isOperator(')') ? [] : parseExpressions(reader)
    reader.expectOperator(')')
    return { kind: 'list', items }
  }
  const start = reader.start()
  const first = reader.takeName('"(" or the name of a table')
  const second = reader.takeOperator('.') ? reader.takeName('the name of a table') : undefined
  if (reader.takeOperator('(')) {
    // SQLite defines `x IN f(…)` as this subquery.
    const args = reader.isOperator(')') ? [] : parseExpressions(reader)
    reader.expectOperator(')')
    const span = reader.spanFrom(start)
    const from = { kind: 'table-function', name: second ?? first, arguments: args, span } as const
    const body = {
      kind: 'select',
      distinct: false,
      columns: [{ kind: 'all' }],
      from,
      groupBy: [],
      windows: [],
    } as const
    return { kind: 'query', query: { kind: 'query', body, orderBy: [], span } }
  }
  if (second === undefined) return { kind: 'table', name: first }
  return { kind: 'table', schema: first, name: second }
}

function parseOperand(reader: TokenReader): Expression {
  const token = reader.peek()
  const start = token.start
  switch (token.kind) {
    case 'number':
      reader.next()
      return { kind: 'number', text: token.text, span: reader.spanFrom(start) }
    case 'string':
      if (reader.isOperator('.', 1)) return parseName(reader)
      reader.next()
      return { kind: 'string', value: token.text, span: reader.spanFrom(start) }
    case 'blob':
      reader.next()
      return { kind: 'blob', hex: token.text, span: reader.spanFrom(start) }
    case 'parameter':
      reader.next()
      return { kind: 'parameter', text: token.text, span: reader.spanFrom(start) }
    case 'quoted':
      return parseName(reader)
    case 'operator':
      if (token.key === '(') return parseBracketed(reader)
      break
    case 'word':
      return parseWord(reader)
  }
  throw reader.error('an expression')
}

function parseWord(reader: TokenReader): Expression {
  const { key, start } = reader.peek()
  const standsAlone = !reader.isOperator('.', 1) && !reader.isOperator('(', 1)
  if (key === 'NULL') {
    reader.next()
    return { kind: 'null', span: reader.spanFrom(start) }
  }
  if (standsAlone && (key === 'TRUE' || key === 'FALSE')) {
    reader.next()
    return { kind: 'boolean', value: key === 'TRUE', span: reader.spanFrom(start) }
  }
  if (standsAlone && key in MOMENTS) {
    reader.next()
    return {
      kind: 'current-moment',
      name: MOMENTS[key as keyof typeof MOMENTS],
      span: reader.spanFrom(start),
    }
  }
  if (key === 'CASE') return parseCase(reader)
  if (key === 'CAST' && reader.isOperator('(', 1)) return parseCast(reader)
  if (key === 'EXISTS') {
    reader.next()
    reader.expectOperator('(')
    if (!reader.isQueryStart()) throw reader.error('SELECT')
    const query = parseQueryBody(reader)
    reader.expectOperator(')')
    return { kind: 'exists', query, span: reader.spanFrom(start) }
  }
  return parseName(reader)
}

/** A column, or a function call. */
function parseName(reader: TokenReader): Expression {
  const token = reader.peek()
  if (!reader.isName()) throw reader.error('an expression')
  if (token.kind !== 'string' && reader.isOperator('(', 1)) return parseCall(reader)
  const parts = [reader.next().text]
  while (parts.length < 3 && reader.takeOperator('.')) parts.push(reader.takeName('the name of a column'))
  const span = reader.spanFrom(token.start)
  const name = parts.at(-1)!
  if (parts.length === 3) return { kind: 'column', schema: parts[0]!, table: parts[1]!, name, span }
  if (parts.length === 2) return { kind: 'column', table: parts[0]!, name, span }
  return { kind: 'column', name, ...(token.key === '"' && { doubleQuoted: true }), span }
}

function parseBracketed(reader: TokenReader): Expression {
  const start = reader.start()
  reader.expectOperator('(')
  if (reader.isQueryStart()) {
    const query = parseQueryBody(reader)
    reader.expectOperator(')')
    return { kind: 'subquery', query, span: reader.spanFrom(start) }
  }
  const items = parseExpressions(reader)
  reader.expectOperator(')')
  if (items.length === 1) return items[0]!
  return { kind: 'row', items, span: reader.spanFrom(start) }
}

function parseCase(reader: TokenReader): Case {
  const start = reader.start()
  reader.expectWord('CASE')
  const operand = reader.isWord('WHEN') ? undefined : parseExpression(reader)
  const branches = []
  if (!reader.isWord('WHEN')) throw reader.error('WHEN')
  while (reader.takeWord('WHEN')) {
    const when = parseExpression(reader)
    reader.expectWord('THEN')
    // biome-ignore lint/suspicious/noThenProperty: the word of SQL, on a record that is never awaited
    branches.push({ when, then: parseExpression(reader) })
  }
  const otherwise = reader.takeWord('ELSE') ? parseExpression(reader) : undefined
  if (!reader.takeWord('END')) throw reader.error(otherwise === undefined ? 'WHEN, ELSE or END' : 'END')
  return {
    kind: 'case',
    ...(operand && { operand }),
    branches,
    ...(otherwise && { otherwise }),
    span: reader.spanFrom(start),
  }
}

function parseCast(reader: TokenReader): Expression {
  const start = reader.start()
  reader.next()
  reader.expectOperator('(')
  const operand = parseExpression(reader)
  reader.expectWord('AS')
  const type = parseType(reader)
  reader.expectOperator(')')
  return { kind: 'cast', operand, type, span: reader.spanFrom(start) }
}

function parseType(reader: TokenReader): string {
  const words: string[] = []
  while (reader.isName()) {
    const { start, end } = reader.next()
    words.push(reader.sql.slice(start, end))
  }
  if (words.length === 0 || !reader.takeOperator('(')) return words.join(' ')
  const sizes: string[] = []
  do {
    const sign = reader.takeOperator('-') ? '-' : reader.takeOperator('+') ? '+' : ''
    if (reader.peek().kind !== 'number') throw reader.error('a number')
    sizes.push(sign + reader.next().text)
  } while (sizes.length < 2 && reader.takeOperator(','))
  reader.expectOperator(')')
  return `${words.join(' ')}(${sizes.join(', ')})`
}
