import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import { SondeError } from '../base/errors.ts'
import { buildValueIndex } from './build-value-index.ts'
import { openValueIndex } from './open-value-index.ts'
import type { ValueIndex } from './value-index.ts'

const LONG = `The quarterly report of the northern region ${'with many remarks '.repeat(20)}`

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  products: [
    'Ice Tea',
    'iced coffee',
    'Café au Lait',
    'White Board',
    'Whiteboard marker',
    'C++',
    'C#',
    'Lipton Ice Tea 500ml',
    'T-Shirt',
    '🎉',
    'Shipped',
    'ＡＢＣ Ltd',
  ],
  cities: [
    'New York',
    'São Paulo',
    'München',
    'Düsseldorf',
    'Straßburg',
    'Berlin',
    'Bern',
    'Köln',
    'Brazil',
    'Germany',
    'Los Angeles',
    'California',
  ],
  people: [
    'John Johnson',
    'Ben Jonson',
    'Jürgen Müller',
    'Anna Mueller',
    "O'Brien",
    'Led Zeppelin',
    'Customers of old',
    'Bücher und Zeitschriften',
  ],
  chinese: ['北京市', '上海', '广东省广州市', '国内生产总值增长率', '订单已发货', '東京都', '서울특별시'],
}

let folder: string
let index: ValueIndex

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-values-'))
  const database = openInMemoryDatabase('CREATE TABLE t(kind TEXT, text TEXT)')
  for (const [table, texts] of Object.entries(TEXTS)) {
    const rows = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(', ')
    database.execute(`CREATE TABLE ${table}(name TEXT); INSERT INTO ${table} VALUES ${rows}`)
  }
  database.execute(`CREATE TABLE loose(amount INTEGER, "a ""q"" 🎈" BLOB, folded TEXT COLLATE NOCASE);
    INSERT INTO loose VALUES (1, 'quoted', 'Twin'), ('n/a', 'quoted', 'twin'), (3, x'00', 'TWIN'), (4, NULL, '${LONG}')`)
  const file = join(folder, 'index.sqlite')
  await buildValueIndex(database, await database.readSchema(), file)
  index = openValueIndex(file)
})

afterAll(() => {
  index.close()
  rmSync(folder, { recursive: true })
})

describe('findExact', () => {
  it.each([
    ['ice tea', 'Ice Tea'],
    ['  ICE   TEA ', 'Ice Tea'],
    ['cafe au lait', 'Café au Lait'],
    ['abc ltd', 'ＡＢＣ Ltd'],
    ['strassburg', 'Straßburg'],
    ['sao paulo', 'São Paulo'],
    ['c++', 'C++'],
    ['🎉', '🎉'],
    ["o'brien", "O'Brien"],
    ['上海', '上海'],
    ['n/a', 'n/a'],
  ])('%j is stored as %j', (text, value) => {
    expect(index.findExact(text)).toEqual([expect.objectContaining({ value, score: 1 })])
  })

  it.each(['tea', 'mueller jürgen', '', 'c', LONG])('does not find %j', (text) => {
    expect(index.findExact(text)).toEqual([])
  })

  it('keeps values apart that a column collation calls equal, and counts their rows', () => {
    const found = index.findExact('twin')
    expect(found.map((match) => match.value).sort()).toEqual(['TWIN', 'Twin', 'twin'])
    expect(index.findExact('quoted')[0]).toMatchObject({ table: 'loose', column: 'a "q" 🎈', rowCount: 2 })
  })
})

