import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ScriptedServer, startScriptedServer } from '../support/model-server/scripted-server.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'
import { makeTeaHouse } from './tea-house.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const at = (...path: string[]): string => join(folder, ...path)
let server: ScriptedServer

/** One that every method answers, and one for each module. */
const QUESTIONS = [
  ['How many orders are there?', 'SELECT count(*) FROM orders'],
  ['How many customers are in New York?', "SELECT count(*) FROM customers WHERE state = 'NY'"],
  ['How many orders were shipped?', 'SELECT count(*) FROM orders WHERE status = 2'],
  ['What is the average amuont of orders?', 'SELECT avg(amount) FROM orders'],
]

const KNOWLEDGE = `sonde: knowledge
version: 1
entries:
  - { keyword: shipped, kind: value, table: orders, column: status, value: 2, origin: lookup }
`

beforeAll(async () => {
  server = await startScriptedServer()
  mkdirSync(at('databases', 'tea'), { recursive: true })
  makeTeaHouse(at('databases', 'tea', 'tea.sqlite'))
  const questions = QUESTIONS.map(([question, query]) => ({ db_id: 'tea', question, query }))
  writeFileSync(at('questions.json'), JSON.stringify(questions))
  mkdirSync(at('knowledge'))
  writeFileSync(at('knowledge', 'tea.yaml'), KNOWLEDGE)
})
afterAll(() => server.close())

async function scores(...more: readonly string[]): Promise<Record<string, number>> {
  const run = await sonde([
    ...['eval', '--questions', at('questions.json'), '--databases', at('databases'), '--profile', 'tcsr'],
    ...[
      '--knowledge',
      at('knowledge'),
      '--model',
      `${server.url}#scripted`,
      '--no-stand-in',
      '--json',
      ...more,
    ],
  ])
  expect(run.code, run.stderr).toBe(0)
  const { runs } = readDocument('eval', run.stdout)
  return Object.fromEntries(
    runs.map(({ name, scores }: { name: string; scores: { ex: { score: number } } }) => [
      name,
      scores.ex.score,
    ]),
  )
}

describe('sonde eval --profile tcsr with a language model', () => {
  it('shows that each module is worth the questions that need it (table 5)', async () => {
    expect(await scores('--without', 'keywords,knowledge,revision')).toEqual({
      tcsr: 100,
      'without keywords': 75,
      'without knowledge': 75,
      'without revision': 75,
    })
  })

  it('adds the modules one by one (figure 3)', async () => {
    expect(Object.values(await scores('--cumulative'))).toEqual([25, 50, 75, 100])
  })
})
