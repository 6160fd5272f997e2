import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrapSql, wrapWords } from './wrap-text.ts'

describe('wrapWords', () => {
  it.each([
    ['a short line', 80, 'a short line'],
    ['the name of each customer', 12, 'the name of\neach\ncustomer'],
    ['王小明 王小明', 7, '王小明\n王小明'],
    ['averyveryverylongword', 5, 'averyveryverylongword'],
  ])('%j in %i columns', (text, width, lines) => {
    expect(wrapWords(text, width)).toBe(lines)
  })
})

describe('wrapSql', () => {
  it.each([
    ['SELECT a FROM b', 80, 'SELECT a FROM b'],
    [
      "SELECT name FROM customers LEFT JOIN orders ON a = b WHERE name = 'two  FROM words' ORDER BY name",
      40,
      "SELECT name\nFROM customers\nLEFT JOIN orders ON a = b\nWHERE name = 'two  FROM words'\nORDER BY name",
    ],
    [
      'SELECT name FROM t WHERE id NOT IN (SELECT id FROM u WHERE x = 1 GROUP BY id)',
      30,
      'SELECT name\nFROM t\nWHERE id NOT IN (SELECT id\n  FROM u WHERE x = 1 GROUP BY\n  id)',
    ],
    ["not 'SQL at all", 5, "not 'SQL at all"],
  ])('%j in %i columns', (sql, width, lines) => {
    expect(wrapSql(sql, width)).toBe(lines)
  })

  it('changes nothing but blanks between tokens', () => {
    const word = fc.constantFrom(
      'SELECT',
      'a',
      '"b  c"',
      "'x  y'",
      '(',
      ')',
      ',',
      'FROM',
      'JOIN',
      'LEFT',
      '1',
      '=',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (words, width) => {
        const sql = words.join(' ')
        expect(wrapSql(sql, width).replace(/\n */g, ' ')).toBe(sql)
      }),
    )
  })
})
