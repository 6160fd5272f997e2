import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openSuiteFolder } from './suite-folder.ts'
import type { SuiteSummary } from './summarize-suite.ts'

const root = mkdtempSync(join(tmpdir(), 'sonde-suite-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const SETTINGS = { questions: { name: 'dev.json', sha256: 'ab' }, count: 100, budgetSeconds: 60, seed: 7 }
const SUMMARY: SuiteSummary = {
  id: 'shop',
  golds: 1,
  failures: [],
  neighbours: 3,
  byOriginal: 1,
  bySuite: 2,
  candidates: 5,
  seconds: 0.5,
  files: [],
  leftOver: [],
  ties: [],
}

/** A folder as it is after one suite. */
function folderWithSuite(name: string): string {
  const path = join(root, name)
  const folder = openSuiteFolder(path, SETTINGS)
  mkdirSync(join(path, 'shop'))
  folder.add(SUMMARY)
  folder.close()
  return path
}

describe('a folder of suites', () => {
  it('is made, and goes again when nothing was added', () => {
    const path = join(root, 'new', 'deep')
    const folder = openSuiteFolder(path, SETTINGS)
    expect(existsSync(path)).toBe(true)
    folder.close()
    expect(existsSync(path)).toBe(false)
  })

  it('stays when it was there before, without a record', () => {
    const path = join(root, 'before')
    mkdirSync(path)
    openSuiteFolder(path, SETTINGS).close()
    expect(readdirSync(path)).toEqual([])
  })

  it('knows its suites when it is opened again, with what a killed run left', () => {
    const path = folderWithSuite('again')
    mkdirSync(join(path, '.unfinished-other'))
    const folder = openSuiteFolder(path, SETTINGS)
    expect(folder.find('shop')).toEqual(SUMMARY)
    expect(folder.find('other')).toBeUndefined()
    expect(folder.document()).toMatchObject({
      format: 'sonde-test-suite/1',
      folder: path,
      databases: [SUMMARY],
    })
  })

  it.each<[string, (path: string) => void, typeof SETTINGS]>([
    ['other settings', () => {}, { ...SETTINGS, seed: 8 }],
    ['other questions', () => {}, { ...SETTINGS, questions: { name: 'dev.json', sha256: 'cd' } }],
    ['a file that is not its own', (path) => writeFileSync(join(path, 'notes.txt'), 'mine'), SETTINGS],
    ['a suite that is not recorded', (path) => mkdirSync(join(path, 'pets')), SETTINGS],
    ['no record', (path) => rmSync(join(path, 'test-suite.json')), SETTINGS],
    [
      'a record that is cut off',
      (path) => writeFileSync(join(path, 'test-suite.json'), '{"format"'),
      SETTINGS,
    ],
    [
      'a record of another version',
      (path) =>
        writeFileSync(join(path, 'test-suite.json'), '{"format":"sonde-test-suite/9","databases":[]}'),
      SETTINGS,
    ],
  ])('is refused with %s, and stays as it is', (name, change, settings) => {
    const path = folderWithSuite(name)
    change(path)
    const record = join(path, 'test-suite.json')
    const before = existsSync(record) ? readFileSync(record, 'utf8') : null
    expect(() => openSuiteFolder(path, settings)).toThrow(expect.objectContaining({ code: 'file-exists' }))
    expect(existsSync(record) ? readFileSync(record, 'utf8') : null).toBe(before)
  })

  it('is no file', () => {
    const path = join(root, 'file')
    writeFileSync(path, '')
    expect(() => openSuiteFolder(path, SETTINGS)).toThrow(expect.objectContaining({ code: 'file-exists' }))
  })
})
