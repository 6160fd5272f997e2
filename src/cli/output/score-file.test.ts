import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkScoreFile, writeScoreFile } from './score-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-score-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...path: string[]): string => join(folder, ...path)

describe('a file of scores', () => {
  it('is written whole, over another one, into folders that are not there yet', () => {
    writeFileSync(at('old.jsonl'), 'old')
    for (const path of [at('old.jsonl'), at('new', 'er', 'out.jsonl')]) {
      checkScoreFile(path)
      writeScoreFile(path, 'new')
      expect(readFileSync(path, 'utf8')).toBe('new')
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('stays a link where it was one', () => {
    writeFileSync(at('real.jsonl'), 'old')
    symlinkSync(at('real.jsonl'), at('link.jsonl'))
    writeScoreFile(at('link.jsonl'), 'new')
    expect(lstatSync(at('link.jsonl')).isSymbolicLink()).toBe(true)
    expect(readFileSync(at('real.jsonl'), 'utf8')).toBe('new')
  })

  it.skipIf(process.platform === 'win32')('does not take the place of a device', () => {
    symlinkSync(devNull, at('device'))
    checkScoreFile(at('device'))
    writeScoreFile(at('device'), 'text')
    expect(lstatSync(at('device')).isSymbolicLink()).toBe(true)
    expect(lstatSync(devNull).isCharacterDevice()).toBe(true)
  })

  it('is refused where it cannot be', () => {
    mkdirSync(at('folder'))
    writeFileSync(at('file'), '')
    expect(() => checkScoreFile(at('folder'))).toThrow(/folder is a folder/)
    expect(() => checkScoreFile('')).toThrow(/empty/)
    expect(() => checkScoreFile(at('file', 'out.jsonl'))).toThrow(/file is no folder/)
    expect(() => writeScoreFile(at('file', 'out.jsonl'), '')).toThrow(/cannot be written/)
  })
})
