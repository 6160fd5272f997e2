import { hashText } from '../../base/random.ts'
import type { TrainingPair } from './make-labelled-lists.ts'
import { rewordQuestion } from './reword-question.ts'

/** More would take longer and teach little more. */
const ONE_OF = 4

/**
 * The pairs, and some of them again in other words, so that what is learned does not hang on how the authors of one
 * training set ask.
 */
export function withRewordings(pairs: readonly TrainingPair[]): TrainingPair[] {
  const reworded = pairs.flatMap(({ dbId, question, query }): TrainingPair[] => {
    if (hashText(`reword ${question}`) % ONE_OF !== 0) return []
    const other = rewordQuestion(question)
    return other === null ? [] : [{ dbId, question: other, query, isReworded: true }]
  })
  return [...pairs, ...reworded]
}
