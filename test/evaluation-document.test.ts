import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../src/cli/demo/sample-database.ts'
import { sondeIn, temporaryFolder } from './end-to-end/run-sonde.ts'
import { blocksOf } from './support/documented-blocks.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const blocks = blocksOf('docs/evaluation.md')

/** Each command with what is said to be printed; a line "…" stands for any. */
const session = blocks
  .filter(({ language }) => language === 'console')
  .flatMap(({ text }) => text.split(/^\$ npx sonde /m).slice(1))
  .map((part) => {
    const [command = '', ...printed] = part.trimEnd().split('\n')
    return { command, printed: printed.join('\n') }
  })

describe('docs/evaluation.md', () => {
  beforeAll(async () => {
    await writeSampleDatabase(join(folder, 'databases', 'harbor-tea', 'harbor-tea.sqlite'))
    // As the document names them, in its order.
    const texts = blocks.filter(({ language }) => language === 'json').map(({ text }) => text)
    for (const [index, name] of ['questions', 'before', 'after'].entries()) {
      writeFileSync(join(folder, `${name}.json`), texts[index]!)
    }
  })

  it('has a session', () => {
    expect(session.length).toBeGreaterThan(2)
  })

  // In the order of the document: later ones need earlier ones.
  it.each(session)('prints what is shown: $command', async ({ command, printed }) => {
    const run = await sonde([...command.split(' '), '--quiet'], { directory: folder })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    for (const part of printed.split(/^…$/m)) expect(run.stdout).toContain(part.trim())
  })
})
