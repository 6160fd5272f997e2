import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findDatabaseFile } from './find-database-file.ts'

const outer = mkdtempSync(join(tmpdir(), 'sonde-databases-'))
const folder = join(outer, 'databases')
afterAll(() => rmSync(outer, { recursive: true, force: true }))

function touch(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
  return path
}

const shop = touch(join(folder, 'shop', 'shop.sqlite'))
const plain = touch(join(folder, 'plain', 'plain.db'))
const bird = touch(join(folder, 'dev_databases', 'races', 'races.sqlite'))
touch(join(outer, 'secret', 'secret.sqlite'))
touch(join(folder, 'other', 'file.sqlite'))
mkdirSync(join(folder, 'folder', 'folder.sqlite'), { recursive: true })
mkdirSync(join(folder, 'linked'))
symlinkSync(shop, join(folder, 'linked', 'linked.sqlite'))

describe('findDatabaseFile', () => {
  it.each([
    ['Spider’s layout', 'shop', shop],
    ['another extension', 'plain', plain],
    ['BIRD’s layout', 'races', bird],
    ['a link', 'linked', join(folder, 'linked', 'linked.sqlite')],
  ])('finds %s', (_, dbId, file) => {
    expect(findDatabaseFile(folder, dbId)).toBe(file)
  })

  it.each([
    'nothing',
    'other',
    'folder',
    '',
    ' ',
    '.',
    '..',
    '../secret',
    'a/../../secret',
    '..\\secret',
    'a\0',
    'C:shop',
  ])('finds nothing for %j', (dbId) => {
    expect(findDatabaseFile(folder, dbId)).toBeUndefined()
  })
})
