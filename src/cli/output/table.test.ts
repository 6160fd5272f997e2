import picocolors from 'picocolors'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../database/database.ts'
import { displayWidth } from './display-width.ts'
import { tableText } from './table.ts'

const plain = (width: number) => ({ colours: picocolors.createColors(false), width })

describe('tableText', () => {
  it('aligns texts to the left and numbers to the right, and says NULL', () => {
    const rows: Row[] = [
      ['Earl Grey', 18.9],
      ['龙井 特级', null],
      ['☕', 0.1 + 0.2],
    ]
    expect(tableText(['name', 'price'], rows, plain(80)).split('\n')).toEqual([
      'name       price',
      '─────────  ─────',
      'Earl Grey   18.9',
      '龙井 特级   NULL',
      '☕           0.3',
    ])
  })

  it('does not pad the end of lines', () => {
    const lines = tableText(
      ['id', 'name'],
      [
        [1, 'a'],
        [2, 'long name'],
      ],
      plain(80),
    ).split('\n')
    expect(lines.every((line) => line === line.trimEnd())).toBe(true)
  })

  it.each([26, 40, 80])('fits into %i columns, cutting wide cells and not narrow ones', (width) => {
    const rows: Row[] = [[1, 'x'.repeat(300), '王小明'.repeat(50)]]
    const lines = tableText(['id', 'text', 'names'], rows, plain(width)).split('\n')
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width)
    expect(lines[2]).toMatch(/^ 1 {2}x+…/)
  })

  it('prints a record a row when the columns do not fit', () => {
    const columns = Array.from({ length: 30 }, (_, index) => `column ${index + 1}`)
    const lines = tableText(
      columns,
      [columns.map(() => 'some value'), columns.map(() => null)],
      plain(80),
    ).split('\n')
    expect(lines).toHaveLength(62)
    expect(lines.slice(0, 2)).toEqual(['── row 1 ──', 'column 1   some value'])
    expect(lines[61]).toBe('column 30  NULL')
  })

  it('lets nothing from the database steer the terminal', () => {
    const text = tableText(['a\u001b[2J', 'b'], [['\u001b]0;title\u0007x\ny', 'a\u202eb\u009b']], plain(80))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(text.split('\n')).toHaveLength(3)
  })

  it('dims NULL and bolds heads with colours', () => {
    const colours = picocolors.createColors(true)
    const text = tableText(['a'], [[null]], { colours, width: 80 })
    expect(text).toContain(colours.dim('NULL'))
    expect(text).toContain(colours.bold('a'))
  })
})
