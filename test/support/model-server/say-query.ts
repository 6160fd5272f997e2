import { identifierWords } from '../../../src/base/text.ts'
import type { Expression, FromItem, Query, QueryBody, ResultColumn } from '../../../src/sql/ast.ts'
import { parseQuery } from '../../../src/sql/parse.ts'
import { printExpression } from '../../../src/sql/print.ts'
import { walkQuery } from '../../../src/sql/walk.ts'

/** Ways to begin; the rest is the same. */
const BEGINNINGS = ['Show', 'What is', 'I want to see', 'Give me', 'Tell me'] as const

/** Stiff English that says all that a query does: clause by clause, its names as words. */
export function sayQuery(sql: string, way = 0): string {
  const beginning = BEGINNINGS[way % BEGINNINGS.length]!
  const query = parseQuery(sql)
  const said = sayClauses(query, tableNames(query))
  return `${beginning} ${said}${beginning === 'What is' ? '?' : '.'}`
}

/** Alias -> table. */
function tableNames(query: Query): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  walkQuery(query, {
    fromItem: (item) => {
      if (item.kind === 'table') names.set(item.alias ?? item.name, item.name)
    },
  })
  return names
}

type Names = ReadonlyMap<string, string>

function sayClauses({ body, orderBy, limit }: Query, names: Names): string {
  const order = orderBy.map(
    ({ expression, direction }) =>
      `${say(expression, names)} from the ${direction === 'desc' ? 'highest' : 'lowest'}`,
  )
  return [
    sayBody(body, names),
    ...(order.length === 0 ? [] : [`sorted by ${order.join(' and by ')}`]),
    ...(limit === undefined ? [] : [`but only the first ${say(limit.count, names)}`]),
  ].join(', ')
}

const COMPOUNDS = {
  union: 'and also',
  'union all': 'and also',
  intersect: 'that are also',
  except: 'but not',
}

function sayBody(body: QueryBody, names: Names): string {
  if (body.kind === 'compound') {
    return `${sayBody(body.left, names)}, ${COMPOUNDS[body.operator]} ${sayBody(body.right, names)}`
  }
  if (body.kind === 'values') return 'some values'
  const shown = body.columns.map((column) => sayColumn(column, names)).join(' and ')
  return [
    `the ${body.distinct ? 'different ' : ''}${shown}`,
    ...(body.from === undefined ? [] : [`of ${sayFrom(body.from, names)}`]),
    ...(body.where === undefined ? [] : [`where ${say(body.where, names)}`]),
    ...(body.groupBy.length === 0
      ? []
      : [`for each ${body.groupBy.map((key) => say(key, names)).join(' and ')}`]),
    ...(body.having === undefined ? [] : [`if ${say(body.having, names)}`]),
  ].join(' ')
}

function sayColumn(column: ResultColumn, names: Names): string {
  return column.kind === 'result' ? say(column.expression, names) : 'everything'
}

function sayFrom(item: FromItem, names: Names): string {
  if (item.kind === 'join') return `${sayFrom(item.left, names)} with their ${sayFrom(item.right, names)}`
  if (item.kind === 'subquery-table') return `those that are ${sayClauses(item.query, names)}`
  return words(item.name)
}

const CALLS: Readonly<Record<string, string>> = {
  count: 'number of',
  avg: 'average',
  sum: 'total',
  min: 'lowest',
  max: 'highest',
}

const OPERATORS: Readonly<Record<string, string>> = {
  '=': 'is',
  '<>': 'is not',
  '>': 'is more than',
  '>=': 'is at least',
  '<': 'is less than',
  '<=': 'is at most',
  '-': 'minus',
  '+': 'plus',
  '*': 'times',
  '/': 'divided by',
}

function say(part: Expression, names: Names): string {
  switch (part.kind) {
    case 'column': {
      const table = part.table === undefined ? undefined : (names.get(part.table) ?? part.table)
      return table === undefined || names.size < 2 ? words(part.name) : `${words(table)} ${words(part.name)}`
    }
    case 'string':
      return `'${part.value}'`
    case 'number':
      return part.text
    case 'call': {
      const given = part.star ? 'entries' : part.arguments.map((one) => say(one, names)).join(' and ')
      return `${CALLS[part.name.toLowerCase()] ?? words(part.name)} ${part.distinct ? 'different ' : ''}${given}`
    }
    case 'binary':
      return `${say(part.left, names)} ${OPERATORS[part.operator] ?? part.operator} ${say(part.right, names)}`
    case 'like':
      return `${say(part.operand, names)} ${part.negated ? 'is not like' : 'is like'} ${say(part.pattern, names)}`
    case 'between':
      return `${say(part.operand, names)} is ${part.negated ? 'not ' : ''}from ${say(part.low, names)} to ${say(part.high, names)}`
    case 'is-null':
      return `${say(part.operand, names)} is ${part.negated ? 'known' : 'missing'}`
    case 'in': {
      const { set } = part
      const among =
        set.kind === 'query'
          ? sayClauses(set.query, names)
          : set.kind === 'list'
            ? set.items.map((item) => say(item, names)).join(' or ')
            : words(set.name)
      return `${say(part.operand, names)} is ${part.negated ? 'not ' : ''}among ${among}`
    }
    case 'exists':
      return `there are ${sayClauses(part.query, names)}`
    case 'subquery':
      return sayClauses(part.query, names)
    case 'unary':
      return `${part.operator === 'not' ? 'not ' : part.operator}${say(part.operand, names)}`
    default:
      return printExpression(part).toLowerCase()
  }
}

function words(name: string): string {
  return identifierWords(name).join(' ')
}
