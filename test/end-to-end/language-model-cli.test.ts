import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ScriptedServer, startScriptedServer } from '../support/model-server/scripted-server.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'
import { makeTeaHouse } from './tea-house.ts'

const KEY = 'sk-tea-house-7f3a9c'
const folder = temporaryFolder()
const home = join(folder, 'home')
const database = join(folder, 'tea.sqlite')
const sonde = sondeIn(home)
const IN_NEW_YORK = 'How many customers are in New York?'
let open: ScriptedServer
let locked: ScriptedServer
let gone: ScriptedServer

beforeAll(async () => {
  makeTeaHouse(database)
  open = await startScriptedServer()
  locked = await startScriptedServer({ key: KEY })
  gone = await startScriptedServer()
  await gone.close()
  await sonde(['explore', database])
})
beforeEach(() => {
  open.reset()
  locked.reset()
})
afterAll(async () => {
  await open.close()
  await locked.close()
})

const tcsr = (server: ScriptedServer, ...more: readonly string[]): readonly string[] => [
  'ask',
  database,
  IN_NEW_YORK,
  '--model',
  `${server.url}#scripted`,
  '--profile',
  'tcsr',
  ...more,
]

describe('sonde ask --model http://… --profile tcsr', () => {
  it('answers with what the model wrote, and says what it took', async () => {
    const run = await sonde(tcsr(open, '--json', '--trace', '--no-cache'))
    expect(run.code).toBe(0)
    const answer = readDocument('ask', run.stdout)
    expect(answer).toMatchObject({
      sql: "SELECT count(*) FROM customers WHERE customers.state = 'NY'",
      rows: [[3]],
      profile: 'tcsr',
      model: `${open.url}#scripted`,
      modelFailures: [],
      usage: { calls: 3, cost: null },
    })
    expect(open.calls.map(({ task }) => task)).toEqual(['keywords', 'variants', 'sql'])
    expect(answer.usage.inputTokens).toBeGreaterThan(500)
  })

  it('keeps what the answer proved, and finds it again without looking', async () => {
    const known = JSON.parse((await sonde(['knowledge', 'list', database, '--json'])).stdout)
    expect(JSON.stringify(known)).toContain('"New York"')
    const run = await sonde(tcsr(open, '--json', '--without', 'keywords,detection', '--no-cache'))
    expect(readDocument('ask', run.stdout).rows).toEqual([[3]])
    expect(open.calls.map(({ task }) => task)).toEqual(['sql'])
  })

  it('takes the model from the environment', async () => {
    const run = await sonde(['ask', database, IN_NEW_YORK, '--sql', '--no-cache'], {
      environment: { SONDE_MODEL: `${open.url}#scripted` },
    })
    expect(run.stdout).toContain("'NY'")
    expect(open.calls.map(({ task }) => task)).toEqual(['sql'])
  })

  it('lets the builtin model answer when nothing listens, and says so', async () => {
    const run = await sonde([
      'ask',
      database,
      'How many customers are there?',
      '--model',
      `${gone.url}#scripted`,
    ])
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/\b7\b/)
    expect(run.stdout + run.stderr).toMatch(/nothing listens.*builtin/s)
  })

  it('fails in one sentence where nobody may stand in', async () => {
    const run = await sonde(tcsr(locked, '--no-stand-in'))
    expect(run.code).toBe(1)
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(/does not accept the key/)
  })
})

describe('a key', () => {
  it('is sent, and is in nothing that is written', async () => {
    const environment = { SONDE_API_KEY: KEY }
    const run = await sonde(tcsr(locked, '--json', '--trace'), { environment })
    expect(readDocument('ask', run.stdout)).toMatchObject({ rows: [[3]], modelFailures: [] })
    expect(locked.calls[0]?.authorization).toBe(`Bearer ${KEY}`)
    expect(run.stdout + run.stderr).not.toContain(KEY)
    expect(filesBelow(home).filter((file) => readFileSync(file, 'latin1').includes(KEY))).toEqual([])
  })

  it('that is wrong is not repeated in what is said about it', async () => {
    const environment = { SONDE_API_KEY: 'sk-wrong-1234567890' }
    const run = await sonde(tcsr(locked, '--json', '--trace', '--no-cache'), { environment })
    expect(readDocument('ask', run.stdout).modelFailures).toMatchObject([{ kind: 'unauthorized' }])
    expect(run.stdout + run.stderr).not.toContain('sk-wrong')
  })
})

describe('what was asked before', () => {
  it('is not asked again, unless that is wanted', async () => {
    const first = await sonde(tcsr(open, '--json'))
    open.reset()
    const second = await sonde(tcsr(open, '--json'))
    expect(open.calls).toEqual([])
    expect(readDocument('ask', second.stdout)).toMatchObject({ rows: [[3]], usage: { calls: 3 } })
    expect(readDocument('ask', second.stdout).sql).toBe(readDocument('ask', first.stdout).sql)
  })

  it('is replayed from a recording, without an endpoint', async () => {
    const recording = join(folder, 'recording')
    const recorded = await sonde(tcsr(open, '--json', '--record', recording))
    expect(open.calls.length).toBeGreaterThan(0)
    open.reset()
    const replayed = await sonde(tcsr(open, '--json', '--replay', recording))
    expect(open.calls).toEqual([])
    expect(readDocument('ask', replayed.stdout).sql).toBe(readDocument('ask', recorded.stdout).sql)
  })
})

describe('a budget', () => {
  it('that is too small is not overdrawn: the builtin model answers', async () => {
    const run = await sonde(tcsr(open, '--json', '--no-cache', '--budget', '100 tokens'))
    expect(readDocument('ask', run.stdout).modelFailures[0]).toMatchObject({ kind: 'budget-spent' })
    expect(open.calls).toEqual([])
  })
})

describe('an embedding model', () => {
  it('of the same endpoint compares words with knowledge', async () => {
    const run = await sonde(tcsr(open, '--json', '--no-cache', '--embedder', `${open.url}#scripted`))
    expect(readDocument('ask', run.stdout)).toMatchObject({ rows: [[3]], modelFailures: [] })
    expect(open.embeddingCount).toBeGreaterThan(0)
  })
})

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((file) => statSync(file).isFile())
}
