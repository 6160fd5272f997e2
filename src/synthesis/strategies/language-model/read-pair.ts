import type { SchemaPart } from '../../../model/model.ts'
import type { WrittenPair } from '../../../model/synthesis-model.ts'
import type { Query } from '../../../sql/ast.ts'
import { parseQuery } from '../../../sql/parse.ts'
import { SqlSyntaxError } from '../../../sql/sql-syntax-error.ts'
import type { Proposal } from '../strategy.ts'

/** What a pair of a language model comes to. SQL that cannot be read is refused as the database would refuse it. */
export function readPair(
  { sql, ...wording }: WrittenPair,
  { part, parent }: { readonly part: SchemaPart; readonly parent: string | null },
): Proposal {
  let query: Query
  try {
    query = parseQuery(sql)
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error
    const refusal = { filter: 'execution', reason: `syntax: ${error.message}` } as const
    return { kind: 'refused', sql, question: wording.question, refusal }
  }
  return { kind: 'candidate', candidate: { query, ...wording, parent, part } }
}
