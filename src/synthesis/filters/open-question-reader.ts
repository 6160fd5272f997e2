import type { DatabaseContext } from '../../model/model.ts'
import { openQuestionLinker } from '../../model/open-model.ts'
import { findAmbiguity } from './ambiguity.ts'
import { findUnsaid } from './consistency.ts'
import type { QuestionReader } from './question-reader.ts'

/** Reads questions back with the builtin model's linker. */
export async function openQuestionReader(context: DatabaseContext): Promise<QuestionReader> {
  const linkQuestion = await openQuestionLinker()
  return {
    findFault: ({ question, query }, facts) => {
      const links = linkQuestion(question, context)
      const ambiguity = findAmbiguity(links, facts)
      if (ambiguity !== null) return { filter: 'ambiguity', reason: ambiguity }
      const unsaid = findUnsaid(question, links, query, facts)
      return unsaid === null ? null : { filter: 'consistency', reason: unsaid }
    },
  }
}
