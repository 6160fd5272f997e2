import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const at = (...path: string[]): string => join(folder, ...path)
const TRAINING_MS = 120_000

const PAIRS = [
  ['How many customers do we have?', 'SELECT count(*) FROM customers'],
  ['Show the name and price of all products', 'SELECT name, price FROM products'],
  ['number of staff per branch', 'SELECT b.name, count(*) FROM staff s JOIN branches b ON b.id = s.branch_id GROUP BY b.id'],
  ['average price of products', 'SELECT avg(price) FROM products'],
  ['the three most expensive products', 'SELECT name FROM products ORDER BY price DESC LIMIT 3'],
  ['How many ships are there?', 'SELECT count(*) FROM ships'],
] // biome-ignore format: one a line

describe('sonde train', { timeout: TRAINING_MS }, () => {
  beforeAll(async () => {
    mkdirSync(at('databases', 'tea'), { recursive: true })
    await writeSampleDatabase(at('sample.sqlite'))
    copyFileSync(at('sample.sqlite'), at('databases', 'tea', 'tea.sqlite'))
    const pairs = PAIRS.map(([question, query]) => ({ db_id: 'tea', question, query }))
    writeFileSync(at('pairs.json'), JSON.stringify(pairs))
  })

  const words = (out: string): string[] => [
    'train', '--pairs', at('pairs.json'), '--databases', at('databases'), '--out', at(out),
  ] // biome-ignore format: one line

  it('writes parameters that the other commands use, the same ones again for the same pairs', async () => {
    const run = await sonde([...words('one.model'), '--json', '--today', '2026-01-01'])
    expect(run.code, run.stderr).toBe(0)
    expect(readDocument('train', run.stdout)).toMatchObject({
      format: 'sonde-train/1',
      file: at('one.model'),
      pairs: 6,
      questions: 5,
      databases: 1,
      heldOut: 'questions',
      skipped: { 'gold-fails': 1 },
      reachable: 1,
    })
    expect((await sonde([...words('two.model'), '--today', '2026-01-01', '--quiet'])).stdout).toMatch(
      /^Learned from 5 of 6 pairs on 1 database\.\n {2}1 left out: the SQL fails/,
    )
    expect(readFileSync(at('two.model'))).toEqual(readFileSync(at('one.model')))
    const question = ['ask', at('sample.sqlite'), 'how many products are there', '--sql']
    const answer = await sonde([...question, '--model', `builtin:${at('one.model')}`])
    expect(answer.stdout).toBe('SELECT count(*) FROM products\n')
  })

  it('goes on from the parameters that ship with it', async () => {
    const run = await sonde([...words('own.model'), '--base', 'builtin', '--json'])
    expect(run.code, run.stderr).toBe(0)
    const { before, after } = readDocument('train', run.stdout)
    expect(after).toBeGreaterThanOrEqual(before)
  })

  it('leaves nothing when it is interrupted', async () => {
    const run = await sonde(words('never.model'), { interruptWhen: /\n/ })
    expect(run.code).toBe(130)
    expect(existsSync(at('never.model'))).toBe(false)
  })

  it.each([
    ['pairs that are not there', ['--pairs', at('none.json')], 1, /none\.json does not exist/],
    ['a folder that is not there', ['--databases', at('nowhere')], 1, /There is no folder/],
    ['a place that cannot be written', ['--out', at('pairs.json', 'x.model')], 2, /is no folder/],
    [
      'a base that is no parameter file',
      ['--base', at('pairs.json')],
      1,
      /holds no parameters of the builtin model/,
    ],
    ['another backend', ['--backend', 'other'], 2, /Allowed choices are builtin/],
  ])('refuses %s', async (_, more, code, message) => {
    const run = await sonde([...words('x.model'), ...more])
    expect(run).toMatchObject({ code, stdout: '' })
    expect(run.stderr).toMatch(message)
  })

  it('is refused as a model when it is none', async () => {
    const ask = ['ask', at('sample.sqlite'), 'how many products are there', '--model']
    expect(await sonde([...ask, 'other'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/There is no model "other"/),
    })
    expect(await sonde([...ask, `builtin:${at('pairs.json')}`])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/holds no parameters of the builtin model/),
    })
  })
})
