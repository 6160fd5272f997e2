import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { SqlSyntaxError } from '../../../sql/sql-syntax-error.ts'
import type { LinkingRequest, SqlCandidate } from '../../model.ts'
import { nameLinks } from './name-links.ts'

/**
 * How sure one draft is: a prior, since a language model does not say. It is about what current models reach on
 * Spider's questions, and only what is found when the query runs moves it.
 */
const ONE_DRAFT = 0.75

/** Drafts as candidates: the same query counts once, by the share of the drafts that it is; the most frequent first. */
export function candidatesOf(
  drafts: readonly string[],
  { question, context }: LinkingRequest,
): readonly SqlCandidate[] {
  const groups = new Map<string, { readonly sql: string; votes: number }>()
  for (const sql of drafts) {
    const key = queryKey(sql)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { sql, votes: 1 })
    else group.votes++
  }
  return [...groups.values()]
    .sort((one, other) => other.votes - one.votes)
    .map(({ sql, votes }) => {
      const share = votes / drafts.length
      return {
        sql,
        score: share,
        confidence: drafts.length === 1 ? ONE_DRAFT : share,
        unusedWords: [],
        links: nameLinks(sql, question, context.survey.schema),
      }
    })
}

export function isSameQuery(one: string, other: string): boolean {
  return queryKey(one) === queryKey(other)
}

/** The same for queries that differ in blanks, brackets and the case of keywords only. */
function queryKey(sql: string): string {
  try {
    return printQuery(parseQuery(sql))
  } catch (error) {
    if (error instanceof SqlSyntaxError) return sql
    throw error
  }
}
