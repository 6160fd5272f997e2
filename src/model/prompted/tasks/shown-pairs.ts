import type { Demonstration } from '../../model.ts'
import { estimateTokens } from '../context/estimate-tokens.ts'
import { queryLine } from '../context/query-line.ts'
import { boundedLine } from '../context/quote-database-text.ts'
import { LONGEST_QUESTION } from '../replies/read-pairs.ts'
import { tagged } from './prompt-text.ts'

/** Of a prompt's budget: the database needs most of it. */
const SHARE = 0.2

/** Pairs between tags, first ones first, as far as their share of the budget goes. */
export function shownPairs(tag: string, pairs: readonly Demonstration[], tokenBudget: number): string {
  let room = SHARE * tokenBudget
  const shown = pairs.map(pairText).filter((text) => {
    const tokens = estimateTokens(text)
    if (tokens > room) return false
    room -= tokens
    return true
  })
  return tagged(tag, shown.join('\n'))
}

export function pairText({ question, sql }: Demonstration): string {
  const asked = boundedLine(question, LONGEST_QUESTION)
  return `${asked === '' ? '' : `Question: ${asked}\n`}SQL: ${queryLine(sql)}`
}
