import type { Expression, Query, ResultColumn } from '../../sql/ast.ts'
import { printExpression } from '../../sql/print.ts'
import { isSameName } from '../../sql/scope.ts'
import type { DraftEdit } from './draft-change.ts'

// "the most number of flights" asks for no number.
const SUPERLATIVE_NUMBER =
  /\b(?:most|highest|largest|greatest|biggest|maximum|fewest|least|lowest|smallest|minimum|max|min)\s+(?:\w+\s+)?(?:number|count|amount|total|quantity|sum)s?\b/gi
const ASKS_FOR_MEASURE =
  /\b(?:how (?:many|much|often|long)|numbers?|counts?|amounts?|totals?|sums?|averages?|mean|quantity|quantities|frequency|frequencies|times|values?)\b/i
const ASKS_FOR_MORE =
  /\b(?:and|along with|as well as|together with|including|with (?:its|their|his|her|the))\b|[,;&]/i

/**
 * "Which city has the most flights?" asks for a city: a count that stands in the result only because the order needs it is left
 * out. Not where the question asks for a measure, or for more than one thing.
 */
export function dropUnaskedMeasure(query: Query, question: string): DraftEdit | null {
  const { body, orderBy, limit } = query
  if (body.kind !== 'select' || orderBy.length !== 1 || limit === undefined || body.columns.length < 2)
    return null
  const [term] = orderBy
  const measure = body.columns.find(
    (column) => isMeasure(column) && isOrderedBy(column, term!.expression, body.columns),
  )
  if (measure?.kind !== 'result') return null
  const asked = question.replace(SUPERLATIVE_NUMBER, 'most')
  if (ASKS_FOR_MEASURE.test(asked) || ASKS_FOR_MORE.test(asked.replace(/[?.!\s]+$/, ''))) return null
  const rest = body.columns.filter((column) => column !== measure)
  if (rest.some((column) => column.kind !== 'result' || isMeasure(column))) return null
  return {
    query: {
      ...query,
      body: { ...body, columns: rest },
      orderBy: [{ ...term!, expression: measure.expression }],
    },
    changes: [
      {
        kind: 'columns',
        before: printExpression(measure.expression),
        after: '',
        because: 'The question asks which, not how many; the measure only orders the result.',
      },
    ],
    cost: 1,
  }
}

function isMeasure(column: ResultColumn): boolean {
  return (
    column.kind === 'result' &&
    column.expression.kind === 'call' &&
    /^(?:count|sum|avg|min|max|total)$/i.test(column.expression.name) &&
    column.expression.over === undefined
  )
}

/** By the same expression, its alias or its number. */
function isOrderedBy(column: ResultColumn, order: Expression, columns: readonly ResultColumn[]): boolean {
  if (column.kind !== 'result') return false
  if (order.kind === 'number') return columns[Number(order.text) - 1] === column
  if (order.kind === 'column' && order.table === undefined && column.alias !== undefined) {
    return isSameName(order.name, column.alias)
  }
  return printExpression(order).toLowerCase() === printExpression(column.expression).toLowerCase()
}
