import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../src/cli/demo/sample-database.ts'
import { EXIT_CODE_MEANINGS } from '../src/cli/exit-code.ts'
import { sondeIn, temporaryFolder } from './end-to-end/run-sonde.ts'
import { blocksOf } from './support/documented-blocks.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const folder = temporaryFolder()
const sonde = sondeIn(join(folder, 'home'))

/** Each question of the session with what is said to be printed; a line "…" stands for any. */
const session = blocksOf('README.md')
  .filter(({ language }) => language === 'console')
  .flatMap(({ text }) => text.split(/^\$ npx sonde ask /m).slice(1))
  .map((part) => {
    const [command = '', ...printed] = part.trimEnd().split('\n')
    return { question: /"([^"]+)"/.exec(command)?.[1] ?? '', printed }
  })

/** How long it took, and how sure it is to the percent, may differ. */
function steady(line: string): string {
  return line.replace(/\d+%/g, 'N%').replace(/\d+ ms/, 'N ms')
}

describe('README.md', () => {
  beforeAll(() => writeSampleDatabase(join(folder, 'harbor-tea.sqlite')))

  it('has a session', () => {
    expect(session.length).toBeGreaterThan(1)
  })

  it.each(session)('prints what is shown: $question', async ({ question, printed }) => {
    const words = ['ask', 'harbor-tea.sqlite', question, '--quiet']
    const { stdout } = await sonde(words, { directory: folder })
    const lines = stdout.split('\n').map(steady)
    for (const part of printed.map(steady).join('\n').split(/^…$/m)) {
      expect(lines.join('\n')).toContain(part.trim())
    }
  })

  it('names every exit code', () => {
    const codes = EXIT_CODE_MEANINGS.map(([code]) => code)
    expect(codes.filter((code) => !read('README.md').includes(`\n| ${code} |`))).toEqual([])
  })
})

describe('links', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'docs/design.md', 'docs/library.md']
  it.each([...documents, 'docs/knowledge.md', 'docs/safety.md'])('of %s lead to files', (document) => {
    const targets = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target!)
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([])
  })
})

describe('CONTRIBUTING.md and AGENTS.md', () => {
  it.each(['CONTRIBUTING.md', 'AGENTS.md'])('%s name scripts and files that there are', (document) => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts
    const text = read(document)
    const named = [...text.matchAll(/npm (?:run )?(test|[a-z]+)(?=[`\n ])/g)].map(([, script]) => script!)
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([])
    const paths = [...text.matchAll(/`((?:src|test|docs|bench|schemas|scripts)\/[\w./-]*)`/g)].map(
      ([, path]) => path!,
    )
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})
