import { columnKey } from '../../database/schema.ts'
import type { Survey } from '../../exploration/survey.ts'
import type { DatabaseContext } from '../../model/model.ts'
import { openQuestionLinker } from '../../model/open-model.ts'
import { findAmbiguity } from './ambiguity.ts'
import { findUnsaid, type ReadSchema } from './consistency.ts'
import type { QuestionReader } from './question-reader.ts'

/**
 * Reads questions back with the builtin model's linker: whether they can be read in two ways, and, unless a judge does
 * that, whether they lead to their queries.
 */
export async function openQuestionReader(
  context: DatabaseContext,
  { checksConsistency = true }: { readonly checksConsistency?: boolean } = {},
): Promise<QuestionReader> {
  const linkQuestion = await openQuestionLinker()
  const schema = readSchema(context.survey)
  return {
    findFault: ({ question, query }, facts) => {
      const links = linkQuestion(question, context)
      const ambiguity = findAmbiguity(question, links, facts, schema)
      if (ambiguity !== null) return { filter: 'ambiguity', reason: ambiguity }
      if (!checksConsistency) return null
      const unsaid = findUnsaid({ question, query }, links, facts, schema)
      return unsaid === null ? null : { filter: 'consistency', reason: unsaid }
    },
  }
}

function readSchema({ schema, joins, tables }: Survey): ReadSchema {
  const keys = [
    ...schema.tables.flatMap(({ name, primaryKey }) =>
      primaryKey.length === 1 ? [{ table: name, column: primaryKey[0]! }] : [],
    ),
    ...joins.flatMap(({ from, to }) =>
      [from, to].flatMap(({ table, columns }) => columns.map((column) => ({ table, column }))),
    ),
  ]
  const moments = tables.flatMap(({ columns }) =>
    columns.filter(({ content }) => content === 'date' || content === 'datetime' || content === 'year'),
  )
  return { keys: new Set(keys.map(columnKey)), moments: new Set(moments.map(columnKey)) }
}
