import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const databases = join(folder, 'databases')
const questions = join(folder, 'questions.json')
const predictions = join(folder, 'predictions.json')

const GOLD = 'SELECT title FROM books WHERE price > 12'
/** Right by the few rows there are: none costs 12. */
const WRONG = 'SELECT title FROM books WHERE price >= 12'

beforeAll(() => {
  for (const id of ['library', 'archive']) {
    mkdirSync(join(databases, id), { recursive: true })
    const handle = new DatabaseSync(join(databases, id, `${id}.sqlite`))
    handle.exec(`
      CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, price INTEGER);
      INSERT INTO books VALUES (1, 'Reeds', 9), (2, 'Fog', 15), (3, 'Dunes', 20);
    `)
    handle.close()
  }
  const asked = ['library', 'archive', 'library', 'nowhere']
  writeFileSync(
    questions,
    JSON.stringify(asked.map((db_id) => ({ db_id, question: 'which books are dear', query: GOLD }))),
  )
  writeFileSync(predictions, JSON.stringify([WRONG, GOLD, GOLD, GOLD]))
})

const library = join(databases, 'library', 'library.sqlite')
const make = (out: string, ...words: string[]) =>
  sonde([
    'test-suite',
    library,
    '--questions',
    questions,
    '--out',
    join(folder, out),
    '--count',
    '6',
    ...words,
  ])

describe('sonde test-suite', () => {
  it('writes a suite in Spider’s layout, and says in a sentence what it tells apart', async () => {
    const run = await make('one')
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout).toMatch(
      /^library: \d+ of \d+ neighbours kept in [\d.]+ s\. Of \d+ queries one edit from gold, the original tells apart \d+ \([\d.]+%\), the suite \d+ \([\d.]+%\); \d+ are left over\.\n/,
    )
    const files = readdirSync(join(folder, 'one', 'library')).sort()
    expect(files.slice(0, 2)).toEqual(['library.sqlite', 'library_fuzz_001.sqlite'])
    expect(readdirSync(join(folder, 'one')).sort()).toEqual(['library', 'test-suite.json'])
  })

  it('tells what execution accuracy does not: sonde score reads it', async () => {
    const score = await sonde([
      'score',
      ...['--questions', questions, '--predictions', predictions, '--databases', join(folder, 'one')],
      ...['--metrics', 'ex,ts', '--per-question', join(folder, 'verdicts.jsonl'), '--json'],
    ])
    expect(score.code).toBe(0)
    const [first, , third] = readFileSync(join(folder, 'verdicts.jsonl'), 'utf8')
      .split('\n')
      .slice(0, 3)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(first).toMatchObject({ db_id: 'library', ex: true, ts: false })
    expect(third).toMatchObject({ db_id: 'library', ex: true, ts: true })
  })

  it('makes one for each database that is asked, with JSON by its schema, and names those that are not there', async () => {
    const words = ['--databases', databases, '--questions', questions, '--out', join(folder, 'many')]
    const run = await sonde(['test-suite', ...words, '--count', '3', '--seed', '5', '--json'])
    expect(run.code).toBe(0)
    const document = readDocument('test-suite', run.stdout)
    expect(document.settings).toMatchObject({ count: 3, seed: 5 })
    expect(document.databases.map(({ id }: { id: string }) => id)).toEqual(['library', 'archive'])
    for (const { golds, neighbours, bySuite, leftOver } of document.databases) {
      expect(golds).toBe(1)
      expect(bySuite + leftOver.length).toBe(neighbours)
    }
    expect(document.problems).toEqual([expect.stringContaining('nowhere')])
    expect(run.stderr).toContain('nowhere')
  })

  it('continues what was begun, and leaves what is done as it is', async () => {
    const file = join(folder, 'one', 'library', 'library_fuzz_001.sqlite')
    writeFileSync(file, 'not made again')
    const run = await make('one')
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout).toContain('library: ')
    expect(readFileSync(file, 'utf8')).toBe('not made again')
  })

  it('refuses a folder with other files, and touches none of them', async () => {
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine', 'notes.txt'), 'mine')
    const run = await make('mine', '--json')
    expect(run.code).toBe(1)
    expect(readDocument('error', run.stdout).error).toMatchObject({ code: 'file-exists' })
    expect(readdirSync(join(folder, 'mine'))).toEqual(['notes.txt'])
  })

  it.each<[string, string[], string]>([
    ['no database', [], 'usage'],
    ['a database and a folder of them', [library, '--databases', databases], 'usage'],
    ['a database that no question asks', [library, '--db-id', 'shop'], 'benchmark-invalid'],
    ['a database that is not there', [join(folder, 'no.sqlite'), '--db-id', 'library'], 'database-not-found'],
  ])('refuses %s, and makes nothing', async (_, words, code) => {
    const out = join(folder, 'refused')
    const run = await sonde(['test-suite', ...words, '--questions', questions, '--out', out, '--json'])
    expect(run.code).toBe(code === 'usage' ? 2 : 1)
    expect(readDocument('error', run.stdout).error.code).toBe(code)
    expect(existsSync(out)).toBe(false)
  })

  it('ends at Ctrl-C with exit code 130, and leaves nothing half-written', async () => {
    const many = join(folder, 'many.json')
    const gold = (price: number): string => `SELECT title FROM books WHERE price > ${price}`
    const asked = Array.from({ length: 2_000 }, (_, price) => ({ question: 'which', query: gold(price) }))
    writeFileSync(many, JSON.stringify(asked))
    const out = join(folder, 'interrupted')
    const run = await sonde(['test-suite', library, '--questions', many, '--out', out], {
      interruptAfterMs: 3_000,
    })
    expect(run).toMatchObject({ code: 130, stdout: '' })
    expect(existsSync(out)).toBe(false)
  })
})
