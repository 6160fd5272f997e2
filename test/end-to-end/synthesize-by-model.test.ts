import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { openBudget, openSynthesisModels } from '../../src/model/open-model.ts'
import { prepareSynthesis, type SynthesisPlan } from '../../src/synthesis/prepare-synthesis.ts'
import { findSynthesisProfile } from '../../src/synthesis/profiles.ts'
import type { StrategyName } from '../../src/synthesis/strategies/strategy.ts'
import { type SynthesisOptions, type SynthesisResult, synthesize } from '../../src/synthesis/synthesize.ts'
import { type ExploredDatabase, exploreDatabase } from '../../src/values/explored-database.ts'
import { LIST_MISBEHAVIOURS } from '../support/model-server/list-misbehaviours.ts'
import { type ScriptedServer, startScriptedServer } from '../support/model-server/scripted-server.ts'
import { temporaryFolder } from './run-sonde.ts'
import { makeTeaHouse } from './tea-house.ts'

const ALL: readonly StrategyName[] = ['semantic', 'structural', 'progressive']
const PAIRS_PER_CALL = findSynthesisProfile('sonde').pairsPerCall
const root = temporaryFolder()
const home = join(root, 'home')
const file = join(root, 'tea.sqlite')
let server: ScriptedServer
let database: Database
let explored: ExploredDatabase
let folders = 0

beforeAll(async () => {
  server = await startScriptedServer()
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const models = `models:\n  small: { endpoint: ${server.url}, model: scripted, timeoutSeconds: 1 }\n`
  writeFileSync(join(home, 'models.yaml'), `format: sonde-models/1\n${models}`)
  makeTeaHouse(file)
  database = await openDatabase(file)
  explored = await exploreDatabase(database, { home })
})
beforeEach(() => server.reset())
// A prompt that the scripted model cannot make out would only look like a poor answer.
afterEach(() => expect(server.calls.filter(({ task }) => task === 'unknown')).toEqual([]))
afterAll(async () => {
  explored.close()
  await database.close()
  await server.close()
})

interface Run extends Partial<SynthesisOptions>, Partial<Omit<SynthesisPlan, 'strategies' | 'models'>> {
  readonly names?: readonly StrategyName[]
  readonly model?: string
  readonly budget?: string
  readonly keepsReplies?: boolean
}

const newFolder = (): string => join(root, `run-${folders++}`)

async function run({ names = ALL, model = 'small', budget, keepsReplies = false, ...options }: Run = {}) {
  const { profile = findSynthesisProfile('sonde'), styles = [], ...rest } = options
  const models = await openSynthesisModels(model, {
    home,
    environment: {},
    keepsReplies,
    ...(budget === undefined ? {} : { budget: openBudget(budget) }),
  })
  const prepared = await prepareSynthesis(explored, { strategies: names, profile, styles, models })
  return synthesize(explored, {
    count: 500,
    maxAttempts: 48,
    seed: 7,
    folder: newFolder(),
    ...prepared,
    ...rest,
  })
}

/** How often the attempts of a strategy, or of all, ended in the given way; in any way if none is given. */
function countOf({ counts }: SynthesisResult, outcome?: string, strategy?: StrategyName): number {
  return Object.entries(counts)
    .filter(([name]) => strategy === undefined || name === strategy)
    .flatMap(([, outcomes]) => Object.entries(outcomes))
    .filter(([name]) => outcome === undefined || name === outcome)
    .reduce((sum, [, count]) => sum + count, 0)
}

const served = (task: string): number => server.calls.filter((call) => call.task === task).length
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')
const rejectedIn = (folder: string): string[][] =>
  read(folder, 'rejected.tsv')
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split('\t'))

