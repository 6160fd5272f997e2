import { describe, expect, it } from 'vitest'
import { cellText } from './cell-text.ts'
import { chooseColours } from './colours.ts'
import { csvText } from './csv.ts'
import { cutToWidth, displayWidth } from './display-width.ts'
import { jsonText, jsonValue } from './json.ts'
import { safeLines, safeText } from './safe-text.ts'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['tea', 3],
    ['Café', 4],
    ['Cafe\u0301', 4],
    ['王小明', 6],
    ['ﾊﾘ', 2],
    ['한국', 4],
    ['☕', 2],
    ['👩‍🚀', 2],
    ['❤️', 2],
    ['🇩🇪', 2],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('cutToWidth', () => {
  it.each([
    ['tea', 3, 'tea'],
    ['teapot', 4, 'tea…'],
    ['王小明', 6, '王小明'],
    ['王小明', 5, '王小…'],
    ['王小明', 4, '王…'],
    ['👩‍🚀👩‍🚀', 3, '👩‍🚀…'],
  ])('%j in %i columns is %j', (text, width, cut) => {
    expect(cutToWidth(text, width)).toBe(cut)
  })
})

describe('safeText', () => {
  it.each([
    ['plain', 'plain'],
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a\nb\tc\u0000', 'a↵b c␀'],
    ['\u009b2J\u007f', '\\u009b2J\\u007f'],
    ['a\u202eb', 'a\\u202eb'],
    ['Café ☕ 茶', 'Café ☕ 茶'],
    ['\ud800', '\\ud800'],
  ])('%j reads %j', (text, safe) => {
    expect(safeText(text)).toBe(safe)
  })

  it('cuts what is too long', () => {
    expect(safeText('x'.repeat(2_000_000))).toHaveLength(501)
  })

  it('keeps line feeds, and nothing else, where lines are wanted', () => {
    expect(safeLines('SELECT\n1\r\u001b')).toBe('SELECT\n1␍␛')
  })
})

describe('cellText', () => {
  it.each([
    [null, 'NULL'],
    [0.1 + 0.2, '0.3'],
    [1234567, '1234567'],
    [1e300, '1e+300'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [9007199254740993n, '9007199254740993'],
    [new Uint8Array([0, 255]), '0x00ff (2 bytes)'],
    [new Uint8Array(9), '0x0000000000000000… (9 bytes)'],
  ])('%o reads %s', (value, text) => {
    expect(cellText(value)).toBe(text)
  })
})

describe('csvText', () => {
  it('quotes what needs it, and tells NULL from an empty text', () => {
    const row = ['a,b', 'say "hi"', 'two\nlines', ' padded', '', null, 1.5, 12n, new Uint8Array([171])]
    expect(csvText(['a', 'b "c"'], [row])).toBe(
      'a,"b ""c"""\n"a,b","say ""hi""","two\nlines"," padded","",,1.5,12,ab\n',
    )
  })
})

describe('json', () => {
  it.each([
    [9007199254740993n, '9007199254740993'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [new Uint8Array([1, 171]), { blob: '01ab' }],
    [1.5, 1.5],
    [null, null],
    ['text', 'text'],
  ])('%o becomes %o', (value, json) => {
    expect(jsonValue(value)).toEqual(json)
  })

  it('is JSON that reads back, one row a line, without bare control characters', () => {
    const document = { format: 'x/1', columns: ['a'], rows: [['\u009b\u001b"'], [null]], none: [], sql: null }
    const text = jsonText({ ...document, left: undefined })
    expect(JSON.parse(text)).toEqual(document)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(text.split('\n')).toContain('    [null]')
  })

  it('writes what JSON has no sign for, wherever it is', () => {
    const text = jsonText({
      details: [{ big: 9007199254740993n, map: new Map([['a', 1]]), set: new Set([2]) }],
    })
    expect(JSON.parse(text)).toEqual({ details: [{ big: '9007199254740993', map: { a: 1 }, set: [2] }] })
  })
})

describe('chooseColours', () => {
  it.each([
    ['a terminal', true, true, {}, true],
    ['no terminal', true, false, {}, false],
    ['a pipe', true, undefined, {}, false],
    ['--no-color', false, true, {}, false],
    ['NO_COLOR', true, true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', true, true, { NO_COLOR: '' }, true],
    ['FORCE_COLOR', true, false, { FORCE_COLOR: '1' }, true],
    ['NO_COLOR over FORCE_COLOR', true, true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['a dumb terminal', true, true, { TERM: 'dumb' }, false],
  ])('%s', (_, wanted, isTerminal, environment, isColoured) => {
    const colours = chooseColours({ wanted, isTerminal, environment })
    expect(colours.bold('x') !== 'x').toBe(isColoured)
  })
})
