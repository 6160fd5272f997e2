import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readQuestions } from './read-questions.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-questions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(content: string | Uint8Array): string {
  const file = join(folder, 'questions')
  writeFileSync(file, content)
  return file
}

const GOOD = { db_id: 'shop', question: 'How many?', query: 'SELECT 1' }

describe('readQuestions', () => {
  it.each<[string, unknown, string]>([
    ['no object', 7, 'it is no object with db_id, question and query'],
    ['a list', ['a'], 'it is no object with db_id, question and query'],
    ['no database', { question: 'Q', query: 'S' }, 'it does not say its db_id'],
    ['no question', { db_id: 'shop', query: 'S' }, 'it has no question'],
    ['a blank question', { db_id: 'shop', question: ' ', query: 'S' }, 'it has no question'],
    ['no gold', { db_id: 'shop', question: 'Q' }, 'it has no gold SQL (query or SQL)'],
    ['a parsed tree as gold', { db_id: 'shop', question: 'Q', sql: {} }, 'it has no gold SQL (query or SQL)'],
    ['a number as gold', { db_id: 'shop', question: 'Q', query: 5 }, 'it has no gold SQL (query or SQL)'],
  ])('passes over %s, and the others keep their index', async (_, entry, reason) => {
    const read = await readQuestions(write(JSON.stringify([GOOD, entry, GOOD])))
    expect(read.questions.map(({ index }) => index)).toEqual([0, 2])
    expect(read.skipped).toMatchObject([{ index: 1, place: 'entry 2', reason }])
    expect(read.count).toBe(3)
  })

  it('tells the database of an entry that it passes over', async () => {
    const read = await readQuestions(write(JSON.stringify([GOOD, { db_id: 'shop', question: 'Q' }])))
    expect(read.skipped[0]).toMatchObject({ dbId: 'shop' })
  })

  it('passes over a line of JSON Lines that is broken, and says where', async () => {
    const lines = [JSON.stringify(GOOD), '{"db_id": "shop",}', '', JSON.stringify(GOOD)]
    const read = await readQuestions(write(lines.join('\r\n')))
    expect(read.questions.map(({ index }) => index)).toEqual([0, 2])
    expect(read.skipped).toEqual([
      { index: 1, place: 'line 2', reason: 'it is not JSON (column 18, found "}")' },
    ])
  })

  it('passes over a CSV record that is too short', async () => {
    const read = await readQuestions(write('db_id,question,query\nshop,Q,S\nshop,Q\n\nshop,"Q\n2",S'))
    expect(read.questions.map(({ index, question }) => [index, question])).toEqual([
      [0, 'Q'],
      [2, 'Q\n2'],
    ])
    expect(read.skipped).toMatchObject([{ index: 1, place: 'line 3' }])
  })

  it('reads questions without gold where none is needed', async () => {
    const file = write('question\nHow many?\n')
    const read = await readQuestions(file, { dbId: 'shop', needsGold: false })
    expect(read.questions).toEqual([{ index: 0, dbId: 'shop', question: 'How many?', gold: '' }])
  })

  it('takes the database that was given only where an entry names none', async () => {
    const file = write(JSON.stringify([GOOD, { ...GOOD, db_id: undefined }]))
    const read = await readQuestions(file, { dbId: 'other' })
    expect(read.questions.map(({ dbId }) => dbId)).toEqual(['shop', 'other'])
  })

  it.each<[string, string, RegExp]>([
    ['broken JSON', '[{"db_id": "a"},\n  {"db_id": }]', /line 2, column 13: this is not JSON \(found "}"\)/],
    ['a truncated file', '[{"db_id": "a"', /line 1, column 15.*the end of the file/],
    ['an empty file', '', /neither JSON nor CSV/],
    ['an empty list', '[]', /holds no questions/],
    ['a list of texts', '["SELECT 1"]', /no question that can be used; of entry 1, it is no object/],
    ['an object', '{"data": []}', /one JSON object, and no list of questions/],
    ['SQL', 'SELECT 1\nSELECT 2', /neither JSON nor CSV.*db_id,question,query/],
    ['CSV without a header', 'shop,How many?,SELECT 1', /first line must name the columns/],
    ['CSV with an open quote', 'db_id,question,query\nshop,"Q,S\nshop,Q,S', /line 2 never closes/],
  ])('refuses %s', async (_, content, message) => {
    const file = write(content)
    await expect(readQuestions(file)).rejects.toMatchObject({ code: 'benchmark-invalid' })
    await expect(readQuestions(file)).rejects.toThrow(message)
    await expect(readQuestions(file)).rejects.toThrow(file)
  })

  it.each([
    ['a file that is not there', join(folder, 'nothing.json'), /does not exist/],
    ['a folder', folder, /is a folder/],
  ])('refuses %s', async (_, file, message) => {
    await expect(readQuestions(file)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(readQuestions(file)).rejects.toThrow(message)
  })

  it.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', Buffer.from('\ufeffquestion,sql\nCafé?,S')],
    ['UTF-16', Buffer.from('\ufeffquestion,sql\nCafé?,S', 'utf16le')],
    ['Latin-1', Buffer.from('question,sql\nCafé?,S', 'latin1')],
  ])('reads %s', async (_, bytes) => {
    const { questions } = await readQuestions(write(bytes), { dbId: 'shop' })
    expect(questions).toMatchObject([{ question: 'Café?', gold: 'S' }])
  })
})