describe('synthesis by a language model', () => {
  it('writes, words, evolves and judges pairs, and its counts add up to the call', async () => {
    const folder = newFolder()
    const result = await run({ folder, maxAttempts: 144 })
    expect(countOf(result)).toBe(result.attempts)
    expect(countOf(result, 'accepted')).toBe(result.examples.length)
    expect(result.examples.length).toBeGreaterThan(5)
    for (const name of ALL) expect(countOf(result, 'accepted', name), name).toBeGreaterThan(0)
    // Each request is for so many attempts of its strategy.
    for (const [task, strategy] of [['questions', 'semantic'], ['wording', 'structural'], ['evolution', 'progressive']] as const) {
      expect(served(task) * PAIRS_PER_CALL, task).toBe(countOf(result, undefined, strategy))
    } // biome-ignore format: a table
    const told = Object.fromEntries(result.models.map(({ task, calls }) => [task, calls]))
    expect(told).toEqual({
      questions: served('questions'),
      wording: served('wording'),
      evolution: served('evolution'),
      judgement: served('judgement'),
    })
    expect(server.calls).toHaveLength(result.models.reduce((sum, { calls }) => sum + calls, 0))
    expect(result.models.every(({ inputTokens, outputTokens }) => inputTokens > 0 && outputTokens > 0)).toBe(
      true,
    )
    // Whatever was refused stands there with its reason, and everything that was let in was judged.
    const refused = rejectedIn(folder)
    expect(refused).toHaveLength(countOf(result) - countOf(result, 'accepted') - countOf(result, 'nothing'))
    expect(served('judgement')).toBeGreaterThanOrEqual(result.examples.length)
    for (const { example } of result.examples) {
      expect((await database.run(example.sql)).kind, example.sql).toBe('rows')
    }
  })

  it('draws pairs at 0.7, and judges at 0', async () => {
    await run({ maxAttempts: 24 })
    const temperatures = server.calls.map(({ task, body }) => [task, body.temperature])
    for (const [task, temperature] of temperatures) expect(temperature).toBe(task === 'judgement' ? 0 : 0.7)
    expect(new Set(temperatures.map(([task]) => task)).size).toBeGreaterThan(2)
  })

  it('shows seeds of this database as examples, and those of others as style', async () => {
    const styles = [
      { place: 'x', database: 'navy', question: 'Which ships sank?', sql: 'SELECT name FROM ship' },
    ]
    await run({ names: ['semantic'], styles, maxAttempts: 24 })
    expect(server.calls.find(({ task }) => task === 'questions')?.prompt).toContain('Which ships sank?')
  })

  it('shows filled templates where there are neither seeds nor examples', async () => {
    await run({ names: ['semantic'], maxAttempts: 6 })
    const { prompt } = server.calls.find(({ task }) => task === 'questions')!
    expect(prompt).toMatch(/<examples>\nQuestion: .+\nSQL: SELECT /)
  })

  it('takes the step of the paper in profile db-explore', async () => {
    await run({ names: ['progressive'], profile: findSynthesisProfile('db-explore'), maxAttempts: 24 })
    const prompts = server.calls.filter(({ task }) => task === 'evolution').map(({ prompt }) => prompt)
    expect(prompts.length).toBeGreaterThan(0)
    for (const prompt of prompts) expect(prompt).toMatch(/constraint and table.*5 to 10 words/)
  })

  it('lets one strategy be done by a model and the others by Sonde itself', async () => {
    const result = await run({ model: 'wording=small' })
    expect(new Set(server.calls.map(({ task }) => task))).toEqual(new Set(['wording']))
    for (const name of ALL) expect(countOf(result, 'accepted', name), name).toBeGreaterThan(0)
  })

  it('leaves a strategy out for an ablation', async () => {
    const result = await run({ names: ['structural', 'progressive'], maxAttempts: 24 })
    expect(served('questions')).toBe(0)
    expect(Object.keys(result.counts).sort()).toEqual(['progressive', 'structural'])
  })
})

