import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const at = (...path: string[]): string => join(folder, ...path)

const PETS = `CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, weight REAL);
INSERT INTO pets VALUES (1, 'Rex', 'dog', 12.5), (2, 'Tom', 'cat', 4.0), (3, 'Ada', 'cat', 3.5);`
const SHOP = `CREATE TABLE items (id INTEGER PRIMARY KEY, label TEXT, price INTEGER);
INSERT INTO items VALUES (1, 'tea', 3), (2, 'cup', 8), (3, 'pot', 24);`

const ENDLESS = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n'

/** What is asked, what is predicted, and whether the rows are those of gold. */
const ASKED = [
  { db: 'pets', gold: 'SELECT count(*) FROM pets', predicted: 'SELECT count(id) FROM pets', ex: true },
  {
    db: 'pets',
    gold: "SELECT name FROM pets WHERE kind = 'cat'",
    predicted: "SELECT name FROM pets WHERE kind = 'dog'",
    ex: false,
  },
  { db: 'shop', gold: 'SELECT label FROM items ORDER BY price DESC LIMIT 1', predicted: null, ex: false },
  { db: 'shop', gold: 'SELECT colour FROM items', predicted: 'SELECT label FROM items', ex: false },
  { db: 'nowhere', gold: 'SELECT 1', predicted: 'SELECT 1', ex: false },
  {
    db: 'shop',
    gold: 'SELECT max(price) FROM items',
    predicted: 'SELECT highest(price) FROM items',
    ex: false,
  },
  { db: 'shop', gold: 'SELECT count(*) FROM items', predicted: ENDLESS, ex: false },
  { db: 'shop', gold: 'SELECT sum(price) FROM items', predicted: 'SELECT 35', ex: true },
]

const QUESTIONS = ASKED.map(({ db, gold }, index) => ({
  db_id: db,
  question: `Question ${index}?`,
  query: gold,
}))
const PREDICTIONS = ASKED.map(({ predicted }) => ({ predicted }))

function writeDatabase(id: string, statements: string): void {
  mkdirSync(at('databases', id), { recursive: true })
  const writer = new DatabaseSync(at('databases', id, `${id}.sqlite`))
  writer.exec(statements)
  writer.close()
}

function writeJson(file: string, value: unknown): string {
  writeFileSync(at(file), JSON.stringify(value))
  return at(file)
}

const files = (questions = 'questions.json', predictions = 'predictions.json'): string[] => [
  ...['--questions', at(questions), '--predictions', at(predictions)],
  ...['--databases', at('databases')],
]

