import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../support/explored-shop.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const sonde = sondeIn(home)
const at = (...path: string[]): string => join(folder, ...path)

const QUESTIONS = [
  { db_id: 'shop', question: 'How many customers are there?', query: 'SELECT count(*) FROM customers' },
  {
    db_id: 'shop',
    question: 'List the names of customers from Berlin.',
    query: "SELECT name FROM customers WHERE city = 'Berlin'",
  },
  { db_id: 'gone', question: 'How many ghosts are there?', query: 'SELECT count(*) FROM ghosts' },
  { db_id: 'shop', question: 'How many orders are there?', query: 'SELECT 42 FROM nothing' },
  {
    db_id: 'shop',
    question: 'How many bargains are there?',
    SQL: 'SELECT count(*) FROM products WHERE price < 5',
    evidence: 'bargains refers to price < 5',
  },
  {
    db_id: 'shop',
    question: 'How many veterans are there?',
    query: "SELECT count(*) FROM customers WHERE signed_up_on < '2023'",
    evidence: "veterans refers to signed_up_on < '2023'",
  },
]

beforeAll(() => {
  mkdirSync(at('databases', 'shop'), { recursive: true })
  const connection = new DatabaseSync(at('databases', 'shop', 'shop.sqlite'))
  connection.exec(SHOP)
  connection.close()
  writeFileSync(at('questions.json'), JSON.stringify(QUESTIONS))
})

const evaluate = (...more: string[]) =>
  sonde(['eval', '--questions', at('questions.json'), '--databases', at('databases'), ...more])

// biome-ignore lint/suspicious/noExplicitAny: lines of every shape
const linesOf = (file: string): any[] =>
  readFileSync(at(file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('sonde eval', () => {
  it('asks, scores, and writes a line for each question in their order', async () => {
    const files = ['--per-question', at('lines.jsonl'), '--predictions-out', at('predictions.json')]
    const done = await evaluate('--json', ...files, '--report', at('report.html'))
    expect(done.code).toBe(0)
    const document = readDocument('eval', done.stdout)
    expect(document).toMatchObject({
      format: 'sonde-eval/1',
      count: 6,
      runs: [{ name: 'sonde', profile: 'sonde', without: [] }],
      card: {
        predictions: null,
        run: { model: 'builtin', profile: 'sonde', usesEvidence: true, knowledge: 'frozen' },
      },
    })
    const problems = document.problems.map(({ kind, count }: { kind: string; count: number }) => [
      kind,
      count,
    ])
    expect(problems).toContainEqual(['gold-failed', 1])
    expect(problems).toContainEqual(['unknown-database', 1])

    const lines = linesOf('lines.jsonl')
    expect(lines.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
    expect(lines.map(({ ex }) => ex)).toEqual([true, true, false, false, true, true])
    expect(document.metrics.ex.score).toBeCloseTo((100 * 4) / 6)
    expect(lines[0]).toMatchObject({
      db_id: 'shop',
      predicted: 'SELECT count(*) FROM customers',
      status: 'answered',
      confidence: expect.any(Number),
      ms: expect.any(Number),
    })
    expect(lines[2]).toMatchObject({ predicted: null, ex: false })
    expect(JSON.parse(readFileSync(at('predictions.json'), 'utf8'))).toHaveLength(6)
    expect(readFileSync(at('report.html'), 'utf8')).toContain('<!doctype html>')
    // What a run that has ended remembered is gone.
    expect(readdirSync(join(home, 'evaluations'))).toEqual([])
  })

  it('writes predictions that sonde score reads, to the same verdicts', async () => {
    const done = await sonde([
      ...['score', '--questions', at('questions.json'), '--predictions', at('predictions.json')],
      ...['--databases', at('databases'), '--metrics', 'ex', '--per-question', at('scored.jsonl'), '--json'],
    ])
    expect(done.code).toBe(0)
    expect(linesOf('scored.jsonl').map(({ ex }) => ex)).toEqual(linesOf('lines.jsonl').map(({ ex }) => ex))
  })

  it('gives the same answers whatever the order and the concurrency', async () => {
    await evaluate('--json', '--concurrency', '1', '--per-question', at('one.jsonl'))
    await evaluate('--json', '--concurrency', '5', '--per-question', at('five.jsonl'))
    const answers = (file: string) =>
      linesOf(file).map(({ predicted, confidence }) => [predicted, confidence])
    expect(answers('five.jsonl')).toEqual(answers('one.jsonl'))
  })

  it('keeps evidence from the model when told to', async () => {
    const done = await evaluate('--no-evidence', '--json', '--per-question', at('bare.jsonl'))
    expect(readDocument('eval', done.stdout).card.run.usesEvidence).toBe(false)
    expect(linesOf('bare.jsonl')[5].ex).toBe(false)
  })

  it('makes one table of an ablation, with files for each run', async () => {
    const done = await evaluate(
      '--without',
      'keywords,revision',
      '--limit',
      '2',
      '--per-question',
      at('all.jsonl'),
    )
    expect(done.code).toBe(0)
    expect(done.stdout).toMatch(/^2 questions, 3 runs$/m)
    expect(done.stdout).toMatch(/^sonde +100\.0/m)
    expect(done.stdout).toMatch(/^without keywords +\d/m)
    expect(done.stdout).toMatch(/^without revision +\d/m)
    expect(existsSync(at('all.without-keywords.jsonl'))).toBe(true)
    expect(linesOf('all.jsonl')).toHaveLength(2)
  })

  it('adds modules one by one, and compares profiles', async () => {
    const added = await evaluate('--profile', 'tcsr', '--cumulative', '--limit', '2', '--json')
    expect(readDocument('eval', added.stdout).runs.map(({ name }: { name: string }) => name)).toEqual([
      'none of them',
      '+ keywords',
      '+ knowledge',
      '+ revision',
    ])
    const profiles = await evaluate('--profiles', 'direct,sonde', '--limit', '2', '--json')
    expect(
      readDocument('eval', profiles.stdout).runs.map(({ profile }: { profile: string }) => profile),
    ).toEqual(['direct', 'sonde'])
  })

  it('grows knowledge in a copy: what a person keeps stays as it is', async () => {
    const before = readKnowledge()
    const done = await evaluate('--grow-knowledge', '--limit', '2', '--json')
    expect(readDocument('eval', done.stdout).card.run.knowledge).toBe('grows')
    expect(readKnowledge()).toEqual(before)
  })

  it.each([
    [['--profiles', 'sonde,none'], 'There is no profile "none"'],
    [['--without', 'generation'], 'cannot be switched off'],
    [['--profiles', 'sonde', '--cumulative'], 'Give --profiles alone'],
    [['--today', '2026-13-01'], 'Give a day'],
    [['--metrics', 'exact'], 'There is no metric "exact"'],
  ])('says what is wrong with %s', async (options, message) => {
    const done = await evaluate(...options)
    expect(done.code).toBe(2)
    expect(done.stderr).toContain(message)
  })
})

function readKnowledge(): string[] {
  const surveys = join(home, 'surveys')
  return readdirSync(surveys).flatMap((survey) => {
    const file = join(surveys, survey, 'knowledge.yaml')
    return existsSync(file) ? [readFileSync(file, 'utf8')] : []
  })
}
