import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../src/cli/demo/sample-database.ts'
import { sondeIn, temporaryFolder } from './end-to-end/run-sonde.ts'
import { blocksOf } from './support/documented-blocks.ts'

const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))
const blocks = blocksOf('docs/knowledge.md')
const commands = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'))

describe('docs/knowledge.md', () => {
  beforeAll(() => writeSampleDatabase(join(folder, 'shop.sqlite')))

  it('shows a file that fits the sample database', async () => {
    const file = join(folder, 'team.yaml')
    writeFileSync(file, blocks.find(({ language }) => language === 'yaml')!.text)
    const words = ['knowledge', 'check', 'shop.sqlite', '--knowledge', file, '--quiet']
    expect(await sonde(words, { directory: folder })).toEqual({
      code: 0,
      stdout: '3 entries, all as they should be.\n',
      stderr: '',
    })
  })

  // In the order of the document: later ones need earlier ones.
  it.each(commands)('%s', async (command) => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)
    const run = await sonde([...words.slice(1), '--quiet'], { directory: folder })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).not.toBe('')
  })
})
