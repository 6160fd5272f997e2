import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileIdentity } from './file-identity.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-identity-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the identity of a file', () => {
  it('is its name and the hash of its bytes', async () => {
    const path = join(folder, 'questions.json')
    writeFileSync(path, 'abc')
    // The example of FIPS 180-2, appendix B.1.
    expect(await fileIdentity(path)).toEqual({
      name: 'questions.json',
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    })
  })

  it('of a file that is not there is an error that names it', async () => {
    await expect(fileIdentity(join(folder, 'nothing.json'))).rejects.toThrow(/nothing\.json cannot be read/)
  })
})
