import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BenchmarkQuestion } from './benchmarks/benchmark-question.ts'
import { predictAnswers, type QuestionAnswerer } from './predict-answers.ts'
import { openPredictionJournal } from './prediction-journal.ts'

const QUESTIONS: readonly BenchmarkQuestion[] = ['a', 'b', 'a', 'gone', 'b'].map((dbId, index) => ({
  index,
  dbId,
  question: `question ${index}`,
  gold: 'SELECT 1',
}))

let folder: string
let journalFile: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-predict-'))
  journalFile = join(folder, 'runs', 'run.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Opens every database but 'gone', and writes down what it is asked. */
function recordingModel({ failsAt = -1 } = {}) {
  const asked: number[] = []
  const opened: string[] = []
  const closed: string[] = []
  const open = async (dbId: string): Promise<QuestionAnswerer | null> => {
    if (dbId === 'gone') return null
    opened.push(dbId)
    return {
      answer: async ({ index }) => {
        asked.push(index)
        if (index === failsAt) throw new Error('killed')
        return { predicted: `SELECT ${index}`, run: { status: 'answered', confidence: 0.5, ms: 1 } }
      },
      close: async () => {
        closed.push(dbId)
      },
    }
  }
  return { asked, opened, closed, open }
}

describe('asking a benchmark', () => {
  it('opens each database once and keeps the order of the questions', async () => {
    const model = recordingModel()
    const predicted = await predictAnswers(QUESTIONS, model.open, { concurrency: 1 })
    expect(predicted.map((item) => item.predicted)).toEqual([
      'SELECT 0',
      'SELECT 1',
      'SELECT 2',
      null,
      'SELECT 4',
    ])
    expect(predicted.map(({ question }) => question.index)).toEqual([0, 1, 2, 3, 4])
    expect(model.opened).toEqual(['a', 'b'])
    expect(model.closed).toEqual(['a', 'b'])
    expect(model.asked).toEqual([0, 2, 1, 4])
  })

  it('goes on after what an earlier run had done', async () => {
    const first = recordingModel({ failsAt: 1 })
    const journal = openPredictionJournal(journalFile, 'settings')
    await expect(predictAnswers(QUESTIONS, first.open, { concurrency: 1, journal })).rejects.toThrow('killed')
    expect(first.closed).toEqual(['a', 'b'])

    const second = recordingModel()
    const reopened = openPredictionJournal(journalFile, 'settings')
    const progress: number[] = []
    const predicted = await predictAnswers(QUESTIONS, second.open, {
      concurrency: 1,
      journal: reopened,
      onProgress: ({ done }) => progress.push(done),
    })
    expect(second.asked).toEqual([1, 4])
    expect(progress[0]).toBe(2)
    expect(predicted.map((item) => item.predicted)).toEqual([
      'SELECT 0',
      'SELECT 1',
      'SELECT 2',
      null,
      'SELECT 4',
    ])
    reopened.remove()
    expect(existsSync(journalFile)).toBe(false)
  })

  it('begins anew under other settings', async () => {
    openPredictionJournal(journalFile, 'one').add(0, made('SELECT 0'))
    expect(openPredictionJournal(journalFile, 'two').done.size).toBe(0)
    openPredictionJournal(journalFile, 'two').add(0, made('SELECT 0'))
    expect(openPredictionJournal(journalFile, 'two', { restarts: true }).done.size).toBe(0)
  })

  it('drops a line that was cut off, and writes whole ones after it', () => {
    const journal = openPredictionJournal(journalFile, 'settings')
    journal.add(0, made('SELECT 0'))
    appendFileSync(journalFile, '{"index":1,"predi')
    const reopened = openPredictionJournal(journalFile, 'settings')
    expect([...reopened.done.keys()]).toEqual([0])
    reopened.add(1, made('SELECT 1'))
    expect([...openPredictionJournal(journalFile, 'settings').done.keys()]).toEqual([0, 1])
    expect(readFileSync(journalFile, 'utf8').trimEnd().split('\n')).toHaveLength(3)
  })

  it('stops when it is told to', async () => {
    const abort = new AbortController()
    abort.abort()
    await expect(
      predictAnswers(QUESTIONS, recordingModel().open, { concurrency: 1, signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

function made(predicted: string) {
  return { predicted, run: { status: 'answered', confidence: 0.5, ms: 1 } }
}
