import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkReplaceable, writeOutputFolder } from './output-folder.ts'

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-output-'))
  folder = join(home, 'deep', 'out')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function write(text: string, format = 'test/1'): void {
  writeOutputFolder(folder, {
    format,
    facts: { count: 1 },
    fill: (stage) => {
      mkdirSync(join(stage, 'sub'))
      writeFileSync(join(stage, 'sub', `${text}.txt`), text)
    },
  })
}

/** A file of somebody else. */
function place(...path: string[]): void {
  const file = join(home, 'deep', ...path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'mine')
}

describe('writeOutputFolder', () => {
  it('makes a folder with a manifest, and leaves nothing else behind', () => {
    write('one')
    expect(readdirSync(join(home, 'deep'))).toEqual(['out'])
    expect(readFileSync(join(folder, 'sub', 'one.txt'), 'utf8')).toBe('one')
    const manifest = JSON.parse(readFileSync(join(folder, 'benchmark.json'), 'utf8'))
    expect(manifest).toMatchObject({
      format: 'test/1',
      count: 1,
      files: { 'sub/one.txt': expect.any(String) },
    })
  })

  it('replaces what it made, old files included', () => {
    write('one')
    write('two')
    expect(readdirSync(join(folder, 'sub'))).toEqual(['two.txt'])
  })

  it('fills an empty folder', () => {
    mkdirSync(folder, { recursive: true })
    write('one')
    expect(existsSync(join(folder, 'sub', 'one.txt'))).toBe(true)
  })

  it.each<[string, () => void]>([
    ['other files', () => place('out', 'mine')],
    ['a file', () => place('out')],
    [
      'an added file',
      () => {
        write('one')
        place('out', 'mine')
      },
    ],
    [
      'a changed file',
      () => {
        write('one')
        place('out', 'sub', 'one.txt')
      },
    ],
    ['a folder of another kind', () => write('one', 'other/1')],
  ])('refuses %s, and leaves it as it is', (_, prepare) => {
    prepare()
    const before = readdirSync(home, { recursive: true }).sort()
    expect(() => checkReplaceable(folder, 'test/1')).toThrow(expect.objectContaining({ code: 'file-exists' }))
    expect(() => write('two')).toThrow(expect.objectContaining({ code: 'file-exists' }))
    expect(readdirSync(home, { recursive: true }).sort()).toEqual(before)
  })

  it('keeps the old folder when filling fails', () => {
    write('one')
    const fail = (): void => {
      throw new Error('disk full')
    }
    expect(() => writeOutputFolder(folder, { format: 'test/1', facts: {}, fill: fail })).toThrow('disk full')
    expect(readdirSync(join(home, 'deep'))).toEqual(['out'])
    expect(readFileSync(join(folder, 'sub', 'one.txt'), 'utf8')).toBe('one')
  })
})
