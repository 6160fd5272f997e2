import type { JoinKey } from '../../exploration/survey.ts'
import type { Query } from '../../sql/ast.ts'
import type { SchemaLexicon } from './linking/schema-lexicon.ts'
import { findAskedUnit } from './linking/words/asked-unit.ts'
import { type QuestionToken, tokenizeQuestion } from './linking/words/question-tokens.ts'
import { findRowsWithNone } from './linking/words/rows-with-none.ts'
import { keepRowsWithNone } from './sketch/keep-rows-with-none.ts'
import { showInUnit } from './sketch/show-in-unit.ts'

interface CompletedQuery {
  /** The query itself where nothing is to do. */
  readonly query: Query
  /** Words that ask for what this query cannot be made to do. */
  readonly unmet: readonly string[]
  /** Words that it was made to do. */
  readonly met: readonly string[]
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Makes of each reading what a question asks of all of them alike: a unit to show, rows that have none of what is counted. */
export function queryCompletion(
  question: string,
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
): (query: Query) => CompletedQuery {
  const tokens = tokenizeQuestion(question)
  const unit = findAskedUnit(tokens)
  const none = findRowsWithNone(tokens)
  const named = none === null ? null : tableNamed(tokens, none.noun, lexicon)
  const textOf = ({ start, end }: Stretch): string =>
    question.slice(tokens[start]!.start, tokens[end - 1]!.end).replace(/^\W+/, '')
  return (query) => {
    const shown = unit === null ? query : showInUnit(query, unit, lexicon)
    const kept = none === null ? shown : keepRowsWithNone(shown ?? query, { joins, lexicon, named })
    return {
      query: kept ?? shown ?? query,
      unmet: [
        ...(unit !== null && shown === null ? [textOf(unit)] : []),
        ...(none !== null && kept === null ? [textOf(none)] : []),
      ],
      met: unit === null || shown === null ? [] : tokens.slice(unit.start, unit.end).map(({ text }) => text),
    }
  }
}

/** "accounts with no users": the table that the words before "no" name; null for "those". */
function tableNamed(
  tokens: readonly QuestionToken[],
  { start, end }: Stretch,
  { tables }: SchemaLexicon,
): string | null {
  const stems = new Set(tokens.slice(start, end).map(({ stem }) => stem))
  return (
    tables.find((table) => table.stems.length > 0 && table.stems.every((stem) => stems.has(stem)))?.table ??
    null
  )
}
