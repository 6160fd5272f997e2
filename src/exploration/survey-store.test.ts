import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Survey } from './survey.ts'
import { openSurveyStore, type SurveyStore, surveyHome } from './survey-store.ts'

const LOCATION = '/data/my shop.sqlite'
const SURVEY: Survey = {
  database: { name: 'my shop', location: LOCATION, dialect: 'sqlite' },
  fingerprint: 'one',
  schema: { tables: [] },
  tables: [
    {
      table: 'odd "names" 🐈',
      rowCount: 1,
      columns: [],
      sampleRows: [
        [12345678901234567890n, new Uint8Array([0, 255]), null, 'text', 1.5, Number.POSITIVE_INFINITY],
      ],
    },
  ],
  joins: [
    {
      from: { table: 'a', columns: ['x'] },
      to: { table: 'b', columns: ['id'] },
      origin: 'inferred',
      confidence: 0.9,
      evidence: 'because',
    },
  ],
}

let base: string
let store: SurveyStore
const children: ChildProcess[] = []

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sonde-store-'))
  store = openSurveyStore(join(base, 'home'))
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(base, { recursive: true, force: true })
})

describe('surveyHome', () => {
  it.each<[string, Record<string, string>, NodeJS.Platform, string]>([
    ['SONDE_HOME', { SONDE_HOME: '/s', XDG_DATA_HOME: '/x' }, 'linux', '/s'],
    ['XDG_DATA_HOME', { XDG_DATA_HOME: '/x' }, 'linux', '/x/sonde'],
    ['a relative XDG_DATA_HOME', { XDG_DATA_HOME: 'x' }, 'linux', '/home/ada/.local/share/sonde'],
    ['nothing on Linux', {}, 'linux', '/home/ada/.local/share/sonde'],
    ['nothing on macOS', {}, 'darwin', '/home/ada/Library/Application Support/sonde'],
    ['LOCALAPPDATA', { LOCALAPPDATA: 'C:\\Local' }, 'win32', 'C:\\Local\\sonde'],
  ])('reads %s', (_, env, platform, expected) => {
    expect(surveyHome(env, platform, '/home/ada')).toBe(expected)
  })
})

describe('save and load', () => {
  it('returns what was saved, large numbers and blobs too', () => {
    expect(store.load(LOCATION)).toBe('missing')
    store.save(SURVEY)
    expect(store.load(LOCATION)).toEqual(SURVEY)
  })

  it('lets nobody else read, and closes what was open', () => {
    store.save(SURVEY)
    const folder = store.openFolder(LOCATION)
    const path = join(folder, 'survey.json')
    const mode = (name: string): number => statSync(name).mode & 0o777
    expect([mode(folder), mode(path), mode(join(base, 'home'))]).toEqual([0o700, 0o600, 0o700])
    chmodSync(folder, 0o755)
    chmodSync(path, 0o644)
    store.openFolder(LOCATION)
    expect([mode(folder), mode(path)]).toEqual([0o700, 0o600])
  })

  it('writes nothing when it only looks', () => {
    store.load(LOCATION)
    store.list()
    expect(existsSync(join(base, 'home'))).toBe(false)
  })

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another version', (text: string) => text.replace('"version":1', '"version":99')],
    ['of another kind', () => '{"format":"else"}'],
    ['without its tables', (text: string) => text.replace('"tables":[\n', '"tables_":[\n')],
    ['of another database', (text: string) => text.replace(LOCATION, '/else')],
  ])('says how to mend a survey that is %s', (_, damage) => {
    store.save(SURVEY)
    const path = join(store.openFolder(LOCATION), 'survey.json')
    const knowledge = join(store.openFolder(LOCATION), 'knowledge.yaml')
    writeFileSync(knowledge, 'mine')
    writeFileSync(path, damage(readFileSync(path, 'utf8')))
    expect(() => store.load(LOCATION)).toThrow(expect.objectContaining({ code: 'survey-corrupt' }))
    expect(() => store.load(LOCATION)).toThrow(`sonde explore "${LOCATION}" --refresh`)
    expect(() => store.load(LOCATION)).toThrow(path)
    store.save(SURVEY)
    expect(store.load(LOCATION)).toEqual(SURVEY)
    expect(readFileSync(knowledge, 'utf8')).toBe('mine')
  })

  it('does not follow a link in place of the folder or the file', () => {
    store.save(SURVEY)
    const folder = store.openFolder(LOCATION)
    const elsewhere = join(base, 'elsewhere.json')
    writeFileSync(elsewhere, readFileSync(join(folder, 'survey.json')))
    rmSync(join(folder, 'survey.json'))
    symlinkSync(elsewhere, join(folder, 'survey.json'))
    expect(() => store.load(LOCATION)).toThrow(expect.objectContaining({ code: 'survey-corrupt' }))
    rmSync(folder, { recursive: true })
    mkdirSync(join(base, 'target'))
    symlinkSync(join(base, 'target'), folder)
    expect(() => store.openFolder(LOCATION)).toThrow(expect.objectContaining({ code: 'file-unreadable' }))
  })

  it('keeps apart databases of the same name', () => {
    store.save(SURVEY)
    const other = { ...SURVEY, database: { ...SURVEY.database, location: '/other/my shop.sqlite' } }
    store.save(other)
    expect(store.load(LOCATION)).toEqual(SURVEY)
    expect(
      store
        .list()
        .map(({ location }) => location)
        .sort(),
    ).toEqual([LOCATION, '/other/my shop.sqlite'])
    expect(store.list()[0]!.name).toBe('my shop')
  })
})

