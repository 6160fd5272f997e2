import { describe, expect, it } from 'vitest'
import type { GenerationRequest, Model } from '../model/model.ts'
import type { ModelEvent } from '../model/model-events.ts'
import { ModelFailedError, type ModelFailureKind } from '../model/model-failure.ts'
import { withStandIn } from './with-stand-in.ts'

const candidate = (sql: string) => ({ sql, score: 1, confidence: 1, unusedWords: [], links: [] })

/** A model whose every task fails, or answers with its name. */
function modelThat(name: string, fails: ModelFailureKind | null): Model & { readonly tasks: string[] } {
  const tasks: string[] = []
  const reply =
    <Result>(task: string, result: Result) =>
    async (): Promise<Result> => {
      tasks.push(task)
      if (fails !== null) throw new ModelFailedError({ kind: fails, model: name, message: `${name} failed.` })
      return result
    }
  return {
    name,
    tasks,
    extractKeywords: reply('keywords', []),
    proposeVariants: reply('variants', [name]),
    linkSchema: reply('linking', { tables: [] }),
    generateSql: reply('sql', [candidate(name)]),
    reviseSql: reply('revision', []),
  }
}
const REQUEST = {} as GenerationRequest

describe('a stand-in', () => {
  it('is not asked while the model does its tasks', async () => {
    const standIn = modelThat('builtin', null)
    const events: ModelEvent[] = []
    const model = withStandIn(modelThat('large', null), standIn, (event) => events.push(event))
    expect((await model.generateSql(REQUEST))[0]?.sql).toBe('large')
    expect(standIn.tasks).toEqual([])
    expect(events).toEqual([])
  })

  it('does the one task whose reply was of no use, and says why', async () => {
    const large = modelThat('large', 'malformed')
    const events: ModelEvent[] = []
    const model = withStandIn(large, modelThat('builtin', null), (event) => events.push(event))
    await model.extractKeywords(REQUEST)
    expect((await model.generateSql(REQUEST))[0]?.sql).toBe('builtin')
    expect(large.tasks).toEqual(['keywords', 'sql'])
    expect(events[0]).toMatchObject({
      kind: 'failed',
      task: 'keywords',
      replacement: 'builtin',
      failure: { kind: 'malformed', message: 'large failed.' },
    })
  })

  it.each(['unreachable', 'timed-out', 'unauthorized', 'budget-spent'] as const)(
    'does all that is left of the question when the endpoint is %s',
    async (kind) => {
      const large = modelThat('large', kind)
      const events: ModelEvent[] = []
      const model = withStandIn(large, modelThat('builtin', null), (event) => events.push(event))
      await model.extractKeywords(REQUEST)
      await model.generateSql(REQUEST)
      expect(large.tasks).toEqual(['keywords'])
      expect(events).toHaveLength(1)
    },
  )

  it('missing, lets the failure through after it was reported', async () => {
    const events: ModelEvent[] = []
    const model = withStandIn(modelThat('large', 'rate-limited'), null, (event) => events.push(event))
    await expect(model.generateSql(REQUEST)).rejects.toThrow('large failed.')
    expect(events[0]).toMatchObject({ kind: 'failed', replacement: null })
  })
})
