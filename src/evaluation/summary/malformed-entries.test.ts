import { describe, expect, it } from 'vitest'
import { malformedProblems, questionsInOrder } from './malformed-entries.ts'

const question = (index: number) => ({
  index,
  dbId: 'shop',
  question: `Question ${index}?`,
  gold: 'SELECT 1',
})

describe('entries that are no questions', () => {
  it('keep their place, without words and gold', () => {
    const read = { questions: [question(0), question(2)], skipped: [{ index: 1 }, { index: 3, dbId: 'zoo' }] }
    expect(questionsInOrder(read)).toEqual([
      question(0),
      { index: 1, dbId: '', question: '', gold: '' },
      question(2),
      { index: 3, dbId: 'zoo', question: '', gold: '' },
    ])
  })

  it('are one problem, with the files that hold them', () => {
    const entry = (number: number) => ({ place: `entry ${number}`, reason: 'it has no question' })
    // Files of the same name in two folders are two files.
    const files = [
      ['a.json', [entry(2)]],
      ['a.json', [3, 4, 5, 6, 7].map(entry)],
    ] as const
    const [problem, ...others] = malformedProblems(files)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ kind: 'malformed', count: 6 })
    expect(problem!.examples).toHaveLength(5)
    expect(problem!.examples[0]).toBe('a.json, entry 2: it has no question.')
    expect(malformedProblems([['a.json', []]])).toEqual([])
  })
})
