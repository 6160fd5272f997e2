import { identifierWords } from '../../base/text.ts'
import type { Expression, Query } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import { mapQuery } from '../../sql/map.ts'
import { printExpression } from '../../sql/print.ts'
import type { DraftEdit } from './draft-change.ts'

const STRICTLY_BELOW =
  'under|below|less than|fewer than|smaller than|lower than|lighter than|shorter than|cheaper than|younger than'
const STRICTLY_ABOVE =
  'over|above|more than|greater than|larger than|bigger than|higher than|heavier than|longer than|taller than|older than|exceeding'
const UP_TO = 'at most|no more than|not more than|up to'
const FROM = 'at least|no less than|not less than'
/** What may turn a comparison around: then `<=` for "more than" is right. */
const NEGATION =
  /\b(?:not|never|without|except|excluding|neither|nor|none|no)\b(?! (?:more|less) than)|n['’]t\b/i

/** "under age 30" against `age > 30`: the question's own comparison of the same number decides. */
export function turnComparison(query: Query, question: string): DraftEdit | null {
  if (NEGATION.test(question)) return null
  const turned: { before: Expression; after: Expression; said: string }[] = []
  const changed = mapQuery(query, {
    expression: (node) => {
      if (node.kind !== 'binary' || node.left.kind !== 'column') return node
      const value = literalValue(node.right)
      const isUp = node.operator === '>' || node.operator === '>='
      if (typeof value !== 'number' || !(isUp || node.operator === '<' || node.operator === '<=')) return node
      // Who is younger was born later.
      if (
        identifierWords(node.left.name).some((word) =>
          /^(?:birth|born|date|year|dob|rank|ranking)/.test(word),
        )
      )
        return node
      const said = comparisonOf(value, question)
      if (said === null || said.isUp === isUp || said.isStrict === node.operator.endsWith('=')) return node
      const operator =
        node.operator === '>' ? '<' : node.operator === '>=' ? '<=' : node.operator === '<' ? '>' : '>='
      const after: Expression = { ...node, operator }
      turned.push({ before: node, after, said: said.words })
      return after
    },
  })
  const [first] = turned
  if (first === undefined) return null
  return {
    query: changed,
    changes: [
      {
        kind: 'condition',
        before: printExpression(first.before),
        after: printExpression(first.after),
        because: `The question says "${first.said}".`,
      },
    ],
    cost: 1,
  }
}

/** How the question compares with a number that it names once; null where that is not clear. */
function comparisonOf(
  value: number,
  question: string,
): { readonly isUp: boolean; readonly isStrict: boolean; readonly words: string } | null {
  const text = question.replace(/(\d),(?=\d{3}\b)/g, '$1')
  const number = String(value).replace('.', '\\.')
  const count = [...text.matchAll(new RegExp(`(?<![\\d.])${number}(?![\\d]|\\.\\d)`, 'g'))].length
  if (count !== 1) return null
  const ways = `${STRICTLY_BELOW}|${STRICTLY_ABOVE}|${UP_TO}|${FROM}`
  const match = new RegExp(
    `\\b(${ways})\\s+(?:an?\\s+|the\\s+)?(?:\\w+\\s+){0,2}\\$?${number}(?![\\d]|\\.\\d)`,
    'i',
  ).exec(text)
  if (match?.[1] === undefined) return null
  const isOneOf = (list: string): boolean => new RegExp(`^(?:${list})$`, 'i').test(match[1]!)
  return {
    isUp: isOneOf(`${STRICTLY_ABOVE}|${FROM}`),
    isStrict: isOneOf(`${STRICTLY_ABOVE}|${STRICTLY_BELOW}`),
    words: match[0].trim(),
  }
}
