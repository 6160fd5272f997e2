import { identifierWords } from '../base/text.ts'
import type { Expression, Query, QueryBody, SetOperator } from './ast.ts'
import { printExpression, printQuery } from './print.ts'
import type { TellForm } from './restatement/describe.ts'
import { limiting } from './restatement/ordering.ts'
import { outputNames, type Place, type ReadableNames, type Reading } from './restatement/place.ts'
import { listOf, singularOf } from './restatement/plural.ts'
import { tellSelect } from './restatement/tell-select.ts'
import type { SchemaShape } from './schema-shape.ts'
import { readTopOfGroup, type TopOfGroup } from './top-of-group.ts'

export type { ReadableNames } from './restatement/place.ts'

/**
 * One English sentence that says back what the query asks, from its tree alone. Joins are implied, literals are
 * shown exactly, and what has no plain words is quoted as SQL between backticks.
 */
export function restateQuery(query: Query, schema: SchemaShape, names?: ReadableNames): string {
  const text = tellQuery(query, { schema, names, commonTables: new Map() }, undefined, 'each')
  const sentence = text.startsWith('`')
    ? `The result of ${text}`
    : text.charAt(0).toUpperCase() + text.slice(1)
  return `${sentence}.`
}

// Subqueries deeper than this are quoted.
const DEPTH_LIMIT = 4

function tellQuery(query: Query, reading: Reading, outer: Place | undefined, form: TellForm): string {
  let depth = 0
  for (let place = outer; place !== undefined; place = place.outer) depth++
  const top = readTopOfGroup(query)
  if (top !== null && form === 'each' && top.groups.every(({ kind }) => kind === 'column')) {
    const groups = listOf(top.groups.map(groupNoun))
    const all = tellQuery(top.query, reading, outer, form)
    return all.startsWith('`') ? tellRanked(query, top, groups, reading) : `${all}, within each ${groups}`
  }
  if (depth > DEPTH_LIMIT) return `\`${printQuery(query)}\``
  if (query.with === undefined) return tellBody(query, reading, outer, form)
  const commonTables = new Map(reading.commonTables)
  const meanings: string[] = []
  for (const table of query.with.tables) {
    const inside: Reading = { ...reading, commonTables: new Map(commonTables) }
    const columns = table.columns.length > 0 ? table.columns : outputNames(table.query, inside)
    commonTables.set(table.name.toLowerCase(), columns)
    const isPlain = !query.with.recursive && table.columns.length === 0
    const meaning = isPlain ? tellQuery(table.query, inside, outer, 'each') : `\`${printQuery(table.query)}\``
    meanings.push(`"${table.name}" is ${meaning}`)
  }
  const { with: _with, ...rest } = query
  return `${tellBody(rest, { ...reading, commonTables }, outer, form)}, where ${meanings.join(', and ')}`
}

/** What has no plainer words: what is shown, and by what the rows of a group are ranked. */
function tellRanked(whole: Query, { query }: TopOfGroup, groups: string, reading: Reading): string {
  const shown = outputNames(whole, reading).map((name) => identifierWords(name).join(' '))
  const count = query.limit === undefined ? '' : printExpression(query.limit.count)
  const ranks = query.orderBy.map(
    ({ expression, direction }) =>
      `\`${printExpression(expression)}\`, ${direction === 'desc' ? 'highest' : 'lowest'} first`,
  )
  const first = count === '1' ? 'first row' : `first ${count} rows`
  return `the ${listOf(shown)} of the ${first} of each ${groups} by ${listOf(ranks)}`
}

/** What a group is called: the thing that a key stands for, or the column. */
function groupNoun(group: Expression): string {
  if (group.kind !== 'column') return printExpression(group)
  const words = identifierWords(group.name)
  const table = group.table === undefined ? [] : identifierWords(group.table)
  const isKey = /^(?:id|key|code|no)$/.test(words.at(-1) ?? '') && table.length > 0
  return singularOf((isKey ? table : words).join(' '))
}

const JOINED: Readonly<Record<SetOperator, string>> = {
  union: ', together with ',
  'union all': ', followed by ',
  intersect: ', but only what is also among ',
  except: ', leaving out ',
}

function tellBody(query: Query, reading: Reading, outer: Place | undefined, form: TellForm): string {
  const { body, orderBy, limit } = query
  const tell = (inner: Query, place: Place, how: TellForm): string =>
    tellQuery(inner, place.reading, place, how)
  if (body.kind === 'select') {
    return tellSelect(body, { orderBy, ...(limit && { limit }) }, reading, outer, form, tell)
  }
  if (
    body.kind === 'values' ||
    form === 'any' ||
    orderBy.some(({ expression }) => expression.kind !== 'column')
  ) {
    return `\`${printQuery(query)}\``
  }
  const terms: string[] = []
  let rest: QueryBody = body
  while (rest.kind === 'compound') {
    terms.push(
      JOINED[rest.operator] +
        tellBody({ kind: 'query', body: rest.right, orderBy: [] }, reading, outer, 'all'),
    )
    rest = rest.left
  }
  const first = tellBody({ kind: 'query', body: rest, orderBy: [] }, reading, outer, form)
  const order = orderBy.map(({ expression, direction }) => {
    const name = expression.kind === 'column' ? expression.name : ''
    return `"${name}"${direction === 'desc' ? ' in descending order' : ''}`
  })
  const sorted = order.length > 0 ? `; all sorted by ${order.join(', then by ')}` : ''
  const whole = first + terms.reverse().join('') + sorted + limiting({ orderBy, ...(limit && { limit }) })
  return outer === undefined ? whole : `(${whole})`
}
