import { literalValue } from '../literal-value.ts'
import { printExpression } from '../print.ts'
import { withoutAssembly } from './assembled-date.ts'
import { countedRows, describe, isMoment, type Speaker } from './describe.ts'
import type { NamedSource } from './place.ts'
import { hasAggregate, positional, resolveAlias, speak, type Tail, type Telling } from './telling.ts'

/** "with the most albums": one ORDER BY term together with a LIMIT. */
export function superlative(
  telling: Telling,
  speaker: Speaker,
): { readonly text: string; readonly count: number } | undefined {
  const { tail, place, items } = telling
  const [term, second] = tail.orderBy
  const count = tail.limit === undefined ? undefined : literalValue(tail.limit.count)
  if (term === undefined || second !== undefined || tail.limit?.offset !== undefined) return undefined
  if (typeof count !== 'number' || count < 1 || !Number.isInteger(count)) return undefined
  const expression = resolveAlias(positional(term.expression, items) ?? term.expression, place)
  const isDescending = term.direction === 'desc'
  const counted = countedRows(expression, place)
  if (counted !== undefined) return { text: `with the ${isDescending ? 'most' : 'fewest'} ${counted}`, count }
  const { text, isNoun } = describe(expression, speaker)
  if (!isNoun) return undefined
  if (isMoment(expression, speaker) && withoutAssembly(expression).kind === 'column') {
    return { text: `with the ${isDescending ? 'latest' : 'earliest'} ${text}`, count }
  }
  return { text: `with the ${isDescending ? 'highest' : 'lowest'} ${text}`, count }
}

/** ", highest first", ", sorted by name"; '' without ORDER BY. */
export function sorting(telling: Telling, subject: NamedSource | undefined): string {
  const { tail, place, items, select } = telling
  if (tail.orderBy.length === 0) return ''
  const aggregates = items.filter(hasAggregate)
  const expressions = tail.orderBy.map((term) =>
    resolveAlias(positional(term.expression, items) ?? term.expression, place),
  )
  const [only] = expressions
  if (expressions.length === 1 && aggregates.length === 1 && select.groupBy.length > 0) {
    if (printExpression(only!) === printExpression(aggregates[0]!)) {
      return `, ${tail.orderBy[0]!.direction === 'desc' ? 'highest' : 'lowest'} first`
    }
  }
  const terms = expressions.map((expression, index) => {
    const { text, isNoun } = describe(expression, speak(telling, subject))
    return `${isNoun && text.includes(' of ') ? 'the ' : ''}${text}${tail.orderBy[index]!.direction === 'desc' ? ' in descending order' : ''}`
  })
  return `, sorted by ${terms.join(', then by ')}`
}

export function limiting({ limit }: Tail): string {
  if (limit === undefined) return ''
  const count = literalValue(limit.count)
  const rows = count === 1 ? 'row' : 'rows'
  const shown = count === undefined ? `\`${printExpression(limit.count)}\`` : count
  const only = typeof count === 'number' && count < 0 ? '' : `, only the first ${shown} ${rows}`
  if (limit.offset === undefined) return only
  return `${only}, after leaving out the first ${printExpression(limit.offset)}`
}
