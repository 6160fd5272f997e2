import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../src/values/knowledge-file.ts'
import { writeSqlite } from '../contracts/sqlite-file.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const at = (...path: string[]): string => join(folder, ...path)
const sonde = sondeIn(at('home'))

const PAIRS = [
  {
    db_id: 'pets',
    question: 'How many kittens?',
    query: 'SELECT count(*) FROM pet WHERE kind = "cat"',
    original: 'How many cats?',
  },
  { db_id: 'pets', question: 'What is Rex?', query: "SELECT kind FROM pet WHERE name = 'Rex'" },
  {
    db_id: 'pets',
    question: 'How many are there in the country Austria?',
    query: "SELECT count(*) FROM pet WHERE country = 'Austria'",
  },
  { db_id: 'pets', question: 'Which hamsters?', query: "SELECT name FROM pet WHERE kind = 'guinea pig'" },
  { db_id: 'pets', question: 'Which dogs?', query: "SELECT colour FROM pet WHERE kind = 'dog'" },
  { db_id: 'nowhere', question: 'How many?', query: 'SELECT 1' },
  { db_id: 'pets', question: 'No SQL' },
]

const words = (...more: string[]): string[] => [
  'benchmark',
  'tcd',
  '--from',
  at('made', 'spider_syn.json'),
  '--databases',
  at('databases'),
  '--out',
  at('out'),
  '--quiet',
  ...more,
]

beforeAll(() => {
  mkdirSync(at('made'))
  mkdirSync(at('databases', 'pets'), { recursive: true })
  writeFileSync(at('made', 'spider_syn.json'), JSON.stringify(PAIRS))
  writeSqlite(at('databases', 'pets', 'pets.sqlite'), [
    'create table pet (id integer primary key, name text, kind text, country text)',
    "insert into pet values (1, 'Rex', 'dog', 'Austria'), (2, 'Tom', 'cat', 'Austria'), (3, 'Ada', 'cat', 'Peru')",
  ])
})

describe('sonde benchmark tcd', () => {
  it('writes the pairs, the knowledge and the counts', async () => {
    const run = await sonde(words('--json', '--licence', 'made: CC0'))
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const document = readDocument('benchmark-tcd', run.stdout)
    expect(document).toMatchObject({ count: 2, seed: null, unknownDatabases: ['nowhere'] })
    expect(document.sources).toEqual([
      {
        source: 'made/spider_syn.json',
        count: 7,
        selected: 2,
        malformed: 1,
        unknownDatabase: 1,
        unreadableGold: 0,
        noRule: 1,
        untoldNumber: 0,
        failedGold: 1,
        emptyGold: 1,
        duplicates: 0,
        byRule: { 'value-not-named': 1, 'encoded-condition': 0, 'column-not-named': 1 },
        imitations: { 'Dr.Spider NLQ_column_value': 0, 'Dr.Spider NLQ_value_synonym': 0 },
        paper: { set: 'Spider-Syn', original: 1034, selected: 254 },
      },
    ])
    expect(document.malformed).toMatchObject([{ place: 'entry 7' }])
    expect(document.paper.total).toBe(1692)
    const pairs = JSON.parse(readFileSync(at('out', 'questions.json'), 'utf8'))
    expect(pairs).toMatchObject([
      { ...PAIRS[0], source: 'made/spider_syn.json', index: 0, rules: ['value-not-named'] },
      { ...PAIRS[1], index: 1, rules: ['column-not-named'] },
    ])
    expect(loadKnowledge(at('out', 'knowledge', 'pets.yaml'), { database: 'pets' })).toMatchObject({
      entries: [
        { kind: 'value', keyword: 'kittens', table: 'pet', column: 'kind', value: 'cat', origin: 'person' },
      ],
      warnings: [],
    })
    expect(readFileSync(at('out', 'README.md'), 'utf8')).toContain('made: CC0')
  })

  it('makes the same again, byte for byte, with seeded variants', async () => {
    const first = await sonde(words('--perturb'))
    const before = readFileSync(at('out', 'questions.json'), 'utf8')
    const second = await sonde(words('--perturb', '--seed', '7'))
    expect(first.code).toBe(0)
    expect(second.stdout).toBe(first.stdout)
    expect(readFileSync(at('out', 'questions.json'), 'utf8')).toBe(before)
    expect(JSON.parse(before)).toContainEqual(
      expect.objectContaining({
        question: 'How many are there in Austria?',
        imitates: 'Dr.Spider NLQ_column_value',
        original: PAIRS[2]!.question,
      }),
    )
  })

  it('prints the counts beside those of the paper', async () => {
    const { stdout } = await sonde(words())
    expect(stdout).toMatch(/made\/spider_syn\.json +7 +2 +1 +0 +1 +254 of 1034/)
    expect(stdout).toMatch(/entry 7: it has no gold SQL/)
    expect(stdout).toMatch(/No such database: nowhere/)
  })

  it('writes over nothing that is not its own', async () => {
    const mine = at('mine')
    mkdirSync(mine)
    writeFileSync(join(mine, 'notes.txt'), 'mine')
    const run = await sonde(words('--out', mine, '--json'))
    expect(run.code).toBe(1)
    expect(readDocument('error', run.stdout).error.code).toBe('file-exists')
    expect(existsSync(join(mine, 'questions.json'))).toBe(false)

    writeFileSync(at('out', 'knowledge', 'pets.yaml'), '# mine')
    const changed = await sonde(words())
    expect(changed).toMatchObject({ code: 1, stdout: '' })
    expect(changed.stderr).toMatch(/knowledge\/pets\.yaml/)
    expect(readFileSync(at('out', 'knowledge', 'pets.yaml'), 'utf8')).toBe('# mine')
  })

  it.each([
    ['a file that is not there', ['--from', at('nothing.json')], 'file-unreadable'],
    ['a file without pairs', ['--from', at('databases', 'pets', 'pets.sqlite')], 'benchmark-invalid'],
    ['tables of another kind', ['--tables', at('made', 'spider_syn.json')], 'benchmark-invalid'],
  ])('refuses %s', async (_, more, code) => {
    const run = await sonde([
      'benchmark',
      'tcd',
      '--from',
      at('made', 'spider_syn.json'),
      '--databases',
      at('databases'),
      '--out',
      at('other'),
      '--quiet',
      '--json',
      ...more,
    ])
    expect(run.code).toBe(1)
    expect(readDocument('error', run.stdout).error.code).toBe(code)
    expect(existsSync(at('other'))).toBe(false)
  })
})
