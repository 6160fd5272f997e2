import { describe, expect, it } from 'vitest'
import type { ModelCall } from '../model/model-events.ts'
import { TraceRecorder } from './trace-recorder.ts'

const CALL: ModelCall = {
  task: 'sql',
  model: 'large',
  ms: 5,
  inputTokens: 100,
  cachedInputTokens: 0,
  outputTokens: 10,
  cost: null,
  attempts: 1,
  isFromCache: false,
}
const describeNothing = () => ({ summary: '', details: null })

describe('the trace of a step', () => {
  it('has the exchanges with language models, and the columns for which their prompts had no room', async () => {
    const recorder = new TraceRecorder()
    await recorder.record('linking', async () => {}, describeNothing)
    const work = async (): Promise<void> => {
      recorder.hear({ kind: 'left-out', task: 'sql', columns: ['orders.note', 'orders.fax'] })
      recorder.hear({ kind: 'left-out', task: 'sql', columns: ['orders.fax'] })
      recorder.hear({ kind: 'called', call: CALL })
    }
    await recorder.record('generation', work, describeNothing)
    await recorder.record('revision', async () => {}, describeNothing)
    expect(recorder.trace.steps.map(({ step, calls, leftOut }) => ({ step, calls, leftOut }))).toEqual([
      { step: 'linking', calls: [] },
      { step: 'generation', calls: [CALL], leftOut: ['orders.note', 'orders.fax'] },
      { step: 'revision', calls: [] },
    ])
  })

  it('leaves failures to the answer', () => {
    const recorder = new TraceRecorder()
    const failure = { kind: 'timed-out', model: 'large', message: 'It took too long.' } as const
    recorder.hear({ kind: 'failed', task: 'sql', failure, replacement: 'builtin' })
    expect(recorder.failures).toEqual([{ ...failure, task: 'sql', replacement: 'builtin' }])
  })
})