describe('search', () => {
  it.each([
    ['ice tea', 'Ice Tea'],
    ['ice-tea', 'Ice Tea'],
    ['icetea', 'Ice Tea'],
    ['ice teas', 'Ice Tea'],
    ['iced tea', 'Ice Tea'],
    ['whiteboard', 'White Board'],
    ['white boards', 'White Board'],
    ['tshirts', 'T-Shirt'],
    ['shiped', 'Shipped'],
    ['shippde', 'Shipped'],
    ['new yrok', 'New York'],
    ['York', 'New York'],
    ['Sao Paolo', 'São Paulo'],
    ['Brasil', 'Brazil'],
    ['Jon Johnson', 'John Johnson'],
    ['Led Zepelin', 'Led Zeppelin'],
    ['Calif', 'California'],
    ['Muenchen', 'München'],
    ['Duesseldorf', 'Düsseldorf'],
    ['Duseldorf', 'Düsseldorf'],
    ['Strassburg', 'Straßburg'],
    ['Juergen Mueller', 'Jürgen Müller'],
    ['Koeln', 'Köln'],
    ['Buch und Zeitschrift', 'Bücher und Zeitschriften'],
    ['北京', '北京市'],
    ['广州', '广东省广州市'],
    ['增长率', '国内生产总值增长率'],
    ['已发货', '订单已发货'],
    ['東京', '東京都'],
    ['서울', '서울특별시'],
  ])('%j finds %j first', (text, value) => {
    expect(index.search(text, { minimumScore: 0.4 })[0]?.value).toBe(value)
  })

  it('scores 1 only what is equal after folding', () => {
    expect(index.search('ice tea')[0]!.score).toBe(1)
    expect(index.search('ice-tea')[0]!.score).toBeLessThan(1)
    expect(index.search('C++').map(({ value, score }) => [value, score === 1])).toEqual([['C++', true]])
  })

  it('prefers the shorter of two values that hold the word', () => {
    const [first, second] = index.search('tea')
    expect([first!.value, second!.value]).toEqual(['Ice Tea', 'Lipton Ice Tea 500ml'])
    expect(first!.score).toBeGreaterThan(second!.score)
  })

  it('looks only in the columns that are asked for', () => {
    const columns = [{ table: 'PEOPLE', column: 'Name' }]
    expect(index.search('mueller', { columns }).every((match) => match.table === 'people')).toBe(true)
    expect(index.search('berlin', { columns })).toEqual([])
    expect(index.findExact('berlin', { columns })).toEqual([])
    expect(index.search('berlin', { columns: [] })).toEqual([])
  })

  it('finds a long text by its beginning and says that it is shortened', () => {
    const [match] = index.search('quarterly report of the northern region', { minimumScore: 0.2 })
    expect(match).toMatchObject({ table: 'loose', column: 'folded', shortened: true })
    expect(LONG.startsWith(match!.value)).toBe(true)
  })

  it('keeps to the limit and the least score', () => {
    expect(index.search('tea', { limit: 1 })).toHaveLength(1)
    expect(index.search('tea', { minimumScore: 0.99 })).toEqual([])
  })

  it.each(['', '   ', '"', '* OR ^', 'a"b NEAR(', '\u0000', 'x'.repeat(1_000), '🎈🎈'])(
    'survives %j',
    (text) => {
      expect(Array.isArray(index.search(text))).toBe(true)
      expect(Array.isArray(index.findExact(text))).toBe(true)
    },
  )
})

