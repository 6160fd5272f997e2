import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTypedValues } from './typed-values.ts'

// A Wednesday.
const NOW = new Date('2024-05-15T10:00:00Z')

function brief(text: string): string[] {
  return findTypedValues(text, NOW).map((value) => {
    const meaning = 'value' in value ? value.value : `${value.from}..${value.to}`
    return `${value.kind} ${meaning}`
  })
}

describe('findTypedValues', () => {
  it.each<[string, string[]]>([
    ['more than 100 tracks', ['number 100']],
    ['over 1,234.5 euros', ['number 1234.5']],
    ['1,234,567 rows', ['number 1234567']],
    ['costs $2010', ['number 2010']],
    ['-5 degrees', ['number -5']],
    ['.5 of it', ['number 0.5']],
    ['over 3k followers', ['number 3000']],
    ['about 2.3M users', ['number 2300000']],
    ['2.5 million people', ['number 2500000']],
    ['3 hundred thousand', ['number 300000']],
    ['twenty-three players', ['number 23']],
    ['one hundred and five', ['number 105']],
    ['two hundred thousand and six', ['number 200006']],
    ['three million four hundred thousand', ['number 3400000']],
    ['a dozen eggs', ['number 12']],
    ['three dozen eggs', ['number 36']],
    ['half a million', ['number 500000']],
    ['a hundred and twenty', ['number 120']],
    ['one or two', ['number 1', 'number 2']],
    ['rows 5, 6 and 7', ['number 5', 'number 6', 'number 7']],
    ['the third album', ['ordinal 3']],
    ['the twenty-first time', ['ordinal 21']],
    ['the two hundredth time', ['ordinal 200']],
    ['the 3rd and the 21st', ['ordinal 3', 'ordinal 21']],
    ['rose by 12.5%', ['percent 12.5']],
    ['at least 10 percent', ['percent 10']],
    ['fifty per cent', ['percent 50']],
    ['in 2010', ['year 2010']],
    ['between 2010 and 2012', ['year 2010', 'year 2012']],
    ['on 2023-03-31', ['date 2023-03-31']],
    ['on 2023/3/1', ['date 2023-03-01']],
    ['am 31.03.2023', ['date 2023-03-31']],
    ['on 12/31/2023', ['date 2023-12-31']],
    ['on 31/12/2023', ['date 2023-12-31']],
    ['on March 5, 2023', ['date 2023-03-05']],
    ['on March 5th 2023', ['date 2023-03-05']],
    ['the 5th of March 2023', ['date 2023-03-05']],
    ['31 April 2023', ['month 2023-04-01..2023-04-30', 'number 31']],
    ['in March 2023', ['month 2023-03-01..2023-03-31']],
    ['in Feb. 2024', ['month 2024-02-01..2024-02-29']],
    ['in 2024-02', ['month 2024-02-01..2024-02-29']],
    ['the first quarter of 2023', ['quarter 2023-01-01..2023-03-31']],
    ['Q1 2023', ['quarter 2023-01-01..2023-03-31']],
    ['2023Q4', ['quarter 2023-10-01..2023-12-31']],
    ['the second half of 2023', ['date-range 2023-07-01..2023-12-31']],
    ['in the 1990s', ['date-range 1990-01-01..1999-12-31']],
    ['sales last year', ['year 2023']],
    ['this year and next year', ['year 2024', 'year 2025']],
    ['last month', ['month 2024-04-01..2024-04-30']],
    ['last quarter', ['quarter 2024-01-01..2024-03-31']],
    ['this week', ['date-range 2024-05-13..2024-05-19']],
    ['the last 30 days', ['date-range 2024-04-15..2024-05-15']],
    ['the past three months', ['date-range 2024-02-15..2024-05-15']],
    ['yesterday', ['date 2024-05-14']],
    ['the second customer in 2020', ['ordinal 2', 'year 2020']],
    ['A4 paper, mp3 files, 4x4', []],
    ['someone may march', []],
    ['version 1.2.3', []],
    ['', []],
  ])('reads %j as %j', (text, expected) => {
    expect(brief(text).sort()).toEqual([...expected].sort())
  })

  it('keeps the order and the places of what it finds', () => {
    const text = 'the first 3 orders of March 2023 over 2.5 million'
    const found = findTypedValues(text, NOW)
    expect(found.map((value) => value.text)).toEqual(['first', '3', 'March 2023', '2.5 million'])
    for (const value of found) expect(text.slice(value.start, value.end)).toBe(value.text)
  })

  it('never overlaps and never fails, whatever the text', () => {
    const word = fc.constantFrom(
      'one',
      'hundred',
      'and',
      'third',
      '5',
      '2023',
      'March',
      ',',
      '-',
      '%',
      'last',
      'year',
      'a',
      'dozen',
      'Q1',
      '10/2',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        let end = 0
        for (const value of findTypedValues(words.join(' '), NOW)) {
          expect(value.start).toBeGreaterThanOrEqual(end)
          end = value.end
        }
      }),
    )
  })
})
