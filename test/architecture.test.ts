import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const SOURCE = resolve(import.meta.dirname, '..', 'src')

/** Folder -> folders it may import, besides itself. The order is the reading order of the system. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  sql: ['base'],
  database: ['base', 'sql'],
  'database/drivers': ['base', 'sql', 'database'],
  exploration: ['base', 'sql', 'database'],
  values: ['base', 'sql', 'database', 'exploration'],
  evaluation: ['base', 'sql', 'database'],
  model: ['base', 'sql', 'database', 'exploration', 'values'],
  'model/prompted': ['base', 'sql', 'database', 'exploration', 'values', 'model'],
  'model/builtin': ['base', 'sql', 'database', 'exploration', 'values', 'model'],
  answering: ['base', 'sql', 'database', 'exploration', 'values', 'model'],
  synthesis: ['base', 'sql', 'database', 'exploration', 'values', 'model'],
  training: ['base', 'sql', 'database', 'exploration', 'values', 'evaluation', 'model', 'synthesis'],
}
/** The doors may use everything but each other. */
const DOORS = ['cli', 'http', 'mcp']
const LIBRARY = Object.keys(MAY_IMPORT).filter((folder) => !folder.includes('/'))
/** What lies below a port, and the only file that may name it. */
const BEHIND_A_PORT: Readonly<Record<string, string>> = {
  'database/drivers': 'database/open-database.ts',
  'model/prompted': 'model/open-model.ts',
  'model/builtin': 'model/open-model.ts',
}
const EMPTY_NAMES = /^(utils?|helpers?|types?|common|misc|shared|lib)$/
const LONGEST_FILE = 500

interface Import {
  readonly file: string
  readonly target: string
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.ts'))
const tests = files.filter((file) => file.endsWith('.test.ts'))
const sources = files.filter((file) => !file.endsWith('.test.ts'))

describe('the architecture of src/', () => {
  it('has only the folders that the design names', () => {
    const folders = [...new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))]
    expect(folders.filter((folder) => ![...LIBRARY, ...DOORS].includes(folder!))).toEqual([])
  })

  it('imports only downwards, by import() too', () => {
    expect(sources.flatMap(importsOf).filter(isUpwards).map(describeImport)).toEqual([])
  })

  it('names what is behind a port only where it is opened', () => {
    expect(sources.flatMap(importsOf).filter(isPastPort).map(describeImport)).toEqual([])
  })

  it('has no file of more than 500 lines', () => {
    const lineCount = (file: string): number => readFileSync(join(SOURCE, file), 'utf8').split('\n').length
    expect(files.filter((file) => lineCount(file) > LONGEST_FILE)).toEqual([])
  })

  it('has no file or folder whose name says nothing', () => {
    const isEmptyName = (part: string): boolean => EMPTY_NAMES.test(part.replace(/(\.test)?\.ts$/, ''))
    expect(files.filter((file) => file.split('/').some(isEmptyName))).toEqual([])
  })

  it('names files in kebab-case', () => {
    expect(
      files.filter((file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(file)),
    ).toEqual([])
  })

  it('keeps tests beside a folder’s own code', () => {
    const isDoorFromBelow = ({ file, target }: Import): boolean =>
      DOORS.includes(folderOf(target)) && folderOf(file) !== folderOf(target)
    expect(tests.flatMap(importsOf).filter(isDoorFromBelow).map(describeImport)).toEqual([])
  })
})

describe('the rules above', () => {
  const rules: readonly (readonly [string, string, boolean, boolean])[] = [
    ['cli/main.ts', 'answering/answer.ts', false, false],
    ['answering/ask-question.ts', 'cli/main.ts', true, false],
    ['base/errors.ts', 'sql/ast.ts', true, false],
    ['evaluation/metrics.ts', 'model/model.ts', true, false],
    ['cli/main.ts', 'http/server.ts', true, false],
    ['database/open-database.ts', 'database/drivers/sqlite/a.ts', false, false],
    ['database/schema.ts', 'database/drivers/sqlite/a.ts', false, true],
    ['cli/actions/sql.ts', 'database/drivers/sqlite/a.ts', false, true],
    ['database/drivers/sqlite/a.ts', 'database/drivers/sqlite/b.ts', false, false],
    ['model/builtin/a.ts', 'model/prompted/b.ts', true, true],
    ['index.ts', 'answering/answer.ts', false, false],
    ['index.ts', 'cli/main.ts', true, false],
  ]
  it.each(rules)('%s -> %s: upwards %s, past a port %s', (file, target, upwards, pastPort) => {
    expect(isUpwards({ file, target })).toBe(upwards)
    expect(isPastPort({ file, target })).toBe(pastPort)
  })
})

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCE, file), 'utf8')
  const specifiers = text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*['"](\.{1,2}\/[^'"]+)['"]/g)
  return [...specifiers].map(([, specifier]) => ({
    file,
    target: join(dirname(file), specifier!).split(sep).join('/'),
  }))
}

/** The doors of the package, such as src/index.ts, may import the whole library. */
function isUpwards({ file, target }: Import): boolean {
  const from = folderOf(file)
  const to = folderOf(target)
  if (to === from) return false
  if (target === 'index.ts') return true
  const allowed = DOORS.includes(from) || from === '' ? LIBRARY : (MAY_IMPORT[from] ?? [])
  const isOpened = BEHIND_A_PORT[to] !== undefined && to.startsWith(`${from}/`)
  const [top] = to.split('/')
  const seesWhole = (DOORS.includes(from) || from === '') && LIBRARY.includes(top!)
  return !allowed.includes(to) && !isOpened && !seesWhole
}

function isPastPort({ file, target }: Import): boolean {
  const to = folderOf(target)
  const opener = BEHIND_A_PORT[to]
  return opener !== undefined && folderOf(file) !== to && file !== opener
}

/** The most specific declared folder that holds the file; '' for files of src/ itself. */
function folderOf(file: string): string {
  const declared = [...Object.keys(MAY_IMPORT), ...DOORS].filter((folder) => file.startsWith(`${folder}/`))
  return declared.sort((left, right) => right.length - left.length)[0] ?? ''
}

function describeImport({ file, target }: Import): string {
  return `${file} must not import ${target}`
}
