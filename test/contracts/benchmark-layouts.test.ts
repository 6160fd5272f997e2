import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { findDatabaseFile } from '../../src/evaluation/benchmarks/find-database-file.ts'
import { readDatabaseDescription } from '../../src/evaluation/benchmarks/read-database-description.ts'
import { readQuestions } from '../../src/evaluation/benchmarks/read-questions.ts'
import { makeFolder, writeSqlite } from './sqlite-file.ts'

const { folder, remove } = makeFolder()
afterAll(remove)

const ASKED = 'How many cats are there?'
const GOLD = "SELECT count(*) FROM pet WHERE kind = 'cat'"
/** What Spider's tools write beside the SQL. */
const TREES = { query_toks: ['SELECT'], question_toks: ['How'], sql: { select: [false, []] } }

interface Layout {
  readonly name: string
  /** Inside the benchmark's folder. */
  readonly databases: string
  readonly content: string
  readonly expected?: Readonly<Record<string, string>>
  readonly dbId?: string
}

const spider = { db_id: 'pets', question: ASKED, query: GOLD }
const list = (entry: object): string => JSON.stringify([entry], null, 2)

/** Every benchmark's file as it is published, with one question. */
const LAYOUTS: readonly Layout[] = [
  { name: 'Spider', databases: 'database', content: list({ ...spider, ...TREES, query_toks_no_value: [] }) },
  {
    name: 'Spider-Syn',
    databases: 'database',
    content: list({
      db_id: 'pets',
      SpiderQuestion: 'How many pets that are cats?',
      SpiderSynQuestion: ASKED,
      query: GOLD,
    }),
    expected: { original: 'How many pets that are cats?' },
  },
  {
    name: 'Spider-Syn with plain names',
    databases: 'database',
    content: list({ ...spider, original: 'How many pets that are cats?' }),
    expected: { original: 'How many pets that are cats?' },
  },
  { name: 'Spider-Realistic', databases: 'database', content: list({ ...TREES, ...spider }) },
  { name: 'Spider-DK', databases: 'database', content: list({ ...spider, type: 3, easy: 0 }) },
  { name: 'Dr.Spider', databases: 'databases', content: list({ ...spider, ...TREES }) },
  { name: 'KaggleDBQA', databases: 'databases', content: list({ ...spider, ...TREES }) },
  {
    name: 'BIRD dev',
    databases: 'dev_databases',
    content: list({
      question_id: 0,
      db_id: 'pets',
      question: ASKED,
      evidence: 'cats refers to kind = "cat"',
      SQL: GOLD,
      difficulty: 'simple',
    }),
    expected: { evidence: 'cats refers to kind = "cat"', difficulty: 'simple' },
  },
  {
    name: 'BIRD mini-dev without evidence',
    databases: 'dev_databases',
    content: list({ question_id: 1471, db_id: 'pets', question: ASKED, evidence: '', SQL: GOLD }),
  },
  {
    name: 'TCD',
    databases: 'databases',
    content: list({ ...spider, source: 'dev.json', rules: ['encoded-condition'], original: 'How many?' }),
    expected: { original: 'How many?' },
  },
  { name: 'JSON Lines', databases: '', content: `${JSON.stringify(spider)}\r\n` },
  {
    name: 'JSON Lines with sql',
    databases: '',
    content: JSON.stringify({ db_id: 'pets', question: ASKED, sql: GOLD }),
  },
  { name: 'CSV', databases: '', content: `\ufeffdb_id,question,query\r\npets,${ASKED},"${GOLD}"\r\n` },
  { name: 'CSV of one database', databases: '', content: `Question,SQL\n"${ASKED}",${GOLD}\n`, dbId: 'pets' },
]

describe('a benchmark', () => {
  it.each(LAYOUTS)('$name: is read, and its gold SQL runs on its database', async (layout) => {
    const home = join(folder, layout.name)
    mkdirSync(join(home, layout.databases, 'pets'), { recursive: true })
    const path = join(home, layout.databases, 'pets', 'pets.sqlite')
    writeSqlite(path, ['create table pet (kind)', "insert into pet values ('cat'), ('dog'), ('cat')"])
    const file = join(home, 'questions')
    writeFileSync(file, layout.content)

    const read = await readQuestions(file, layout.dbId === undefined ? {} : { dbId: layout.dbId })
    expect(read.skipped).toEqual([])
    expect(read.questions).toEqual([
      { index: 0, dbId: 'pets', question: ASKED, gold: GOLD, ...layout.expected },
    ])
    const database = await openDatabase(findDatabaseFile(home, read.questions[0]!.dbId)!)
    try {
      expect(await database.run(read.questions[0]!.gold)).toMatchObject({ rows: [[2]] })
    } finally {
      await database.close()
    }
  })
})

describe('a database description', () => {
  const HEADER = 'original_column_name,column_name,column_description,data_format,value_description'

  it.each<[string, Uint8Array]>([
    [
      'UTF-8 with a mark',
      Buffer.from(`\ufeff${HEADER}\r\nkind, kind of pet,Tiere für alle,text,"1 = cat\n2 = dog"\r\n`),
    ],
    [
      'Latin-1',
      Buffer.from(`${HEADER}\nkind,kind of pet,Tiere für alle,text,"1 = cat\n2 = dog"\n,,,,\n`, 'latin1'),
    ],
  ])('is read from %s', async (name, bytes) => {
    const home = join(folder, name)
    mkdirSync(join(home, 'database_description'), { recursive: true })
    writeFileSync(join(home, 'database_description', 'pet.csv'), bytes)
    writeFileSync(join(home, 'database_description', '.DS_Store'), '')
    expect(await readDatabaseDescription(join(home, 'pets.sqlite'))).toEqual([
      {
        table: 'pet',
        column: 'kind',
        readableName: 'kind of pet',
        description: 'Tiere für alle',
        dataFormat: 'text',
        valueDescription: '1 = cat\n2 = dog',
      },
    ])
  })

  it('is empty where there is none', async () => {
    expect(await readDatabaseDescription(join(folder, 'nowhere', 'pets.sqlite'))).toEqual([])
  })
})
