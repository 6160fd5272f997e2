import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openModel } from './open-model.ts'

describe('opening a model', () => {
  it('gives the builtin one, with its own parameters or those of a file', async () => {
    expect((await openModel()).name).toBe('builtin')
    const file = fileURLToPath(new URL('./builtin/parameters/general.bin', import.meta.url))
    expect((await openModel(`builtin:${file}`)).name).toBe(`builtin:${file}`)
  })

  it.each(['other', 'builtin:', 'Builtin'])('refuses "%s" and names what there is', async (name) => {
    await expect(openModel(name)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('builtin:FILE'),
    })
  })

  it('notices at once that a file holds no parameters', async () => {
    const file = fileURLToPath(import.meta.url)
    await expect(openModel(`builtin:${file}`)).rejects.toThrow(/holds no parameters/)
  })
})
