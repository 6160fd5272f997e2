import { describe, expect, it } from 'vitest'
import { pairColumns } from './pair-columns.ts'

const rows = (...texts: string[]) => texts.map((text) => text.split(' '))
const pairsOf = (gold: string[][], predicted: string[][]) =>
  pairColumns(gold, predicted).map((pair) => [pair.gold, pair.predicted])

describe('pairColumns', () => {
  it.each([
    [
      'the same columns',
      rows('a 1', 'b 2'),
      rows('a 1', 'b 2'),
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      'columns in another order',
      rows('a 1', 'b 2'),
      rows('1 a', '2 b'),
      [
        [0, 1],
        [1, 0],
      ],
    ],
    [
      'equal columns by their place',
      rows('a a', 'b b'),
      rows('b b', 'a a'),
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      'one column too many',
      rows('a 1', 'b 2'),
      rows('x a 1', 'y b 2'),
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['one column too few', rows('a 1', 'b 2'), rows('1', '2'), [[1, 0]]],
    ['the column with more of the values', rows('a', 'b', 'c'), rows('a x', 'x b', 'x c'), [[0, 1]]],
    ['values as often as they come', rows('a', 'a', 'b'), rows('a a', 'b a', 'b b'), [[0, 1]]],
  ])('pairs %s', (_, gold, predicted, pairs) => {
    expect(pairsOf(gold, predicted)).toEqual(pairs)
  })
})
