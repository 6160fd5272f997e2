import { describe, expect, it } from 'vitest'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import type { ModelEvent } from '../../model-events.ts'
import { readSql } from '../replies/read-sql.ts'
import { exchange, type Prompt } from './exchange.ts'

const PROMPT: Prompt<string> = {
  task: 'sql',
  system: 'the rules',
  user: 'the question',
  wantsJson: false,
  wanted: 'one SELECT query',
  read: readSql,
}

describe('one exchange', () => {
  it('asks once where the reply can be used', async () => {
    const chat = replyQueue('SELECT a FROM t')
    expect(await exchange(chat, PROMPT, {})).toBe('SELECT a FROM t')
    expect(chat.requests).toMatchObject([
      { system: 'the rules', turns: [{ role: 'user', text: 'the question' }], temperature: 0 },
    ])
  })

  it('gives the reply back once with what is wrong', async () => {
    const chat = replyQueue('I would look at table t.', 'SELECT a FROM t')
    expect(await exchange(chat, PROMPT, {})).toBe('SELECT a FROM t')
    expect(chat.requests[0]!.turns).toHaveLength(1)
    expect(chat.requests[1]!.turns).toEqual([
      { role: 'user', text: 'the question' },
      { role: 'assistant', text: 'I would look at table t.' },
      {
        role: 'user',
        text: 'This cannot be used: it holds no SELECT query. Reply with one SELECT query, and nothing else.',
      },
    ])
  })

  it('sends no empty turn, which some endpoints refuse', async () => {
    const chat = replyQueue('', 'SELECT a FROM t')
    await exchange(chat, PROMPT, {})
    expect(chat.requests[1]!.turns.every(({ text }) => text !== '')).toBe(true)
  })

  const failures: readonly (readonly [string, readonly string[], string])[] = [
    ['no query twice', ['no', 'no'], 'malformed'],
    ['writing twice', ['DELETE FROM t', 'DELETE FROM t'], 'writes'],
    ['writing, then nothing', ['DELETE FROM t', 'Sorry.'], 'malformed'],
  ]
  it.each(failures)('fails for %s, after two calls', async (_, replies, kind) => {
    const chat = replyQueue(...replies)
    await expect(exchange(chat, PROMPT, {})).rejects.toMatchObject({
      code: 'model-failed',
      failure: { kind, model: 'queue', message: expect.stringContaining('queue') },
    })
    expect(chat.requests).toHaveLength(2)
  })

  it('passes on what the endpoint says, without a second try', async () => {
    const failure = { kind: 'cut-off', model: 'queue', message: 'It ended too early.' } as const
    const chat = replyQueue({ kind: 'failed', failure })
    await expect(exchange(chat, PROMPT, {})).rejects.toMatchObject({ failure })
    expect(chat.requests).toHaveLength(1)
  })

  it('tells of each call, what it took, and of the text as it comes', async () => {
    const events: ModelEvent[] = []
    const onEvent = (event: ModelEvent) => events.push(event)
    await exchange(replyQueue('no', 'SELECT a FROM t'), PROMPT, { onEvent })
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'text', 'called', 'started', 'text', 'called'])
    expect(events[2]).toMatchObject({
      call: {
        task: 'sql',
        model: 'queue',
        inputTokens: 100,
        cachedInputTokens: 20,
        outputTokens: 10,
        attempts: 1,
      },
    })
  })

  it('tells what a failed call took', async () => {
    const events: ModelEvent[] = []
    const failure = { kind: 'declined', model: 'queue', message: 'No.' } as const
    const options = { onEvent: (event: ModelEvent) => events.push(event) }
    await exchange(replyQueue({ kind: 'failed', failure }), PROMPT, options).catch(() => {})
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'called'])
  })

  it('is heard as it comes for the first of several drafts only', async () => {
    const events: ModelEvent[] = []
    const onEvent = (event: ModelEvent) => events.push(event)
    await exchange(replyQueue('SELECT a FROM t'), PROMPT, { onEvent, sample: 1, temperature: 0.7 })
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'called'])
  })

  it('can be stopped', async () => {
    const { signal } = new AbortController()
    const chat = replyQueue('SELECT a FROM t')
    await exchange(chat, PROMPT, { signal })
    expect(chat.requests[0]!.signal).toBe(signal)
  })
})
