import { identifierWords } from '../../base/text.ts'
import type { Query } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import { printExpression } from '../../sql/print.ts'
import type { DraftEdit } from './draft-change.ts'

const LEAST =
  /\b(?:youngest|lightest|cheapest|shortest|smallest|lowest|fewest|least|minimum|earliest|slowest|weakest)\b/gi
const MOST =
  /\b(?:oldest|heaviest|dearest|longest|tallest|largest|biggest|highest|greatest|most|maximum|latest|newest|fastest|strongest|top|best)\b/gi
const OF_AGE = /\b(?:youngest|oldest)\b/i
const OF_TIME = /\b(?:earliest|latest|newest|recent)\b/i

/** "the youngest teacher" against `ORDER BY age DESC LIMIT 1`: the question's superlative says which end is meant. */
export function turnSuperlative(query: Query, question: string): DraftEdit | null {
  const { body, orderBy, limit } = query
  const [term] = orderBy
  if (body.kind !== 'select' || term === undefined || orderBy.length > 1 || term.expression.kind !== 'column')
    return null
  if (limit === undefined || limit.offset !== undefined || literalValue(limit.count) !== 1) return null
  const [least, most] = [question.match(LEAST) ?? [], question.match(MOST) ?? []]
  // With two superlatives it takes a parser to tell which is which.
  if (least.length + most.length !== 1) return null
  const [word] = [...least, ...most]
  const direction = directionOf(word!, identifierWords(term.expression.name), least.length === 1)
  if (direction === null || direction === term.direction) return null
  return {
    query: { ...query, orderBy: [{ ...term, direction }] },
    changes: [
      {
        kind: 'order',
        before: `${printExpression(term.expression)} ${term.direction.toUpperCase()}`,
        after: `${printExpression(term.expression)} ${direction.toUpperCase()}`,
        because: `The question asks for the ${word!.toLowerCase()}.`,
      },
    ],
    cost: 1,
  }
}

/** null where the column does not measure what the word says. */
function directionOf(word: string, column: readonly string[], isLeast: boolean): 'asc' | 'desc' | null {
  const has = (pattern: RegExp): boolean => column.some((part) => pattern.test(part))
  const isTime = has(/^(?:birth|born|date|year|time|dob|birthday|day|month)/)
  if (OF_AGE.test(word)) {
    if (has(/^ages?$/)) return isLeast ? 'asc' : 'desc'
    // Who is younger was born later; "the oldest building" was built first.
    return isTime ? (isLeast ? 'desc' : 'asc') : null
  }
  if (OF_TIME.test(word)) return isTime ? (isLeast ? 'asc' : 'desc') : null
  // A first rank is the best; a lap time is the better the shorter: words do not say.
  if (isTime || has(/^(?:rank|ranking|position|grade|pos|order|level|time|speed)/)) return null
  return isLeast ? 'asc' : 'desc'
}
