import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPredictions } from './read-predictions.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-predictions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(content: string, count = 3) {
  const file = join(folder, 'predictions')
  writeFileSync(file, content)
  return readPredictions(file, { count, dbIds: new Set(['shop']) })
}

const json = JSON.stringify

describe('readPredictions', () => {
  it.each<[string, string, (string | null)[]]>([
    ['a list of texts', json(['A', 'B', 'C']), ['A', 'B', 'C']],
    [
      'a list of objects',
      json([{ predicted: 'A' }, { predicted: '' }, { predicted: null }]),
      ['A', '', null],
    ],
    [
      'another key',
      json([{ predicted_sql: 'A' }, { predicted_sql: 'B' }, { predicted_sql: 'C' }]),
      ['A', 'B', 'C'],
    ],
    ['SQL', json([{ SQL: 'A' }, { SQL: 'B' }, { SQL: 'C' }]), ['A', 'B', 'C']],
    [
      'no gold where a prediction is missing',
      json([{ query: 'gold', predicted: 'A' }, { query: 'gold' }, { query: 'gold', predicted: 'C' }]),
      ['A', null, 'C'],
    ],
    ['JSON Lines of objects', '{"pred": "A"}\n{"pred": "B"}\n{"pred": "C"}\n', ['A', 'B', 'C']],
    ['JSON Lines of texts', '"A"\r\n"B"\r\n"C"\r\n', ['A', 'B', 'C']],
    [
      'objects that say their index',
      '{"index": 2, "predicted": "C"}\n{"index": 0, "predicted": "A"}',
      ['A', null, 'C'],
    ],
    [
      'an index that is used twice as none',
      json([
        { index: 1, sql: 'A' },
        { index: 1, sql: 'B' },
      ]),
      ['A', 'B', null],
    ],
    [
      'BIRD’s object',
      json({ 0: 'A\t----- bird -----\tshop', 2: 'C\t----- bird -----\tshop', 1: 0 }),
      ['A', null, 'C'],
    ],
    ['text', 'A\nB\nC\n', ['A', 'B', 'C']],
    ['text without a last line end', 'A\r\nB\r\nC', ['A', 'B', 'C']],
    ['text with an empty line', 'A\n\nC\n', ['A', '', 'C']],
    ['an empty last line', 'A\nB\n\n', ['A', 'B', '']],
    ['empty lines after the last', 'A\nB\nC\n\n\n', ['A', 'B', 'C']],
    ['text with databases', 'A\tshop\nB\tshop\nC\tshop\n', ['A', 'B', 'C']],
    ['text with unknown databases', 'A\tone\n\nC\ttwo\n', ['A', '', 'C']],
    ['a tab in SQL', 'SELECT\ta\nB\tshop\nC\n', ['SELECT\ta', 'B', 'C']],
    ['fewer', 'A\n', ['A', null, null]],
  ])('reads %s', async (_, content, predictions) => {
    expect((await read(content)).predictions).toEqual(predictions)
  })

  it('counts what is missing, and not what is empty', async () => {
    expect((await read('A\n\n', 4)).missing).toBe(2)
    expect((await read(json({ 3: 'A' }), 4)).missing).toBe(3)
    expect((await read(json([{ predicted: null }, { predicted: 'A' }]), 2)).missing).toBe(0)
  })

  it('reports entries that are no SQL', async () => {
    const { predictions, malformed } = await read(json(['A', 5, ['B']]))
    expect(predictions).toEqual(['A', null, null])
    expect(malformed).toEqual([
      { index: 1, place: 'entry 2', reason: 'it is no text' },
      { index: 2, place: 'entry 3', reason: 'it is no text' },
    ])
    expect((await read('"A"\n"B\n"C"')).malformed).toMatchObject([{ index: 1, place: 'line 2' }])
  })

  it.each<[string, string, RegExp]>([
    ['more than there are questions', json(['A', 'B', 'C', 'D']), /holds 4 predictions for 3 questions/],
    ['more lines', 'A\nB\nC\nD', /holds 4 predictions for 3 questions/],
    ['a number beyond the questions', json({ 3: 'A' }), /holds 4 predictions for 3 questions/],
    ['broken JSON', '["A",\n"B"', /line 2, column 4: this is not JSON/],
    ['objects without SQL', json([{ question: 'Q' }]), /no SQL in its objects/],
    ['one object without SQL', json({ data: [] }), /one JSON object without SQL/],
  ])('refuses %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'benchmark-invalid' })
    await expect(read(content)).rejects.toThrow(message)
  })
})
