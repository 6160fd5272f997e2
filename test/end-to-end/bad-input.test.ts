import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDocument } from './json-schemas.ts'
import { type Run, sondeIn, temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const sonde = sondeIn(home)
const at = (file: string): string => join(folder, file)
const shop = at('shop.sqlite')

const SHOP = `CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
INSERT INTO customers VALUES (1, 'Ada', 'Oslo'), (2, 'Bo', 'Bergen'), (3, 'Cy', 'Oslo');`

function writeDatabase(file: string, statements: string): void {
  const writer = new DatabaseSync(at(file))
  writer.exec(statements)
  writer.close()
}

beforeAll(() => {
  writeDatabase('shop.sqlite', SHOP)
  writeFileSync(at('text.sqlite'), 'A text that is long enough to be taken for a database.\n'.repeat(40))
  writeFileSync(at('nothing-in-it.sqlite'), '')
  writeDatabase('no-tables.sqlite', 'CREATE TABLE gone (a); DROP TABLE gone')
  writeDatabase('no-rows.sqlite', 'CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)')
  const columns = Array.from({ length: 500 }, (_, index) => `c${index} TEXT`).join(', ')
  writeDatabase('wide.sqlite', `CREATE TABLE wide (${columns}); INSERT INTO wide (c1) VALUES ('x'), ('y')`)
  writeDatabase(
    'odd.sqlite',
    `CREATE TABLE "select ""all"" 🫖" ("order" TEXT, "a b" TEXT, "" INTEGER, "it's" REAL, "名前" TEXT);
     INSERT INTO "select ""all"" 🫖" VALUES ('x', 'y', 1, 2.5, '王'), ('z', 'y', 2, 3.5, '李');
     CREATE TABLE "group" ("from" TEXT, "🫖" INTEGER); INSERT INTO "group" VALUES ('tea', 1)`,
  )
})

/** What holds whatever was asked: no stack trace, nothing on stdout that is no result. */
function expectClear(run: Run, code: number, message: RegExp): void {
  expect(run.stderr).toMatch(message)
  expect(run.stderr).not.toMatch(/\n\s+at |Something broke/)
  expect(run.code).toBe(code)
  expect(run.stdout).toBe('')
}

describe('databases', () => {
  it.each([
    ['there is no such file', 'nowhere.sqlite', /there is no file .*nowhere\.sqlite/],
    ['the name is misspelt', 'shop.sqlit', /In that folder there is .*shop\.sqlite/],
    ['it is a folder', '.', /is a folder: name the database file in it/],
    ['it is a text', 'text.sqlite', /is not a SQLite database: it looks like plain text/],
    ['the file is empty', 'nothing-in-it.sqlite', /without tables\. Check that/],
    ['it has no tables', 'no-tables.sqlite', /without tables\. Check that/],
  ])('%s: ask and explore say so, exit code 1', async (_, file, message) => {
    expectClear(await sonde(['ask', at(file), 'how many customers are there']), 1, message)
    expectClear(await sonde(['explore', at(file)]), 1, message)
    const { stdout, code } = await sonde(['ask', at(file), 'how many customers are there', '--json'])
    expect(code).toBe(1)
    expect(readDocument('error', stdout).error.message).toMatch(message)
  })

  it('is cut off in the middle: says that it is damaged', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => `('${String(index).padStart(200, 'x')}')`).join()
    writeDatabase('cut.sqlite', `CREATE TABLE texts (a TEXT); INSERT INTO texts VALUES ${rows}`)
    truncateSync(at('cut.sqlite'), 40_960)
    expectClear(
      await sonde(['ask', at('cut.sqlite'), 'how many texts']),
      1,
      /the file is damaged; restore it/,
    )
  })

  it.each([
    ['no rows', 'no-rows.sqlite', 'how many customers are there', '0'],
    ['500 columns', 'wide.sqlite', 'how many wide rows are there', '2'],
    ['reserved words and emoji for names', 'odd.sqlite', 'how many groups are there', '1'],
  ])('%s: answers', async (_, file, question, count) => {
    const run = await sonde(['ask', at(file), question, '--csv', '--quiet'])
    expect({ code: run.code, lines: run.stdout.split('\n').slice(1) }).toEqual({
      code: 0,
      lines: [count, ''],
    })
    expect((await sonde(['explore', at(file), '--quiet'])).code).toBe(0)
  })

  it('shows odd names as they are, and reads them', async () => {
    const explored = await sonde(['explore', at('odd.sqlite'), '--quiet'])
    for (const name of ['select "all" 🫖', 'a b', "it's", '名前']) expect(explored.stdout).toContain(name)
    const sql = 'SELECT "order", "a b", "it\'s" FROM "select ""all"" 🫖" LIMIT 1'
    expect((await sonde(['sql', at('odd.sqlite'), sql, '--csv'])).stdout).toBe("order,a b,it's\nx,y,2.5\n")
  })
})