describe('buildValueIndex', () => {
  it('writes a file that only its owner can read, and nothing else', () => {
    expect(readdirSync(folder)).toContain('index.sqlite')
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([])
    expect(statSync(join(folder, 'index.sqlite')).mode & 0o777).toBe(0o600)
  })

  it('reads only the changed column twice when a previous index is given, and finds what changed', async () => {
    const database = openInMemoryDatabase(
      "CREATE TABLE a(x TEXT, y TEXT); INSERT INTO a VALUES ('münchen', 'two'), ('uno', 'due')",
    )
    const schema = await database.readSchema()
    const file = join(folder, 'incremental.sqlite')
    await buildValueIndex(database, schema, file)
    expect(database.streams).toHaveLength(2)
    database.execute("UPDATE a SET y = 'zwei' WHERE y = 'two'")
    database.streams.length = 0
    await buildValueIndex(database, schema, file, { previous: file })
    expect(database.streams).toHaveLength(3)
    const updated = openValueIndex(file)
    expect(updated.findExact('two')).toEqual([])
    expect(updated.findExact('zwei')).toMatchObject([{ column: 'y', rowCount: 1 }])
    expect(updated.findExact('uno')).toMatchObject([{ column: 'x', rowCount: 1 }])
    expect(updated.search('munchn')).toMatchObject([{ column: 'x', value: 'münchen' }])
    updated.close()
  })

  it('builds anew when the previous index is damaged', async () => {
    const database = openInMemoryDatabase("CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('one')")
    const file = join(folder, 'damaged-before.sqlite')
    writeFileSync(file, 'nonsense')
    await buildValueIndex(database, await database.readSchema(), file, { previous: file })
    const rebuilt = openValueIndex(file)
    expect(rebuilt.findExact('one')).toHaveLength(1)
    rebuilt.close()
  })

  it('leaves the old index in place when it is cancelled', async () => {
    const database = openInMemoryDatabase("CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('one')")
    const file = join(folder, 'cancelled.sqlite')
    const signal = AbortSignal.abort()
    await expect(
      buildValueIndex(database, await database.readSchema(), file, { signal }),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder).filter((name) => name.startsWith('cancelled'))).toEqual([])
  })

  it('leaves out a column that cannot be read, says why, and indexes the others', async () => {
    const database = openInMemoryDatabase(
      "CREATE TABLE a(x TEXT, y TEXT, z TEXT); INSERT INTO a VALUES ('one', 'two', 'three'), ('uno', 'due', 'tre')",
    )
    const failing: typeof database = {
      ...database,
      async *stream(sql, options) {
        for await (const rows of database.stream(sql, { ...options, batchRows: 1 })) {
          yield rows
          if (sql.includes('substr(y')) throw new SondeError('database-failed', 'the page is damaged')
        }
      },
    }
    const file = join(folder, 'partial.sqlite')
    const { skipped } = await buildValueIndex(failing, await database.readSchema(), file)
    expect(skipped).toEqual([{ table: 'a', column: 'y', reason: 'the page is damaged' }])
    const partial = openValueIndex(file)
    expect(['uno', 'due', 'two', 'three', 'tre'].map((text) => partial.findExact(text)[0]?.column)).toEqual([
      'x',
      undefined,
      undefined,
      'z',
      'z',
    ])
    partial.close()
  })

  it('keeps texts whole up to 200 characters, however many units they take', async () => {
    const whole = `x ${'🎈'.repeat(198)}`
    const database = openInMemoryDatabase(
      `CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('${whole}'), ('${whole}y')`,
    )
    const file = join(folder, 'long.sqlite')
    await buildValueIndex(database, await database.readSchema(), file)
    const long = openValueIndex(file)
    const found = long.search('x', { minimumScore: 0 })
    expect(found.map(({ value, shortened }) => [value === whole, shortened === true]).sort()).toEqual([
      [true, false],
      [true, true],
    ])
    long.close()
  })

  it('indexes a database without texts', async () => {
    const database = openInMemoryDatabase('CREATE TABLE a(x INTEGER); INSERT INTO a VALUES (1)')
    const file = join(folder, 'empty.sqlite')
    await buildValueIndex(database, await database.readSchema(), file)
    const empty = openValueIndex(file)
    expect(empty.search('one')).toEqual([])
    empty.close()
  })
})

describe('openValueIndex', () => {
  it.each([
    ['is missing', () => undefined],
    ['is damaged', (file: string) => writeFileSync(file, '')],
    ['is damaged', (file: string) => writeFileSync(file, 'not a database '.repeat(400))],
    ['is damaged', (file: string) => truncateSync(file, 8192)],
    [
      'is not a value index',
      (file: string) => openInMemoryDatabase('CREATE TABLE a(x)', { path: file }).close(),
    ],
    [
      'has format 99',
      (file: string) => openInMemoryDatabase('PRAGMA user_version = 99', { path: file }).close(),
    ],
  ])('refuses a file that %s', async (problem, spoil) => {
    const file = join(folder, `spoilt-${Math.abs(spoil.toString().length)}.sqlite`)
    rmSync(file, { force: true })
    if (!/missing|not a value/.test(problem)) {
      const database = openInMemoryDatabase("CREATE TABLE a(x TEXT); INSERT INTO a VALUES ('one')")
      await buildValueIndex(database, await database.readSchema(), file)
    }
    await spoil(file)
    expect(() => openValueIndex(file)).toThrow(
      expect.objectContaining({ code: 'survey-corrupt', message: expect.stringContaining(problem) }),
    )
  })
})
