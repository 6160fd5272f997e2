import type { ColumnEntry, SchemaLexicon } from '../linking/schema-lexicon.ts'
import type { ConditionOutline, QueryOutline, SelectOutline, Term } from './outline-query.ts'

/** Properties of a query that name nothing of its database: clauses, aggregates, orders, nesting, and their company. */
export function describeStructure(outline: QueryOutline, lexicon: SchemaLexicon): string[] {
  const { select, combined, order, limit } = outline
  const found = describeSelect(select, lexicon)
  const shown = shownText(select, lexicon)
  const orders = order.map(({ term, direction }) => `${direction} ${termText(term, lexicon)}`)
  const limits = limit === null ? 'all' : limit === 1 ? 'one' : 'some'
  for (const text of orders) found.push(`order ${text}`)
  for (const { term, direction } of order)
    found.push(`order ${direction}`, `order by ${term.aggregate ?? 'column'}`)
  found.push(`limit ${limits}`, `orders ${orders.length} ${limits}`)
  if (order.length > 0)
    found.push(`order ${order[0]!.direction} ${limits}`, `${shown} order ${orders[0]} ${limits}`)
  if (combined !== null) {
    found.push(`combined ${combined.operator}`)
    const right = describeSelect(combined.right, lexicon)
    found.push(...right.map((text) => `right ${text}`))
    const same = shown === shownText(combined.right, lexicon) ? 'alike' : 'other'
    found.push(`combined ${combined.operator} ${same}`)
  }
  found.push(`shape ${shapeText(outline, lexicon)}`)
  return found
}

function describeSelect(select: SelectOutline, lexicon: SchemaLexicon): string[] {
  const shown = shownText(select, lexicon)
  const found = [
    `shown ${shown}`,
    `shown ${select.shown.length}`,
    `distinct ${select.distinct}`,
    `distinct ${select.distinct} ${shown}`,
    `tables ${Math.min(3, select.tables.length)}`,
    `conditions ${select.conditions.length}`,
    `or ${select.hasOr}`,
    `groups ${select.group.length}`,
    `havings ${select.having.length}`,
  ]
  for (const term of select.shown) {
    found.push(
      `shows ${termText(term, lexicon)}`,
      `shows ${term.aggregate ?? (term.isRows ? 'all' : 'plain')}`,
    )
  }
  for (const term of select.group) {
    const isShown = select.shown.some(({ column, aggregate }) => aggregate === null && column === term.column)
    found.push(
      `group ${termText(term, lexicon)} ${isShown}`,
      `group ${termText(term, lexicon)} shown ${shown}`,
    )
  }
  for (const condition of select.conditions) found.push(...describeCondition('where', condition, lexicon))
  for (const condition of select.having) found.push(...describeCondition('having', condition, lexicon))
  if (select.conditions.length > 1) {
    const operators = select.conditions.map(({ operator }) => operator).sort()
    const columns = new Set(select.conditions.map(({ term }) => term.column))
    found.push(
      `where ${operators.join(',')} ${select.hasOr}`,
      `where columns ${columns.size} ${select.hasOr}`,
    )
  }
  return found
}

function describeCondition(clause: string, condition: ConditionOutline, lexicon: SchemaLexicon): string[] {
  const { operator, term, inner, values } = condition
  const kind = inner !== null ? 'query' : typeof values[0] === 'string' ? 'text' : 'number'
  const found = [
    `${clause} ${operator}`,
    `${clause} ${operator} ${kind}`,
    `${clause} ${termText(term, lexicon)} ${operator} ${kind}`,
  ]
  if (inner !== null) {
    const { select } = inner
    found.push(`${clause} ${operator} query ${shownText(select, lexicon)} ${select.conditions.length}`)
    found.push(`${clause} ${operator} query tables ${select.tables.length}`)
    for (const nested of select.conditions) found.push(...describeCondition('inner', nested, lexicon))
  }
  return found
}

/** The whole query in a few words. */
function shapeText({ select, combined, order, limit }: QueryOutline, lexicon: SchemaLexicon): string {
  return [
    shownText(select, lexicon),
    select.conditions
      .map(({ operator, inner }) => (inner === null ? operator : `${operator}()`))
      .sort()
      .join(','),
    select.group.length,
    select.having.map(({ operator }) => operator).join(','),
    order.map(({ term, direction }) => `${direction} ${term.aggregate ?? ''}`).join(','),
    limit === null ? '' : limit === 1 ? '1' : 'n',
    combined?.operator ?? '',
  ].join('|')
}

function shownText({ shown }: SelectOutline, lexicon: SchemaLexicon): string {
  return shown
    .map((term) => termText(term, lexicon))
    .sort()
    .join(',')
}

/** "avg number", "name", "count rows". */
function termText({ aggregate, distinct, column, isRows }: Term, lexicon: SchemaLexicon): string {
  const target = isRows ? 'rows' : column === null ? 'other' : columnClass(column, lexicon)
  return `${aggregate ?? ''}${distinct ? ' distinct' : ''} ${target}`.trim()
}

export function columnClass(column: ColumnEntry, lexicon: SchemaLexicon): string {
  if (column.isKey) return 'key'
  if (column.isForeignKey) return 'reference'
  if (lexicon.findTable(column.table).displayColumns.includes(column)) return 'name'
  if (column.isMoment) return 'moment'
  return column.isNumeric ? 'number' : 'text'
}