describe('forget', () => {
  it('removes what Sonde made, and the folder', async () => {
    store.save(SURVEY)
    const folder = store.openFolder(LOCATION)
    writeFileSync(join(folder, 'values.sqlite'), '')
    writeFileSync(join(folder, 'values.sqlite-wal'), '')
    writeFileSync(join(folder, 'survey.json.12.abcd.tmp'), 'left by a killed process')
    const { removed, left } = await store.forget(LOCATION)
    expect([...removed].sort()).toEqual([
      'about.json',
      'survey.json',
      'survey.json.12.abcd.tmp',
      'values.sqlite',
      'values.sqlite-wal',
    ])
    expect(left).toEqual([])
    expect(existsSync(folder)).toBe(false)
    expect(store.load(LOCATION)).toBe('missing')
    expect(await store.forget(LOCATION)).toMatchObject({ removed: [] })
  })

  it('leaves what is not its own, and does not follow links', async () => {
    store.save(SURVEY)
    const folder = store.openFolder(LOCATION)
    const precious = join(base, 'precious')
    writeFileSync(precious, 'x')
    symlinkSync(precious, join(folder, 'values.sqlite'))
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const { left } = await store.forget(LOCATION)
    expect([...left].sort()).toEqual(['notes.txt', 'values.sqlite'])
    expect(readFileSync(precious, 'utf8')).toBe('x')
    expect(lstatSync(join(folder, 'values.sqlite')).isSymbolicLink()).toBe(true)
  })

  it.each(['a link', 'without its mark'])('refuses a folder that is not its own: %s', async (kind) => {
    store.save(SURVEY)
    const folder = store.openFolder(LOCATION)
    if (kind === 'a link') {
      const target = join(base, 'target')
      mkdirSync(target)
      for (const name of readdirSync(folder))
        writeFileSync(join(target, name), readFileSync(join(folder, name)))
      rmSync(folder, { recursive: true })
      symlinkSync(target, folder)
    } else rmSync(join(folder, 'about.json'))
    await expect(store.forget(LOCATION)).rejects.toMatchObject({ code: 'file-unreadable' })
    expect(existsSync(join(folder, 'survey.json'))).toBe(true)
  })
})

const MODULE = fileURLToPath(new URL('./survey-store.ts', import.meta.url))

