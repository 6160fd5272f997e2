import { describe, expect, it } from 'vitest'
import { FOLD_COUNT, foldsOf, heldOutBy } from './cross-folds.ts'

const questionsOn = (databases: number) =>
  Array.from({ length: 200 }, (_, index) => ({ dbId: `db${index % databases}` }))

describe('the parts of a training set', () => {
  it('never split a database', () => {
    const questions = questionsOn(40)
    const folds = foldsOf(questions, 0)
    const parts = new Map(questions.map(({ dbId }, index) => [dbId, folds[index]]))
    expect(questions.every(({ dbId }, index) => parts.get(dbId) === folds[index])).toBe(true)
    expect(new Set(folds).size).toBe(FOLD_COUNT)
    expect(heldOutBy(questions)).toBe('databases')
  })

  it('split questions where there are too few databases', () => {
    expect(new Set(foldsOf(questionsOn(1), 0)).size).toBe(FOLD_COUNT)
    expect(heldOutBy(questionsOn(1))).toBe('questions')
  })

  it('follow the seed', () => {
    expect(foldsOf(questionsOn(40), 1)).toEqual(foldsOf(questionsOn(40), 1))
    expect(foldsOf(questionsOn(40), 1)).not.toEqual(foldsOf(questionsOn(40), 2))
  })
})
