import { hashText } from '../../base/random.ts'
import type { WordedPair } from './lists-of-database.ts'
import { rewordQuestion } from './reword-question.ts'

/** More would take longer and teach little more. */
const ONE_OF = 3

/**
 * The pairs, and some of them again in other words, so that what is learned does not hang on how the authors of one
 * training set ask.
 */
export function withRewordings(pairs: readonly WordedPair[]): WordedPair[] {
  const reworded = pairs.flatMap(({ dbId, question, query }): WordedPair[] => {
    if (hashText(`reword ${question}`) % ONE_OF !== 0) return []
    const other = rewordQuestion(question, query)
    return other === null ? [] : [{ dbId, question: other, query, origin: 'reworded' }]
  })
  return [...pairs, ...reworded]
}
