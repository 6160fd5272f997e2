import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { startScriptedServer } from '../support/model-server/scripted-server.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const sonde = sondeIn(home)
const at = (...path: string[]): string => join(folder, ...path)
const read = (...path: string[]): string => readFileSync(at(...path), 'utf8')
const database = at('tea.sqlite')
const COUNT = 120

const words = (out: string, ...more: string[]): string[] => [
  'synthesize', database, '--count', String(COUNT), '--out', at(out), '--quiet', ...more,
] // biome-ignore format: one line

interface Line {
  readonly id: string
  readonly question: string
  readonly sql: string
  readonly strategy: string
}

const linesOf = (out: string): Line[] =>
  read(out, 'examples.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe('sonde synthesize', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await writeSampleDatabase(database)
    const run = await sonde(words('whole'))
    expect(run.code, run.stderr).toBe(0)
  })

  it('surveys the database first and writes as many examples as wanted', async () => {
    const lines = linesOf('whole')
    expect(lines).toHaveLength(COUNT)
    expect(new Set(lines.map(({ sql }) => sql)).size).toBe(COUNT)
    for (const { sql } of lines.slice(0, 10)) {
      const run = await sonde(['sql', database, sql, '--csv'])
      expect(run.code, run.stderr).toBe(0)
      expect(run.stdout.trim().split('\n').length).toBeGreaterThan(1)
    }
  })

  it('reports what it came to, the same on paper and as JSON', async () => {
    const run = await sonde(words('whole', '--json'))
    const document = readDocument('synthesize', run.stdout)
    expect(document).toMatchObject({ examples: COUNT, ended: 'complete', database: 'tea', seed: 7 })
    expect(read('whole', 'summary.json')).toBe(run.stdout)
    const counted = Object.values(document.counts as Record<string, Record<string, number>>)
    expect(counted.reduce((sum, { accepted = 0 }) => sum + accepted, 0)).toBe(COUNT)
  })

  it('comes to the same files after kills', async () => {
    for (const pauseMs of [250, 700, 1_100, 1_600]) {
      await runAndKill(words('killed'), pauseMs)
    }
    const run = await sonde(words('killed'))
    expect(run.code, run.stderr).toBe(0)
    for (const file of ['examples.jsonl', 'rejected.tsv', 'run.log']) {
      expect(read('killed', file), file).toBe(read('whole', file))
    }
  })

  it('leaves strategies out', async () => {
    const run = await sonde(
      words('ablation', '--without-strategy', 'semantic', '--without-strategy', 'progressive'),
    )
    expect(run.code, run.stderr).toBe(0)
    expect(new Set(linesOf('ablation').map(({ strategy }) => strategy))).toEqual(new Set(['structural']))
  })

  it('prints random examples to read', async () => {
    const sample = (seed: string) =>
      sonde(['synthesize', database, '--out', at('whole'), '--sample', '3', '--sample-seed', seed])
    const [one, again, other] = await Promise.all([sample('11'), sample('11'), sample('12')])
    expect(one.stdout.match(/^\d\. /gm)).toHaveLength(3)
    expect(again.stdout).toBe(one.stdout)
    expect(other.stdout).not.toBe(one.stdout)
  })

  it('lets seeds in that run, and says which do not', async () => {
    writeFileSync(
      at('seeds.csv'),
      'question,query\nAll teas?,SELECT name FROM products\nShips?,SELECT * FROM ships\n',
    )
    writeFileSync(at('log.sql'), 'SELECT name FROM customers;\nUPDATE customers SET name = 1;\n')
    const run = await sonde([
      ...words('seeded', '--json'),
      '--seeds',
      at('seeds.csv'),
      '--log',
      at('log.sql'),
    ])
    expect(run.code, run.stderr).toBe(0)
    expect(run.stderr).toContain('entry 2: there is no ships in tea; it is passed over.')
    const { seeds, distanceFromSeeds } = readDocument('synthesize', run.stdout)
    expect(seeds).toEqual({ used: 2, refused: 1, ofOtherDatabases: 0 })
    expect(distanceFromSeeds).toBeGreaterThan(0)
  })

  it('has pairs written and judged by a language model, and says what that took', async () => {
    const server = await startScriptedServer()
    const withModel = (out: string, ...more: string[]): string[] =>
      words(out, '--model', `${server.url}#scripted`, '--attempts', '48', '--no-cache', ...more)
    try {
      const run = await sonde(withModel('asked', '--json'))
      expect(run.code, run.stderr).toBe(0)
      const { counts, models, attempts } = readDocument('synthesize', run.stdout) as unknown as {
        readonly counts: Record<string, Record<string, number>>
        readonly models: readonly { readonly task: string; readonly calls: number }[]
        readonly attempts: number
      }
      expect(models.reduce((sum, { calls }) => sum + calls, 0)).toBe(server.calls.length)
      const outcomes = Object.values(counts).flatMap((each) => Object.values(each))
      expect(outcomes.reduce((sum, count) => sum + count, 0)).toBe(attempts)
      const text = await sonde(withModel('asked'))
      expect(text.stdout).toMatch(/\n {2}questions: \d+ calls of http:\/\/127\.0\.0\.1:\d+\/v1#scripted\n/)
      const spent = await sonde(withModel('spent', '--budget', '9000 tokens', '--attempts', '480'))
      expect(spent.code).toBe(1)
      expect(spent.stderr).toMatch(
        /budget of 9000 tokens.*raise --budget.*kept in .*spent; the same command goes on/,
      )
      const gone = await sonde(words('gone', '--model', 'http://127.0.0.1:9/v1#small'))
      expect(gone.stderr).toMatch(/127\.0\.0\.1:9.*the same command goes on/)
    } finally {
      await server.close()
    }
  })

  it.each<[string, string[], number, RegExp]>([
    ['a strategy that there is not', ['--strategies', 'magic'], 2, /no strategy "magic"/],
    [
      'nothing to do it with',
      ['--strategies', 'semantic', '--without-strategy', 'semantic'],
      2,
      /Leave one in/,
    ],
    ['a profile that there is not', ['--profile', 'tcsr'], 2, /no profile "tcsr"/],
    ['another seed in the same folder', ['--seed', '9'], 2, /run with seed 7.*--out/],
  ])('refuses %s', async (_, more, code, message) => {
    const run = await sonde(words('whole', ...more))
    expect(run.code).toBe(code)
    expect(run.stderr).toMatch(message)
  })
})

