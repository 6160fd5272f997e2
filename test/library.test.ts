import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../src/cli/demo/sample-database.ts'
import { runNode, temporaryFolder } from './end-to-end/run-sonde.ts'
import { blocksOf } from './support/documented-blocks.ts'

const ROOT = resolve(import.meta.dirname, '..')
const LIBRARY = pathToFileURL(join(ROOT, 'dist', 'index.js')).href
const folder = temporaryFolder()

/** Each program of the document with what it is said to print. */
const blocks = blocksOf('docs/library.md')
const programs = blocks.flatMap((block, index) => {
  const printed = blocks[index + 1]
  return block.language === 'js' ? [{ line: block.line, program: block.text, printed }] : []
})

describe('docs/library.md', () => {
  beforeAll(() => writeSampleDatabase(join(folder, 'harbor-tea.sqlite')))

  it('has programs', () => {
    expect(programs.length).toBeGreaterThan(3)
  })

  it.each(programs)('the program at line $line prints what it is said to', async ({ program, printed }) => {
    expect(printed?.language).toBe('text')
    const file = join(folder, 'program.mjs')
    writeFileSync(file, program.replaceAll(`from 'sonde'`, `from '${LIBRARY}'`))
    const environment = { SONDE_HOME: join(folder, 'home') }
    const run = await runNode([file], { directory: folder, environment })
    expect(run).toEqual({ code: 0, stdout: printed?.text, stderr: '' })
  })

  it('names every error code', () => {
    const text = readFileSync(join(ROOT, 'docs', 'library.md'), 'utf8')
    const source = readFileSync(join(ROOT, 'src', 'base', 'errors.ts'), 'utf8')
    const codes = [...source.matchAll(/^ {2}\| '([a-z-]+)'$/gm)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([])
  })
})
