import { describe, expect, it } from 'vitest'
import { tokenizeSpiderSql } from './tokenize-spider-sql.ts'

const CASES: readonly (readonly [string, readonly string[] | null])[] = [
  ["SELECT Name WHERE a = 'New York'", ['select', 'name', 'where', 'a', '=', '"New York"']],
  ['a = \'x\' AND b = "Y, z"', ['a', '=', '"x"', 'and', 'b', '=', '"Y, z"']],
  ["a = 'it''s'", ['a', '=', '__val_4_7____val_8_10__']],
  ["a='x'", ['a=__val_2_4__']],
  ["a = 'x", null],
  ['a = "O\'Brien"', null],
  ['a >= 5 and b != 6 and c <= 7', ['a', '>=', '5', 'and', 'b', '!=', '6', 'and', 'c', '<=', '7']],
  ['a > = 5', ['a', '>=', '5']],
  ['a >=5', ['a', '>', '=5']],
  ['a <> 5', ['a', '<', '>', '5']],
  ['a == 5', ['a', '==', '5']],
  ['= a >', ['=', 'a', '>=', 'a', '>']],
]

describe('tokenizeSpiderSql', () => {
  it.each(CASES)('%s', (sql, tokens) => {
    expect(tokenizeSpiderSql(sql)).toEqual(tokens)
  })
})
