import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepSeed, readKeptSeeds } from '../seeds/kept-seeds.ts'
import { nearestExamples } from './nearest-examples.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-nearest-'))

beforeAll(() => {
  const examples = [
    ['How many customers are there?', 'SELECT count(*) FROM customers'],
    ['What is the average price of products?', 'SELECT avg(price) FROM products'],
    ['Which customers are from Germany?', "SELECT name FROM customers WHERE country = 'Germany'"],
  ]
  const lines = examples.map(([question, sql]) => JSON.stringify({ question, sql }))
  writeFileSync(join(folder, 'examples.jsonl'), `${[...lines, 'broken'].join('\n')}\n`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('nearestExamples', () => {
  it('finds what shares rare words first, and nothing that shares none', () => {
    const found = nearestExamples('customers in Germany', folder, 5)
    expect(found.map(({ sql }) => sql)).toEqual([
      "SELECT name FROM customers WHERE country = 'Germany'",
      'SELECT count(*) FROM customers',
    ])
    expect(nearestExamples('average price', folder, 1)).toHaveLength(1)
  })

  it('finds answers that were kept, once', () => {
    const seed = { question: 'Teas by price?', sql: 'SELECT name FROM products ORDER BY price' }
    expect(keepSeed(folder, seed)).toBe(true)
    expect(keepSeed(folder, seed)).toBe(false)
    expect(readKeptSeeds(folder)).toMatchObject([seed])
    expect(nearestExamples('teas', folder, 3)).toEqual([seed])
  })

  it('finds nothing where there is no pool', () => {
    expect(nearestExamples('anything', join(folder, 'none'), 3)).toEqual([])
  })
})
