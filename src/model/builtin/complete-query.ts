import type { JoinKey } from '../../exploration/survey.ts'
import type { Query } from '../../sql/ast.ts'
import type { SchemaLexicon } from './linking/schema-lexicon.ts'
import { tokenizeQuestion } from './linking/words/question-tokens.ts'
import { findRowsWithNone } from './linking/words/rows-with-none.ts'
import { keepRowsWithNone } from './sketch/keep-rows-with-none.ts'
import { showInUnits } from './sketch/show-in-units.ts'

interface CompletedQuery {
  /** The query itself where nothing is to do. */
  readonly query: Query
  /** Words that ask for what this query cannot be made to do. */
  readonly unmet: readonly string[]
}

/** Makes of each reading what a question asks of all of them alike: units to show, rows that have none of what is counted. */
export function queryCompletion(
  question: string,
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
): (query: Query) => CompletedQuery {
  const tokens = tokenizeQuestion(question)
  const none = findRowsWithNone(tokens)
  return (query) => {
    const shown = showInUnits(query, tokens, lexicon)
    if (none === null) return { query: shown, unmet: [] }
    const kept = keepRowsWithNone(shown, joins, lexicon)
    if (kept !== null) return { query: kept, unmet: [] }
    const words = question.slice(tokens[none.start]!.start, tokens[none.end - 1]!.end)
    return { query: shown, unmet: [words.replace(/^[,;]\s*/, '')] }
  }
}
