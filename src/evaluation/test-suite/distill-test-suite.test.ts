import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executionAccuracy } from '../metrics/execution-accuracy.ts'
import { DEFAULT_METRIC_SETTINGS } from '../metrics/metric.ts'
import { testSuiteAccuracy } from '../metrics/test-suite-accuracy.ts'
import { openEvaluatedDatabase } from '../open-evaluated-database.ts'
import type { TestSuite } from './distill-test-suite.ts'
import { type WriteSuiteOptions, writeTestSuite } from './write-test-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-distill-'))
const file = join(folder, 'library.sqlite')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Few rows, and none where a careless query would stumble: no book costs 12, and all are lent. */
const SCRIPT = `
  CREATE TABLE writers (id INTEGER PRIMARY KEY, name TEXT, country TEXT);
  CREATE TABLE books (id INTEGER PRIMARY KEY, writer INTEGER REFERENCES writers, title TEXT, price INTEGER);
  INSERT INTO writers VALUES (1, 'Ito', 'Japan'), (2, 'Sand', 'France');
  INSERT INTO books VALUES (1, 1, 'Reeds', 9), (2, 1, 'Fog', 15), (3, 2, 'Dunes', 20);
`
const GOLDS = {
  dear: 'SELECT title FROM books WHERE price > 12',
  writers: 'SELECT name FROM writers WHERE id IN (SELECT writer FROM books)',
  first: 'SELECT title FROM books ORDER BY price DESC LIMIT 1',
  japanese: "SELECT count(*) FROM books JOIN writers ON writers.id = books.writer WHERE country = 'Japan'",
  broken: 'SELECT nothing FROM books',
}

const make = (id: string, options: Partial<WriteSuiteOptions> = {}): Promise<TestSuite> => {
  let clock = 0
  return writeTestSuite({
    file,
    id,
    folder: join(folder, 'suites'),
    golds: Object.values(GOLDS),
    candidates: 12,
    budgetMs: 10_000,
    seed: 7,
    // Every look at the clock takes a millisecond.
    now: () => clock++,
    timeoutMs: 5_000,
    ...options,
  })
}

beforeAll(() => {
  const handle = new DatabaseSync(file)
  handle.exec(SCRIPT)
  handle.close()
})

describe('a distilled test suite', () => {
  let suite: TestSuite
  beforeAll(async () => {
    suite = await make('library')
  })

  it('tells apart more neighbours than the original, and accounts for every one', () => {
    for (const gold of suite.golds) {
      expect(gold.bySuite).toBeGreaterThanOrEqual(gold.byOriginal)
      expect(gold.bySuite + gold.leftOver.length).toBe(gold.neighbours)
    }
    const total = (count: 'neighbours' | 'byOriginal' | 'bySuite') =>
      suite.golds.reduce((sum, gold) => sum + gold[count], 0)
    expect(total('byOriginal')).toBeLessThan(total('neighbours'))
    expect(total('bySuite')).toBeGreaterThan(total('byOriginal'))
    const gained = suite.files.reduce((sum, { toldApart }) => sum + toldApart, 0)
    expect(gained).toBe(total('bySuite') - total('byOriginal'))
  })

  it('leaves over what means the same as gold', () => {
    const counted = suite.golds.find(({ sql }) => sql === GOLDS.japanese)!
    expect(counted.leftOver.map(({ sql }) => sql)).toContain(
      "SELECT DISTINCT count(*) FROM books JOIN writers ON writers.id = books.writer WHERE country = 'Japan'",
    )
  })

  it('reports gold that fails', () => {
    expect(suite.golds.find(({ sql }) => sql === GOLDS.broken)).toMatchObject({
      failure: expect.stringContaining('nothing'),
      neighbours: 0,
    })
  })

  it('is the original and its neighbours in a folder of its own, and nothing else', () => {
    const place = join(folder, 'suites', 'library')
    expect(readdirSync(place).sort()).toEqual(['library.sqlite', ...suite.files.map(({ name }) => name)])
    expect(suite.files[0]!.name).toBe('library_fuzz_001.sqlite')
    expect(readFileSync(join(place, 'library.sqlite')).equals(readFileSync(file))).toBe(true)
  })

  it('has the same bytes for the same seed', async () => {
    const again = await make('again', { folder: join(folder, 'others'), candidates: 3 })
    expect(again.files.length).toBeGreaterThan(0)
    const same = await make('again', { folder: join(folder, 'same'), candidates: 3 })
    for (const { name } of same.files) {
      const [one, other] = ['others', 'same'].map((each) => readFileSync(join(folder, each, 'again', name)))
      expect(one!.equals(other!)).toBe(true)
    }
    expect(same.files).toEqual(again.files)
  })
})