/** Runs a script in another process; `store` and `LOCATION` are there, and `say` prints a line. */
function startProcess(script: string): {
  child: ChildProcess
  said: (line: string) => Promise<void>
  ended: Promise<number | null>
} {
  const code = `
    import { openSurveyStore } from ${JSON.stringify(new URL(`file://${MODULE}`).href)}
    const store = openSurveyStore(${JSON.stringify(join(base, 'home'))})
    const LOCATION = ${JSON.stringify(LOCATION)}
    const say = (line) => process.stdout.write(line + '\\n')
    ${script}`
  const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  children.push(child)
  let output = ''
  const listeners = new Set<() => void>()
  child.stdout!.on('data', (chunk) => {
    output += String(chunk)
    for (const listener of listeners) listener()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = (line: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => output.split('\n').includes(line) && resolve()
      listeners.add(look)
      look()
      void ended.then((code_) => reject(new Error(`ended with ${code_} before saying ${line}: ${output}`)))
    })
  return { child, said, ended }
}

describe('lock', () => {
  it('makes a second process wait for the first, and says so', async () => {
    const counter = join(base, 'counter')
    writeFileSync(counter, '0')
    // Reading and writing with a pause between loses counts unless the lock holds.
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs'
      for (let round = 0; round < 15; round++) {
        const lock = await store.lock(LOCATION)
        const count = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'))
        await new Promise((resolve) => setTimeout(resolve, 5))
        writeFileSync(${JSON.stringify(counter)}, String(count + 1))
        lock.release()
      }`
    const exits = await Promise.all([startProcess(script).ended, startProcess(script).ended])
    expect(exits).toEqual([0, 0])
    expect(readFileSync(counter, 'utf8')).toBe('30')
  })

  it('gives up after a while with the holder’s number', async () => {
    const other = startProcess(`await store.lock(LOCATION); say('locked'); setTimeout(() => {}, 60_000)`)
    await other.said('locked')
    const messages: string[] = []
    const waiting = store.lock(LOCATION, { timeoutMs: 200, onWait: (message) => messages.push(message) })
    await expect(waiting).rejects.toMatchObject({ code: 'survey-busy' })
    expect(messages).toHaveLength(1)
    expect(messages[0]).toContain(String(other.child.pid))
  })

  it('stops waiting when it is cancelled', async () => {
    const held = await store.lock(LOCATION)
    const controller = new AbortController()
    const waiting = store.lock(LOCATION, { signal: controller.signal, onWait: () => controller.abort() })
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    held.release()
    const again = await store.lock(LOCATION, { timeoutMs: 0 })
    again.release()
  })

  it('takes the lock of a process that died, and what it had saved before is whole', async () => {
    store.save(SURVEY)
    const other = startProcess(`
      const survey = store.load(LOCATION)
      await store.lock(LOCATION)
      const large = { ...survey, tables: Array.from({ length: 20_000 }, (_, index) => ({ ...survey.tables[0], table: 'table ' + index })) }
      say('locked')
      for (;;) store.save(large)`)
    await other.said('locked')
    await new Promise((resolve) => setTimeout(resolve, 150))
    other.child.kill('SIGKILL')
    await other.ended
    const survey = store.load(LOCATION) as Survey
    expect([1, 20_000]).toContain(survey.tables.length)
    const lock = await store.lock(LOCATION, { timeoutMs: 0 })
    lock.release()
    await store.forget(LOCATION)
    expect(existsSync(join(base, 'home', 'surveys')) && readdirSync(join(base, 'home', 'surveys'))).toEqual(
      [],
    )
  })

  it('knows a dead holder whose number another process has now', async () => {
    const folder = store.openFolder(LOCATION)
    const first = await store.lock(LOCATION)
    const holder = JSON.parse(readFileSync(join(folder, 'survey.lock'), 'utf8'))
    first.release()
    writeFileSync(
      join(folder, 'survey.lock'),
      JSON.stringify({ ...holder, token: 'dead', start: 'long ago' }),
    )
    const lock = await store.lock(LOCATION, { timeoutMs: 0 })
    lock.release()
    expect(existsSync(join(folder, 'survey.lock'))).toBe(false)
  })
})