describe('a database that another program writes to', () => {
  const file = 'written.sqlite'
  let writer: DatabaseSyncInstance
  beforeAll(async () => {
    writeDatabase(file, SHOP)
    expect((await sonde(['explore', at(file), '--quiet'])).code).toBe(0)
    writer = new DatabaseSync(at(file))
  })
  afterAll(() => writer.close())

  it('is locked: says so, exit code 1, and answers when it is free again', async () => {
    writer.exec("BEGIN EXCLUSIVE; INSERT INTO customers VALUES (4, 'Di', 'Oslo')")
    try {
      expectClear(await sonde(['ask', at(file), 'how many customers are there', '--quiet']), 1, /locked/)
      expectClear(await sonde(['sql', at(file), 'SELECT 1 FROM customers']), 1, /locked.*Try again/)
    } finally {
      writer.exec('COMMIT')
    }
    const run = await sonde(['ask', at(file), 'how many customers are there', '--csv', '--quiet'])
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/\n4\n$/) })
  })

  it('is written to between two questions: the second answer is the new one', async () => {
    writer.exec("INSERT INTO customers VALUES (5, 'Ed', 'Tromsø')")
    const run = await sonde(['ask', at(file), 'customers from Tromsø', '--csv', '--quiet'])
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('\nEd\n') })
  })
})

describe('questions', () => {
  it.each([
    ['empty', '', /The question is empty\. Ask something/],
    ['blank', ' \t\n', /The question is empty\. Ask something/],
    ['10,000 characters long', 'how many '.repeat(1_112), /has 10,007 characters; at most 2,000 are read/],
    ['without words', '???', /has no words/],
    ['SQL', 'SELECT name FROM customers', /This is SQL, not a question\. Run it with: sonde sql/],
  ])('%s: says what to do, exit code 2', async (_, question, message) => {
    expectClear(await sonde(['ask', shop, question, '--quiet']), 2, message)
  })

  it.each([
    ['Chinese', '有多少个客户？'],
    ['German', 'Wie viele Kunden gibt es?'],
    ['about something else', 'what is the meaning of life'],
  ])('%s: no answer, exit code 1, and what the database knows', async (_, question) => {
    expectClear(await sonde(['ask', shop, question, '--quiet']), 1, /^No answer\.[\s\S]+It knows: customers/)
  })

  it.each([
    ['a value that is not stored', 'customers from Trondheim'],
    ['an order to write', 'delete all customers'],
  ])('%s: a best guess that is called one, exit code 3', async (_, question) => {
    const run = await sonde(['ask', shop, question, '--quiet'])
    expect(run).toMatchObject({ code: 3, stderr: '' })
    expect(run.stdout).toMatch(/^Not sure\. .+\nMy best guess: /)
  })
})

describe('surveys and knowledge', () => {
  const surveyFolder = (): string => {
    const name = readdirSync(join(home, 'surveys')).find((each) => each.startsWith('shop-'))
    return join(home, 'surveys', name!)
  }
  const count = ['ask', shop, 'how many customers are there', '--csv', '--quiet']

  beforeAll(async () => {
    expect((await sonde(['explore', shop, '--quiet'])).code).toBe(0)
  })

  it.each([
    ['survey.json', '{ "damaged"'],
    ['survey.json', '{ "format": "sonde-survey/999" }'],
    ['values.sqlite', 'no index'],
    ['about.json', ''],
  ])('%s holds %j: it is made again, and what people wrote stays', async (file, text) => {
    const words = [...'knowledge add'.split(' '), shop, '--keyword', 'capital', '--table', 'customers']
    await sonde([...words, '--column', 'city', '--value', 'Oslo', '--quiet'])
    const knowledge = readFileSync(join(surveyFolder(), 'knowledge.yaml'), 'utf8')
    writeFileSync(join(surveyFolder(), file), text)
    expect(await sonde(count)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\n3\n$/), stderr: '' })
    expect(readFileSync(join(surveyFolder(), 'knowledge.yaml'), 'utf8')).toBe(knowledge)
  })

  it.each([
    ['is not YAML', 'entries: [a\n', /line \d+: this is not YAML/],
    ['is another file', 'hello: world\n', /is not a knowledge file/],
    ['is of another version', 'sonde: knowledge\nversion: 9\nentries: []\n', /version is 9/],
    [
      'has an entry of no known kind',
      'sonde: knowledge\nversion: 1\nentries:\n  - kind: valu\n    keyword: x\n',
      /line 4: kind is "valu"; write value, expression or filter/,
    ],
  ])('a knowledge file that %s: the line and what to do, and the file stays', async (_, text, message) => {
    const file = at('team.yaml')
    writeFileSync(file, text)
    expectClear(await sonde([...count, '--knowledge', file]), 1, message)
    const add = ['knowledge', 'add', shop, '--keyword', 'x', '--table', 'customers', '--filter', 'id = 1']
    expectClear(await sonde([...add, '--knowledge', file, '--quiet']), 1, message)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('a knowledge file that is not there', async () => {
    expectClear(await sonde([...count, '--knowledge', at('none.yaml')]), 1, /There is no knowledge file/)
    expect(existsSync(at('none.yaml'))).toBe(false)
  })

  it.each([
    ['is a file', 'taken', 'taken'],
    ['lies below a file', join('taken', 'below'), 'taken'],
    ['has a file where surveys go', 'other home', join('other home', 'surveys')],
  ])('a home that %s: names it and the way out, and changes nothing', async (_, place, taken) => {
    mkdirSync(dirname(at(taken)), { recursive: true })
    writeFileSync(at(taken), 'mine')
    const message = /Surveys cannot be kept in .+ --home or SONDE_HOME/
    expectClear(await sonde([...count, '--home', at(place)]), 1, message)
    expect(readFileSync(at(taken), 'utf8')).toBe('mine')
  })
})