describe('a wrong query that the original alone calls right', () => {
  let database: Awaited<ReturnType<typeof openEvaluatedDatabase>>
  beforeAll(async () => {
    database = await openEvaluatedDatabase('library', join(folder, 'suites', 'library', 'library.sqlite'))
  })
  afterAll(() => database.close())

  it.each([
    ['a bound that is off by one', GOLDS.dear, 'SELECT title FROM books WHERE price >= 12'],
    ['a bound that no row is near', GOLDS.dear, 'SELECT title FROM books WHERE price > 11'],
    ['a condition left out', GOLDS.writers, 'SELECT name FROM writers'],
    ['the newest for the dearest', GOLDS.first, 'SELECT title FROM books ORDER BY id DESC LIMIT 1'],
  ])('%s: wrong by the suite, which calls gold right', async (_, gold, predicted) => {
    const pair = { question: { index: 0, dbId: 'library', question: '', gold }, predicted, database }
    expect(await executionAccuracy.judge(pair, DEFAULT_METRIC_SETTINGS)).toMatchObject({ score: 1 })
    expect(await testSuiteAccuracy.judge(pair, DEFAULT_METRIC_SETTINGS)).toMatchObject({ score: 0 })
    const itself = { ...pair, predicted: gold }
    expect(await testSuiteAccuracy.judge(itself, DEFAULT_METRIC_SETTINGS)).toMatchObject({ score: 1 })
  })
})

describe('making a suite ends', () => {
  it('at its number of neighbours', async () => {
    expect((await make('few', { candidates: 2 })).candidates).toBe(2)
  })

  it('when its time is over', async () => {
    expect((await make('none', { budgetMs: 1 })).candidates).toBe(0)
  })

  it('when all are told apart, at once where there is nothing to tell', async () => {
    expect((await make('nothing', { golds: [GOLDS.broken] })).candidates).toBe(0)
  })

  it('when it is cancelled, and leaves nothing behind', async () => {
    const abort = new AbortController()
    const making = make('cancelled', {
      folder: join(folder, 'cancelled'),
      signal: abort.signal,
      onProgress: ({ stage }) => {
        if (stage === 'neighbour databases') abort.abort(new Error('enough'))
      },
    })
    await expect(making).rejects.toThrow('enough')
    expect(readdirSync(join(folder, 'cancelled'))).toEqual([])
  })
})

describe('making a suite refuses', () => {
  it('a folder that is there', async () => {
    await expect(make('few')).rejects.toMatchObject({ code: 'file-exists' })
  })

  it.each(['..', '', 'a/b', '../x', 'c:\\x'])('to call a folder %j', async (id) => {
    await expect(make(id)).rejects.toMatchObject({ code: 'usage' })
  })

  it('a database that is being written to', async () => {
    const path = join(folder, 'busy.sqlite')
    const writer = new DatabaseSync(path)
    writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a)')
    await expect(make('busy', { file: path })).rejects.toMatchObject({ code: 'database-busy' })
    writer.close()
  })

  it('a database without tables', async () => {
    const path = join(folder, 'bare.sqlite')
    new DatabaseSync(path).close()
    await expect(make('bare', { file: path })).rejects.toMatchObject({ code: 'database-empty' })
    expect(readdirSync(join(folder, 'suites'))).not.toContain('.unfinished-bare')
  })
})