// biome-ignore lint/suspicious/noExplicitAny: lines of every shape
const linesOf = (file: string): any[] =>
  readFileSync(at(file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

beforeAll(() => {
  writeDatabase('pets', PETS)
  // Links are followed.
  mkdirSync(at('databases', 'shop'))
  const elsewhere = at('elsewhere.sqlite')
  const writer = new DatabaseSync(elsewhere)
  writer.exec(SHOP)
  writer.close()
  symlinkSync(elsewhere, at('databases', 'shop', 'shop.sqlite'))
  writeJson('questions.json', QUESTIONS)
  writeJson('predictions.json', PREDICTIONS)
})

describe('sonde score', () => {
  it('prints JSON by its schema and writes a line for each question, in order', async () => {
    const words = [
      '--metrics',
      'ex',
      '--timeout',
      '3000',
      '--per-question',
      at('out', 'lines.jsonl'),
      '--json',
    ]
    const run = await sonde(['score', ...files(), ...words, '--quiet'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const document = readDocument('score', run.stdout)
    expect(document).toMatchObject({ format: 'sonde-score/1', count: 8, calibration: null })
    expect(document.metrics.ex.score).toBe(25)
    expect(document.metrics.ex.byDatabase).toEqual([
      { name: 'nowhere', count: 1, score: 0 },
      { name: 'pets', count: 2, score: 50 },
      { name: 'shop', count: 5, score: 20 },
    ])
    expect(
      document.problems.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
    ).toEqual([
      ['unknown-database', 1],
      ['gold-failed', 1],
      ['no-prediction', 1],
    ])
    expect(document.card).toMatchObject({
      mode: 'as-official',
      metrics: ['ex'],
      timeoutMs: 3000,
      seed: 0,
      questions: { name: 'questions.json' },
      predictions: { name: 'predictions.json' },
      run: null,
    })
    expect(document.card.engine).toMatch(/^SQLite 3\./)

    const lines = linesOf('out/lines.jsonl')
    expect(lines.map(({ index, db_id, ex }) => ({ index, db: db_id, ex }))).toEqual(
      ASKED.map(({ db, ex }, index) => ({ index, db, ex })),
    )
    expect(lines.map(({ reasons }) => reasons.ex)).toEqual([
      undefined,
      'other-row-count',
      'no-prediction',
      'gold-failed',
      'gold-failed',
      'prediction-failed',
      'prediction-timeout',
      undefined,
    ])
    expect(lines[2]).toMatchObject({ question: 'Question 2?', gold: ASKED[2]!.gold, predicted: null })
  })

  it('gives the same document again, whatever the concurrency', async () => {
    const once = async (...words: string[]) =>
      (await sonde(['score', ...files(), '--metrics', 'ex', '--limit', '6', '--json', ...words])).stdout
    const [first, second] = [await once('--concurrency', '1'), await once('--concurrency', '3')]
    expect(readDocument('score', first).count).toBe(6)
    expect(second).toBe(first)
  })

  it('scores exact set match and execution accuracy where nothing else is said', async () => {
    writeJson('two.json', QUESTIONS.slice(0, 2))
    writeJson('two-predicted.json', ['SELECT count(*) FROM pets', "SELECT name FROM pets WHERE kind = 'dog'"])
    const run = await sonde(['score', ...files('two.json', 'two-predicted.json'), '--json', '--quiet'])
    const { metrics } = readDocument('score', run.stdout)
    expect(Object.keys(metrics)).toEqual(['ex', 'em'])
    // Values are not compared by exact set match.
    expect([metrics.ex.score, metrics.em.score]).toEqual([50, 100])
    expect(metrics.em.components.length).toBe(10)
  })

  it('calls every gold query right against itself, on every metric', async () => {
    const sound = QUESTIONS.filter((_, index) => [0, 1, 2, 5, 7].includes(index))
    writeJson('sound.json', sound)
    writeFileSync(at('gold.txt'), sound.map(({ query, db_id }) => `${query}\t${db_id}\n`).join(''))
    const words = ['--metrics', 'ex,em,ts,bird-ex,ves,r-ves,soft-f1', '--rounds', '3', '--json', '--quiet']
    const out = ['--per-question', at('gold.jsonl')]
    const run = await sonde(['score', ...files('sound.json', 'gold.txt'), ...words, ...out])
    const { metrics } = readDocument('score', run.stdout)
    const scores = Object.entries<{ score: number }>(metrics).map(([id, { score }]) => [id, score])
    expect(Object.fromEntries(scores)).toEqual({
      ex: 100,
      em: 100,
      ts: 100,
      'bird-ex': 100,
      ves: 100,
      'r-ves': 100,
      'soft-f1': 100,
    })
    expect(linesOf('gold.jsonl')[0]).toMatchObject({
      ex: true,
      'bird-ex': true,
      ves: 1,
      'r-ves': 1,
      'soft-f1': 1,
    })
  })

  it('has a line for malformed questions too, and tells of them', async () => {
    writeJson('malformed.json', [QUESTIONS[0], { db_id: 'pets' }, 'what?', QUESTIONS[1]])
    writeJson('four.json', ['SELECT 3', 'SELECT 1', 'SELECT 1', "SELECT name FROM pets WHERE kind = 'cat'"])
    const words = ['--metrics', 'ex', '--per-question', at('malformed.jsonl'), '--json', '--quiet']
    const run = await sonde(['score', ...files('malformed.json', 'four.json'), ...words])
    const { count, metrics, problems } = readDocument('score', run.stdout)
    expect({ count, score: metrics.ex.score }).toEqual({ count: 4, score: 50 })
    expect(problems).toMatchObject([{ kind: 'malformed', count: 2 }])
    expect(problems[0].examples[0]).toContain('malformed.json, entry 2')
    expect(linesOf('malformed.jsonl').map(({ index, db_id, ex }) => [index, db_id, ex])).toEqual([
      [0, 'pets', true],
      [1, 'pets', false],
      [2, '', false],
      [3, 'pets', true],
    ])
  })

  it('scores the first questions with --limit', async () => {
    const words = ['--metrics', 'ex', '--limit', '2', '--json', '--quiet']
    const run = await sonde(['score', ...files(), ...words])
    expect(readDocument('score', run.stdout)).toMatchObject({ count: 2, problems: [] })
  })

  it('prints tables for people, progress on stderr, and a page with --report', async () => {
    const words = ['--metrics', 'ex', '--limit', '6', '--report', at('report.html')]
    const run = await sonde(['score', ...files(), ...words])
    expect(run.code).toBe(0)
    expect(run.stderr).toBe('Scoring (6)\n')
    expect(run.stdout).toMatch(/^6 questions\nmetric {2}score/)
    for (const text of [
      'By difficulty',
      'By database, worst first',
      'By what the gold query uses',
      'Problems\n1 question on an unknown database\n  Question 4 (nowhere): there is no such database.',
      'as-official · limit 30,000 ms a query · seed 0',
      'questions questions.json (',
    ]) {
      expect(run.stdout).toContain(text)
    }
    const page = readFileSync(at('report.html'), 'utf8')
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toContain('Question 1?')
  })

  it('leaves files as they were on Ctrl-C', async () => {
    writeJson('endless.json', [QUESTIONS[0], QUESTIONS[6]])
    writeJson('endless-predicted.json', ['SELECT 3', ENDLESS])
    writeFileSync(at('kept.jsonl'), 'as it was')
    const words = ['--metrics', 'ex', '--per-question', at('kept.jsonl'), '--report', at('none.html')]
    const run = await sonde(['score', ...files('endless.json', 'endless-predicted.json'), ...words], {
      interruptAfterMs: 5_000,
    })
    expect(run).toMatchObject({ code: 130, stdout: '' })
    expect(readFileSync(at('kept.jsonl'), 'utf8')).toBe('as it was')
    expect(existsSync(at('none.html'))).toBe(false)
  })

  it('shows text of files as harmless signs', async () => {
    writeJson('hostile.json', [{ db_id: 'no\u001b[31mwhere', question: 'What\u202e?', query: 'SELECT 1' }])
    writeJson('one.json', ['SELECT 1'])
    const run = await sonde(['score', ...files('hostile.json', 'one.json'), '--metrics', 'ex', '--quiet'])
    expect(run.code).toBe(0)
    for (const sign of ['\u001b', '\u202e']) expect(run.stdout + run.stderr).not.toContain(sign)
    // That no database is there at all is more likely the folder's fault.
    expect(run.stderr).toMatch(/^None of the databases of the questions is there/)
  })
})

describe('what sonde score cannot work with', () => {
  it.each([
    ['no questions', [], 2, /required option '--questions <file>'/],
    [
      'an unknown metric',
      [...files(), '--metrics', 'ex,accuracy'],
      2,
      /There is no metric "accuracy"\. The metrics are ex,/,
    ],
    ['an unknown mode', [...files(), '--mode', 'lenient'], 2, /Allowed choices are as-official, corrected/],
    ['no rounds', [...files(), '--rounds', '0'], 2, /at least 1/],
    ['a folder to write to', [...files(), '--per-question', folder], 2, /is a folder/],
    ['no such file', files('nothing.json'), 1, /nothing\.json/],
    ['too few questions', files('one-question.json'), 1, /predictions/],
    [
      'no folder of databases',
      [
        '--questions',
        at('questions.json'),
        '--predictions',
        at('predictions.json'),
        '--databases',
        at('nothing'),
      ],
      1,
      /There is no folder .*nothing\. Give the folder that holds <db_id>\/<db_id>\.sqlite\./,
    ],
  ])('%s: one sentence that says so', async (_, words, code, message) => {
    writeJson('one-question.json', QUESTIONS.slice(0, 1))
    const run = await sonde(['score', ...words, '--quiet'])
    expect(run).toMatchObject({ code, stdout: '' })
    expect(run.stderr).toMatch(message)
    expect(run.stderr).not.toMatch(/\n\s+at |Something broke/)
  })
})