describe('sonde coverage', { timeout: 60_000 }, () => {
  it('tells what the examples use, as JSON and as a page that needs nothing else', async () => {
    const page = at('coverage.html')
    const run = await sonde(['coverage', database, '--examples', at('whole'), '--html', page, '--json'])
    expect(run.code, run.stderr).toBe(0)
    const document = readDocument('coverage', run.stdout)
    expect(document.examples).toBe(COUNT)
    expect(document.joins.some(({ uses }: { uses: number }) => uses > 0)).toBe(true)
    const html = readFileSync(page, 'utf8')
    expect(html.includes('default-src &#39;none&#39;')).toBe(true)
    expect(/<script|src="http|href="http/.test(html)).toBe(false)
    expect(html.includes('order_items')).toBe(true)
  })

  it('says where there are no examples', async () => {
    const run = await sonde(['coverage', database])
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(/There is no .*examples\.jsonl\. Make examples with sonde synthesize/)
  })
})

/** Starts the command and kills it, with no chance to say goodbye. */
async function runAndKill(line: readonly string[], pauseMs: number): Promise<void> {
  const main = resolve(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js')
  const environment = { ...process.env, SONDE_HOME: home }
  const child = spawn(process.execPath, [main, ...line], { env: environment, stdio: 'ignore' })
  const ended = new Promise((end) => child.on('close', end))
  await wait(pauseMs)
  child.kill('SIGKILL')
  await ended
  expect(existsSync(database)).toBe(true)
}
