import { describe, expect, it } from 'vitest'
import type { StepName } from '../../src/answering/trace.ts'
import type { KnowledgeEntry } from '../../src/values/knowledge.ts'
import { type TeaHouseOptions, teaHouseRun } from './tea-house-run.ts'

const teaHouse = teaHouseRun()

/** Nobody stands in: what the scripted model cannot do stays undone. */
const ask: typeof teaHouse.ask = (question, options) => teaHouse.ask(question, { standIn: null, ...options })

const SHIPPED: KnowledgeEntry = {
  kind: 'value',
  keyword: 'shipped',
  table: 'orders',
  column: 'status',
  value: 2,
  origin: 'lookup',
}
const IN_NEW_YORK = 'How many customers are in New York?'
const SHIPPED_ORDERS = 'How many orders were shipped?'

describe('a whole tcsr run', () => {
  it('asks for keywords, then for variants of each, then for SQL', async () => {
    const answer = await ask(IN_NEW_YORK)
    expect(answer.sql).toBe("SELECT count(*) FROM customers WHERE customers.state = 'NY'")
    expect(answer.rows).toEqual([[3]])
    expect(teaHouse.server.calls.map(({ task }) => task)).toEqual(['keywords', 'variants', 'sql'])
    expect(teaHouse.server.calls.map(({ body }) => body.temperature)).toEqual([0, 0, 0])
  })

  it('answers the same question the same way', async () => {
    const [one, other] = [await ask(IN_NEW_YORK), await ask(IN_NEW_YORK)]
    expect(other.sql).toBe(one.sql)
    const prompts = teaHouse.server.calls.map(({ prompt }) => prompt)
    expect(prompts.slice(3)).toEqual(prompts.slice(0, 3))
  })
})

describe('without a step the answer is wrong', () => {
  const cases: readonly [StepName, string, TeaHouseOptions, unknown][] = [
    ['keywords', IN_NEW_YORK, {}, 3],
    ['detection', IN_NEW_YORK, {}, 3],
    ['retrieval', IN_NEW_YORK, {}, 3],
    ['alignment', SHIPPED_ORDERS, { knowledge: [SHIPPED] }, 4],
    ['linking', 'How many deliveries are there?', { profile: 'db-explore' }, 5],
    ['revision', 'What is the average amuont of orders?', {}, 4],
  ]

  it.each(cases)('%s: %s', async (step, question, options, right) => {
    const whole = await ask(question, options)
    expect(whole.rows).toEqual([[right]])
    expect(whole.model).toBe('small')
    const lacking = await ask(question, { ...options, without: [step] })
    expect(lacking.rows).not.toEqual([[right]])
  })
})

describe('without an entry of the prompt the answer is wrong', () => {
  it('knowledge that was imported', async () => {
    expect((await ask(SHIPPED_ORDERS, { knowledge: [SHIPPED] })).rows).toEqual([[4]])
    expect((await ask(SHIPPED_ORDERS)).rows).not.toEqual([[4]])
  })

  it('evidence', async () => {
    const question = 'How many loyal customers are there?'
    const evidence = "loyal refers to segment = 'B2B'"
    expect((await ask(question, { evidence })).rows).toEqual([[2]])
    expect((await ask(question)).rows).not.toEqual([[2]])
  })

  it('demonstrations', async () => {
    const question = 'How many orders did each customer make?'
    const shots = { keywords: 0, variants: 0, sql: 0, revision: 0 }
    const rows = [
      ['Ada Moss', 2],
      ['Ben Oak', 1],
      ['Cora Elm', 1],
      ['Dan Ash', 1],
      ['Finn Yew', 2],
    ]
    expect([...(await ask(question)).rows].sort()).toEqual(rows)
    expect((await ask(question, { prompting: { shots } })).rows).toEqual([[7]])
  })

  it('what a model guesses of how the data writes a keyword', async () => {
    expect((await ask(IN_NEW_YORK)).rows).toEqual([[3]])
    teaHouse.server.misbehave({ kind: 'text', change: () => '{"values": []}' }, { task: 'variants' })
    expect((await ask(IN_NEW_YORK)).rows).not.toEqual([[3]])
  })

  it('join keys', async () => {
    const question = 'How many orders did customers in New York make?'
    const answer = await ask(question)
    expect(answer.sql).toContain('JOIN customers ON')
    expect(answer.rows).toEqual([[5]])
  })
})

describe('the encoding knowledge table', () => {
  it('takes the nearest entry without a threshold, as the paper does; sonde takes none', async () => {
    const far: KnowledgeEntry = { ...SHIPPED, keyword: 'gone for good' }
    expect((await ask(SHIPPED_ORDERS, { knowledge: [far] })).sql).toContain('orders.status = 2')
    const answer = await ask(SHIPPED_ORDERS, { profile: 'sonde', knowledge: [far] })
    expect(answer.sql).not.toContain('orders.status = 2')
  })

  it('learns nothing from a keyword that several stored values hold (case 2)', async () => {
    const answer = await ask("How many products have the title 'tea'?")
    const details = JSON.stringify(answer.trace.steps.find(({ step }) => step === 'detection')?.details)
    expect(details).toContain('iced tea')
    expect(details).toContain('green tea')
    expect(answer.trace.steps.find(({ step }) => step === 'retrieval')?.details).toEqual([])
    expect(teaHouse.server.calls.at(-1)?.prompt).not.toMatch(/"tea": /)
  })

  it('is searched by the question itself where there are no keywords', async () => {
    const answer = await ask(SHIPPED_ORDERS, { knowledge: [SHIPPED], without: ['keywords', 'detection'] })
    expect(answer.rows).toEqual([[4]])
    expect(teaHouse.server.calls.map(({ task }) => task)).toEqual(['sql'])
  })
})

describe('without knowledge', () => {
  it('what was searched for goes to generation as it was found', async () => {
    const without: readonly StepName[] = ['retrieval', 'alignment']
    expect((await ask(IN_NEW_YORK, { without })).rows).toEqual([[3]])
    const prompt = teaHouse.server.calls.at(-1)?.prompt
    expect(prompt).toContain('"New York": stored as customers.state = "NY"')
    expect((await ask(SHIPPED_ORDERS, { without, knowledge: [SHIPPED] })).rows).not.toEqual([[4]])
  })
})

describe('how many calls a profile makes', () => {
  it.each([
    ['sonde', ['sql']],
    ['direct', ['sql']],
    ['db-explore', ['linking', 'sql']],
    ['tcsr', ['keywords', 'sql']],
  ])('%s: %j', async (profile, tasks) => {
    const answer = await ask('How many orders are there?', { profile })
    expect(answer.rows).toEqual([[7]])
    expect(teaHouse.server.calls.map(({ task }) => task)).toEqual(tasks)
  })
})
