import { describe, expect, it } from 'vitest'
import type { ModelFailureKind } from '../../src/model/model-failure.ts'
import type { Misbehaviour } from '../support/model-server/misbehaviour.ts'
import { startScriptedServer } from '../support/model-server/scripted-server.ts'
import { teaHouseRun } from './tea-house-run.ts'

const teaHouse = teaHouseRun()
const HOW_MANY = 'How many customers are there?'
const IN_NEW_YORK = 'How many customers are in New York?'
const ALWAYS = 100

const saying = (text: string): Misbehaviour => ({ kind: 'text', change: () => text })

async function addressOfNobody(): Promise<string> {
  const gone = await startScriptedServer()
  await gone.close()
  return `${gone.url}#scripted`
}

describe('when the model fails, the builtin one answers and the answer says so', () => {
  const failures: readonly [string, Misbehaviour, ModelFailureKind][] = [
    ['429 again and again', { kind: 'status', status: 429, retryAfter: '0' }, 'rate-limited'],
    ['500 again and again', { kind: 'status', status: 500, retryAfter: '0' }, 'server-error'],
    ['403', { kind: 'status', status: 403 }, 'unauthorized'],
    ['422', { kind: 'status', status: 422 }, 'request-refused'],
    ['nothing at all', { kind: 'hang' }, 'timed-out'],
    ['a character now and then', { kind: 'drip', everyMs: 50 }, 'timed-out'],
    ['a page in place of a reply', { kind: 'garbage' }, 'malformed'],
    ['a stream of something else', { kind: 'garbage-stream' }, 'malformed'],
    ['a refusal', { kind: 'refusal' }, 'declined'],
    ['half a reply', { kind: 'cut-off' }, 'cut-off'],
    ['words in place of JSON, twice', saying('I would rather not say.'), 'malformed'],
    ['JSON that ends too early, twice', saying('{"content": [{"words": "New Y'), 'malformed'],
  ]

  it.each(failures)('%s', async (_, how, kind) => {
    teaHouse.server.misbehave(how, { times: ALWAYS })
    const answer = await teaHouse.ask(HOW_MANY)
    expect(answer.rows).toEqual([[7]])
    expect(answer.modelFailures[0]).toMatchObject({ kind, task: 'keywords', replacement: 'builtin' })
    expect(answer.modelFailures[0]?.message).toMatch(/^[^\n]+[.]$/)
  })

  it('a connection that breaks off in the middle', async () => {
    teaHouse.server.misbehave({ kind: 'broken-off' }, { times: ALWAYS })
    const answer = await teaHouse.ask(HOW_MANY)
    expect(answer.rows).toEqual([[7]])
    expect(['unreachable', 'malformed']).toContain(answer.modelFailures[0]?.kind)
  })

  it('a model that the endpoint does not know', async () => {
    const answer = await teaHouse.ask(HOW_MANY, { modelName: `${teaHouse.server.url}#no-such-model` })
    expect(answer.rows).toEqual([[7]])
    expect(answer.modelFailures[0]?.kind).toBe('unknown-model')
    expect(answer.modelFailures[0]?.message).toContain('no-such-model')
  })

  it('nothing that listens', async () => {
    const answer = await teaHouse.ask(HOW_MANY, { modelName: await addressOfNobody() })
    expect(answer.rows).toEqual([[7]])
    expect(answer.modelFailures[0]).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('nothing listens'),
    })
  })

  it.each(['keywords', 'variants', 'sql'] as const)(
    'at %s alone, and goes on with the others',
    async (task) => {
      teaHouse.server.misbehave({ kind: 'refusal' }, { times: ALWAYS, task })
      const answer = await teaHouse.ask(IN_NEW_YORK)
      expect(answer.modelFailures).toMatchObject([{ task, kind: 'declined', replacement: 'builtin' }])
      expect(answer.sql).not.toBeNull()
      expect(teaHouse.server.calls.at(-1)?.task).toBe('sql')
    },
  )

  it('asks an endpoint that is down no more for the same question', async () => {
    teaHouse.server.misbehave({ kind: 'status', status: 403 }, { times: ALWAYS })
    await teaHouse.ask(IN_NEW_YORK)
    expect(teaHouse.server.calls).toHaveLength(1)
  })

  it('is a failed answer, in one sentence, where nobody may stand in', async () => {
    teaHouse.server.misbehave({ kind: 'refusal' }, { times: ALWAYS })
    const answer = await teaHouse.ask(HOW_MANY, { standIn: null })
    expect(answer).toMatchObject({ status: 'failed', sql: null, rows: [] })
    expect(answer.reason).toMatch(/declines to answer/)
  })
})

describe('a failure that passes', () => {
  it.each([
    ['429, wait a moment', { kind: 'status', status: 429, retryAfter: '0' }],
    ['500', { kind: 'status', status: 500, retryAfter: '0' }],
  ] as const)('%s: the request is repeated', async (_, how) => {
    teaHouse.server.misbehave(how)
    const answer = await teaHouse.ask(HOW_MANY, { standIn: null })
    expect(answer.rows).toEqual([[7]])
    expect(answer.modelFailures).toEqual([])
    expect(teaHouse.server.calls.map(({ task }) => task)).toEqual(['keywords', 'keywords', 'sql'])
  })
})
