import { describe, expect, it } from 'vitest'
import { CsvSyntaxError, parseCsv, parseCsvRecords } from './csv.ts'

describe('parseCsv', () => {
  it.each<[string, string, string[][]]>([
    ['nothing', '', []],
    ['one field', 'a', [['a']]],
    [
      'plain fields',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no last line end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['CR alone', 'a\rb', [['a'], ['b']]],
    ['a byte order mark', '\ufeffa,b', [['a', 'b']]],
    ['a byte order mark before a quote', '\ufeff"a,b"', [['a,b']]],
    ['empty fields', ',a,\n', [['', 'a', '']]],
    ['an empty line', 'a\n\nb', [['a'], [''], ['b']]],
    ['quoted commas, quotes and lines', '"a,b","say ""hi""","x\r\ny"\n', [['a,b', 'say "hi"', 'x\r\ny']]],
    ['an empty quoted field', '"",a', [['', 'a']]],
    ['a quote inside a plain field', '6" pipe,a"b', [['6" pipe', 'a"b']]],
    ['text after a quoted field', '"a"b,c', [['ab', 'c']]],
    ['a field that ends the text with a comma', 'a,', [['a', '']]],
  ])('reads %s', (_, text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })

  it('says on which line each record begins', () => {
    const records = parseCsvRecords('a,"b\nc"\r\nd\n\n"e\r\n\r\nf",g\nh')
    expect(records.map(({ line }) => line)).toEqual([1, 3, 4, 5, 8])
  })

  it('refuses a quote that never closes, and says where it opens', () => {
    expect(() => parseCsv('a,b\nc,"d\ne,f\n')).toThrow(new CsvSyntaxError(2))
    expect(() => parseCsv('a,b\nc,"d\ne,f\n')).toThrow(/line 2/)
  })
})
