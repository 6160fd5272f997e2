import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const database = join(folder, 'data', 'harbor-tea.sqlite')
const sonde = sondeIn(home)

beforeAll(async () => {
  await writeSampleDatabase(database)
})

describe('sonde explore', () => {
  it('surveys with progress on stderr, and prints what it knows as JSON', async () => {
    const run = await sonde(['explore', database, '--json'])
    expect(run.code).toBe(0)
    expect(run.stderr).not.toBe('')
    const document = readDocument('explore', run.stdout)
    expect(document.tables.map(({ name }: { name: string }) => name)).toContain('order_totals')
    expect(document.tables.find(({ name }: { name: string }) => name === 'customers')).toMatchObject({
      rowCount: 420,
    })
    expect(document.joins).toContainEqual({
      from: { table: 'orders', columns: ['status'] },
      to: { table: 'order_status', columns: ['id'] },
      origin: 'declared',
      confidence: 1,
    })
    expect(document.indexedValueCount).toBeGreaterThan(500)
    expect(existsSync(document.folder)).toBe(true)
  })

  it('finds the key that nobody declared', async () => {
    const { stdout } = await sonde(['explore', database, '--json'])
    const inferred = readDocument('explore', stdout).joins.filter(
      ({ origin }: { origin: string }) => origin === 'inferred',
    )
    expect(inferred).toContainEqual(
      expect.objectContaining({
        from: { table: 'deliveries', columns: ['order_no'] },
        to: { table: 'orders', columns: ['id'] },
        evidence: expect.any(String),
      }),
    )
  })

  it('prints tables, columns and joins for people, within any width, and is silent with --quiet', async () => {
    const run = await sonde(['explore', database, '--quiet'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toMatch(/^customers {2}420 rows$/m)
    expect(run.stdout).toContain('orders.status → order_status.id')
    expect(run.stdout).toContain(home)
  })

  it('keeps the survey to its owner, and nothing beside the database', () => {
    expect(readdirSync(join(folder, 'data'))).toEqual(['harbor-tea.sqlite'])
    expect(statSync(join(home, 'surveys')).mode & 0o777).toBe(0o700)
  })

  it('forgets', async () => {
    const first = await sonde(['explore', database, '--forget', '--json'])
    const second = await sonde(['explore', database, '--forget', '--json'])
    expect(readDocument('forget', first.stdout)).toMatchObject({ forgotten: true, left: [] })
    expect(readDocument('forget', second.stdout)).toMatchObject({ forgotten: false })
    expect(readdirSync(join(home, 'surveys'))).toEqual([])
  })

  it.each([
    ['no tables', 'empty.sqlite', ''],
    [
      '500 columns',
      'wide.sqlite',
      `CREATE TABLE wide (${Array.from({ length: 500 }, (_, index) => `c${index} TEXT`).join(', ')}); INSERT INTO wide (c1) VALUES ('x')`,
    ],
    [
      'odd names',
      'odd.sqlite',
      `CREATE TABLE "select ""all"" 🫖" ("order" TEXT, "a b" TEXT, "" INTEGER); INSERT INTO "select ""all"" 🫖" VALUES ('x', 'y', 1)`,
    ],
  ])('copes with %s', async (_, file, statements) => {
    const path = join(folder, file)
    const writer = new DatabaseSync(path)
    writer.exec(statements)
    writer.close()
    const run = await sonde(['explore', path, '--quiet'])
    expect(run.stderr).not.toMatch(/\n\s+at /)
    expect(run.code).toBe(statements === '' ? 1 : 0)
    expect(run.stderr === '').toBe(statements !== '')
  })
})

describe('sonde ask', () => {
  it('answers in words, rows, SQL and grounding', async () => {
    const run = await sonde(['ask', database, 'how many customers are there', '--quiet'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toMatch(/^\s*420$/m)
    for (const part of ['1 row', 'SQL', 'SELECT', 'Grounding', 'customers', 'Confidence']) {
      expect(run.stdout).toContain(part)
    }
  })

  it('answers as JSON by its schema, with the trace when it is wanted', async () => {
    const run = await sonde([
      'ask',
      database,
      'which',
      'product',
      'has',
      'the',
      'highest',
      'price',
      '--json',
      '--trace',
    ])
    const document = readDocument('ask', run.stdout)
    expect(document).toMatchObject({
      format: 'sonde-ask/1',
      status: 'answered',
      profile: 'sonde',
      model: 'builtin',
    })
    expect(JSON.stringify(document.rows)).toContain('Geisha Reserve')
    expect(document.trace.map(({ step }: { step: string }) => step)).toContain('generation')
    expect(run.code).toBe(0)
  })

  it('finds a value that the question writes in another way', async () => {
    const run = await sonde(['ask', database, 'what is the price of Iced Tea?', '--json'])
    expect(JSON.stringify(readDocument('ask', run.stdout).rows)).toContain('21.6')
  })

  it('reads the question from standard input, and prints CSV', async () => {
    const run = await sonde(['ask', database, '-', '--csv'], { input: 'How many products are there?\n' })
    expect(run.code).toBe(0)
    expect(run.stdout.split('\n').slice(1)).toEqual(['60', ''])
  })

  it('prints SQL alone, which sonde sql runs', async () => {
    const asked = await sonde(['ask', database, 'how many suppliers are there', '--sql'])
    const run = await sonde(['sql', database, '-', '--csv'], { input: asked.stdout })
    expect(run.stdout).toMatch(/\n10\n$/)
  })

  it('shows the trace on stderr', async () => {
    const run = await sonde(['ask', database, 'how many branches are there', '--trace', '--csv', '--quiet'])
    expect(run.stderr).toMatch(/^keywords/m)
    expect(run.stderr).toMatch(/^generation/m)
    expect(run.stdout).toMatch(/\n6\n$/)
  })

  it('leaves out the steps it is told to', async () => {
    const run = await sonde([
      'ask',
      database,
      'how many branches',
      '--json',
      '--trace',
      '--without',
      'keywords,revision',
    ])
    const steps = readDocument('ask', run.stdout).trace.map(({ step }: { step: string }) => step)
    expect(steps).not.toContain('keywords')
    expect(steps).not.toContain('revision')
  })

  it.each(['direct', 'tcsr', 'db-explore'])('answers with the profile %s', async (profile) => {
    const run = await sonde(['ask', database, 'how many customers are there', '--profile', profile, '--json'])
    expect(readDocument('ask', run.stdout)).toMatchObject({ profile, rows: [[420]] })
  })

  it('admits that it does not know: exit code 3 or 1, and why', async () => {
    const run = await sonde(['ask', database, 'what is the airspeed of an unladen swallow', '--json'])
    const document = readDocument('ask', run.stdout)
    expect(document.status).not.toBe('answered')
    expect(document.reason).toEqual(expect.any(String))
    expect(document.followUp).toEqual(expect.any(String))
    expect(run.code).toBe(document.status === 'unsure' ? 3 : 1)
  })

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['10,000 characters long', 'how many '.repeat(1_112)],
    ['punctuation', '???'],
    ['SQL', 'SELECT * FROM customers'],
  ])('refuses a question that is %s: exit code 2', async (_, question) => {
    const run = await sonde(['ask', database, question, '--json'])
    expect(run.code).toBe(2)
    expect(readDocument('error', run.stdout).error.code).toBe('question-invalid')
    expect(run.stderr).toMatch(/^sonde: .+\n$/)
  })

  it.each([
    'Wie viele Kunden gibt es?',
    '有多少个客户？',
    "'; DROP TABLE customers; --",
    '\u001b[31m\u0000customers',
  ])('comes through %j without breaking', async (question) => {
    const run = await sonde(['ask', database, '-', '--quiet'], { input: question })
    expect([0, 1, 2, 3]).toContain(run.code)
    expect(run.stderr).not.toMatch(/Something broke|\n\s+at /)
  })

  it('says what to do about a damaged survey, and keeps what people wrote', async () => {
    const { stdout } = await sonde(['explore', database, '--json'])
    const survey = readDocument('explore', stdout)
    writeFileSync(join(survey.folder, 'survey.json'), '{ "damaged"')
    const run = await sonde(['ask', database, 'how many customers are there', '--quiet'])
    expect(run.stderr).not.toMatch(/\n\s+at /)
    expect(run.code === 0 || run.stderr.includes('--refresh')).toBe(true)
    expect((await sonde(['explore', database, '--refresh', '--quiet'])).code).toBe(0)
  })

  it('says what is wrong when the home cannot be written', async () => {
    const file = join(folder, 'a file')
    writeFileSync(file, '')
    const run = await sonde(['ask', database, 'how many customers', '--home', file, '--quiet'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })
})

describe('sonde demo and sonde doctor', () => {
  const demoHome = join(folder, 'demo home')

  it('makes the sample database, answers questions, and skips what is done the second time', async () => {
    mkdirSync(demoHome)
    const first = await sonde(['demo', '--home', demoHome])
    expect(first.code).toBe(0)
    expect(first.stdout).toMatch(/^\s*420$/m)
    expect(first.stdout).toContain('written to')
    const second = await sonde(['demo', '--home', demoHome])
    expect(second.code).toBe(0)
    expect(second.stdout).toContain('found in')
  })

  it('checks what is needed', async () => {
    const run = await sonde(['doctor', '--json', '--home', demoHome])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const document = readDocument('doctor', run.stdout)
    expect(document.isHealthy).toBe(true)
    expect(document.databases).toHaveLength(1)
  })
})

describe('sonde ask --keep', () => {
  const seeds = async (): Promise<string[]> => {
    const { folder: survey } = readDocument('explore', (await sonde(['explore', database, '--json'])).stdout)
    const file = join(survey, 'seeds.jsonl')
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  }

  it('keeps an answer as a seed, once, and nothing when there is none', async () => {
    const ask = ['ask', database, 'how many customers are there', '--keep', '--sql']
    expect(await sonde(ask)).toMatchObject({ code: 0, stderr: expect.stringContaining('Kept as a seed') })
    expect(await sonde(ask)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('a seed of this database already'),
    })
    const none = await sonde(['ask', database, 'xyzzy plugh', '--keep'])
    expect(none.stderr).toContain('Nothing was kept')
    expect((await seeds()).map((line) => JSON.parse(line))).toEqual([
      { question: 'how many customers are there', sql: 'SELECT count(*) FROM customers' },
    ])
  })
})
