import { describe, expect, it } from 'vitest'
import { chatCompletion, startLoopbackServer } from '../../../../test/support/loopback-server.ts'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import { openChatClient } from '../providers/open-chat-client.ts'
import type { ChatRequest } from './chat-client.ts'
import { type ModelBudget, openBudget } from './model-budget.ts'

const REQUEST: ChatRequest = {
  task: 'sql',
  system: 'x'.repeat(2000),
  turns: [{ role: 'user', text: 'y'.repeat(2000) }],
  temperature: 0,
  maxOutputTokens: 500,
  wantsJson: false,
}

describe('a budget', () => {
  it.each([
    ['0.05', 'dollars', 0.05],
    ['$0.05', 'dollars', 0.05],
    ['$ 2', 'dollars', 2],
    ['1.5 USD', 'dollars', 1.5],
    ['3 dollars', 'dollars', 3],
    ['20000 tokens', 'tokens', 20000],
    ['20_000 tokens', 'tokens', 20000],
    ['20,000tokens', 'tokens', 20000],
    ['1 token', 'tokens', 1],
  ])('%s is %s', (text, unit, limit) => {
    expect(openBudget(text)).toMatchObject({ unit, limit, spent: 0 })
  })

  it.each(['', '0', '-1', '$', 'tokens', '0 tokens', '5 euros', '1e3', 'NaN', '0.5 tokens'])(
    '%j is none',
    (text) => {
      expect(() => openBudget(text)).toThrow(/A budget is an amount/)
    },
  )

  it('sets aside what a request may cost, and frees the rest', async () => {
    const budget = openBudget('100 tokens')
    const first = await budget.reserve(60)
    first!.settle(10)
    expect(budget.spent).toBe(10)
    const second = await budget.reserve(90)
    expect(second).not.toBeNull()
    second!.settle(90)
    expect(await budget.reserve(1)).toBeNull()
  })

  it('waits for requests under way that may leave enough, and refuses when they do not', async () => {
    const budget = openBudget('100 tokens')
    const first = await budget.reserve(80)
    const second = budget.reserve(50)
    const third = budget.reserve(70)
    first!.settle(20)
    const settled = await second
    expect(settled).not.toBeNull()
    settled!.settle(50)
    expect(await third).toBeNull()
    expect(budget.spent).toBe(70)
  })

  it('counts a request once', async () => {
    const budget = openBudget('100 tokens')
    const reservation = await budget.reserve(50)
    reservation!.settle(10)
    reservation!.settle(10)
    expect(budget.spent).toBe(10)
  })

  it('stops waiting when a person aborts', async () => {
    const budget = openBudget('100 tokens')
    await budget.reserve(80)
    const abort = new AbortController()
    const waiting = budget.reserve(50, abort.signal)
    abort.abort(new Error('Interrupted.'))
    await expect(waiting).rejects.toThrow('Interrupted.')
  })
})

describe('a language model with a budget', () => {
  async function askUntilSpent(budget: ModelBudget, { atOnce = 1 } = {}) {
    const server = await startLoopbackServer((_, response) => void response.end(chatCompletion('SELECT 1')))
    const spec = `${server.origin}/v1#m`
    const prices = new Map([[spec, { input: 2, output: 10 }]])
    const client = await openChatClient(spec, {
      environment: {},
      config: { ...NO_MODEL_CONFIG, prices },
      fetch,
      budget,
    })
    let refusal: string | undefined
    while (refusal === undefined) {
      const replies = await Promise.all(Array.from({ length: atOnce }, () => client.complete(REQUEST)))
      for (const reply of replies) {
        if (reply.kind !== 'failed') continue
        expect(reply.failure.kind).toBe('budget-spent')
        expect(reply.usage).toMatchObject({ attempts: 0, cost: 0 })
        refusal = reply.failure.message
      }
    }
    await server.close()
    return { refusal, requests: server.requests.length }
  }

  it('spends no more than it has', async () => {
    const budget = openBudget('0.02')
    const { refusal, requests } = await askUntilSpent(budget)
    // A request takes 1,000 tokens at $2 and 80 at $10 a million: $0.0028.
    expect(budget.spent).toBeCloseTo(requests * 0.0028, 10)
    expect(budget.spent).toBeLessThanOrEqual(0.02)
    expect(requests).toBe(5)
    expect(refusal).toMatch(
      /the budget of \$0\.02 does not cover another request: \$0\.014 are spent.*raise --budget/,
    )
  })

  it.each([1, 4])('counts tokens, %i requests at once', async (atOnce) => {
    const budget = openBudget('8000 tokens')
    const { refusal, requests } = await askUntilSpent(budget, { atOnce })
    expect(budget.spent).toBe(requests * 1080)
    expect(budget.spent).toBeLessThanOrEqual(8000)
    expect(requests).toBe(6)
    expect(refusal).toContain('8000 tokens')
  })

  it('refuses to start where money cannot be counted', async () => {
    const opened = openChatClient('http://localhost:1/v1#m', {
      environment: {},
      config: NO_MODEL_CONFIG,
      fetch,
      budget: openBudget('$1'),
    })
    await expect(opened).rejects.toThrow(/price of .* is not known.*models\.yaml/)
  })
})