describe('a language model that does poor work', () => {
  // [what it does to its lists, how those attempts end]
  it.each<[keyof typeof LIST_MISBEHAVIOURS, string]>([
    ['malformed', 'nothing'],
    ['empty', 'nothing'],
    ['too few', 'nothing'],
    ['cut in the middle', 'nothing'],
    ['each twice', 'duplicates'],
    ['the first without sql', 'nothing'],
    ['the first with an unknown column', 'execution'],
    ['the first with a question that does not fit', 'consistency'],
    ['the first writes', 'nothing'],
  ])('%s: what cannot be used is refused for it, and the rest goes on', async (kind, outcome) => {
    const folder = newFolder()
    // The four requests of the first batch, and one of their repair rounds where there are any.
    server.misbehave(LIST_MISBEHAVIOURS[kind], { times: 5, task: 'questions' })
    const result = await run({ folder, names: ['semantic'], maxAttempts: 48 })
    expect(countOf(result)).toBe(result.attempts)
    expect(countOf(result, outcome)).toBeGreaterThan(0)
    expect(countOf(result, 'accepted')).toBeGreaterThan(0)
    expect(read(folder, 'examples.jsonl')).not.toMatch(/umbrella|no_such_column|DELETE/)
    const calls = result.models.reduce((sum, { calls: count }) => sum + count, 0)
    expect(server.calls).toHaveLength(calls)
  })

  it.each<[string, Parameters<ScriptedServer['misbehave']>[0]]>([
    ['declines', { kind: 'refusal' }],
    ['is cut off at the token limit', { kind: 'cut-off' }],
    ['never ends', { kind: 'hang' }],
  ])('%s: that request comes to nothing', async (_, how) => {
    server.misbehave(how, { times: 1, task: 'questions' })
    const result = await run({ names: ['semantic'] })
    expect(countOf(result, 'nothing')).toBeGreaterThanOrEqual(PAIRS_PER_CALL)
    expect(countOf(result, 'accepted')).toBeGreaterThan(0)
    expect(countOf(result)).toBe(result.attempts)
  })

  it('is slow: what it says counts all the same', async () => {
    server.misbehave({ kind: 'slow', afterMs: 300 }, { times: 3 })
    const slow = newFolder()
    const quick = newFolder()
    await run({ names: ['semantic'], maxAttempts: 24, folder: slow })
    await run({ names: ['semantic'], maxAttempts: 24, folder: quick })
    expect(read(slow, 'examples.jsonl')).toBe(read(quick, 'examples.jsonl'))
  })

  it('judges nothing: no pair gets in without a verdict', async () => {
    const folder = newFolder()
    server.misbehave(LIST_MISBEHAVIOURS.malformed, { times: 1_000, task: 'judgement' })
    const result = await run({ folder, maxAttempts: 24 })
    expect(result.examples).toEqual([])
    expect(
      rejectedIn(folder).filter(([, , , reason]) => reason?.startsWith('there is no verdict')).length,
    ).toBe(countOf(result, 'consistency'))
  })
})

describe('a run that cannot go on', () => {
  it.each<[string, Parameters<ScriptedServer['misbehave']>[0], RegExp]>([
    ['refuses the key', { kind: 'status', status: 401 }, /key/i],
    ['is down', { kind: 'status', status: 503 }, /small/],
    ['fails with each request', { kind: 'refusal' }, /small/],
  ])('because the endpoint %s ends, and keeps what was made', async (_, how, message) => {
    const folder = newFolder()
    const { examples } = await run({ folder, maxAttempts: 24 })
    const before = read(folder, 'examples.jsonl')
    server.misbehave(how, { times: 1_000 })
    await expect(run({ folder, maxAttempts: 48 })).rejects.toThrow(message)
    expect(read(folder, 'examples.jsonl')).toBe(before)
    expect(examples.length).toBeGreaterThan(0)
  })

  it('because the budget is spent says so', async () => {
    await expect(run({ budget: '30000 tokens', maxAttempts: 500 })).rejects.toThrow(/budget of 30000 tokens/)
  })

  it('goes on to the same bytes, and asks nothing twice', async () => {
    const whole = newFolder()
    const stopped = newFolder()
    await run({ folder: whole, maxAttempts: 72 })
    const needed = server.calls.length
    server.reset()
    const controller = new AbortController()
    const onProgress = ({ attempts }: { readonly attempts: number }): void => {
      if (attempts !== 24) return
      // So that requests are surely under way when it is stopped.
      server.misbehave({ kind: 'slow', afterMs: 800 }, { times: 4 })
      setTimeout(() => controller.abort(), 100)
    }
    const options = { folder: stopped, maxAttempts: 72, keepsReplies: true }
    await expect(run({ ...options, onProgress, signal: controller.signal })).rejects.toThrow()
    expect(existsSync(join(stopped, 'run.lock'))).toBe(false)
    const result = await run(options)
    for (const name of ['examples.jsonl', 'rejected.tsv']) expect(read(stopped, name)).toBe(read(whole, name))
    // Requests that were under way when the run was stopped are sent again: their replies never came.
    expect(server.calls.length).toBeLessThanOrEqual(needed + 8)
    expect(result.attempts).toBe(72)
  })

  it('does not mix pairs of one model with those of another', async () => {
    const folder = newFolder()
    await run({ folder, maxAttempts: 24 })
    await expect(run({ folder, maxAttempts: 48, model: 'wording=small' })).rejects.toThrow(/run with models/)
  })
})
