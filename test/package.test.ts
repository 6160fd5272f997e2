import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSampleDatabase } from '../src/cli/demo/sample-database.ts'
import { readDocument } from './end-to-end/json-schemas.ts'
import { temporaryFolder } from './end-to-end/run-sonde.ts'

const ROOT = resolve(import.meta.dirname, '..')
const folder = temporaryFolder()
const place = join(folder, 'somewhere else')
const database = join(folder, 'harbor-tea.sqlite')
const INSTALL_MS = 240_000

// The loader that tests run under is not what a user has.
const { NODE_OPTIONS, ...inherited } = process.env
const environment = { ...inherited, SONDE_HOME: join(folder, 'home') }

/** Runs npm or npx as a person would, in a shell. */
function run(command: string, directory: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, { cwd: directory, env: environment, encoding: 'utf8', shell: true })
}

describe('the package, packed and installed in another folder', { timeout: INSTALL_MS }, () => {
  beforeAll(async () => {
    mkdirSync(place)
    writeFileSync(join(place, 'package.json'), '{ "name": "somewhere", "private": true }')
    // dist/ is built already; building it again would pull it from under other tests.
    const packed = run(`npm pack --ignore-scripts --pack-destination "${folder}"`, ROOT)
    expect(packed.status, packed.stderr).toBe(0)
    const archive = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz'))!)
    const flags = '--prefer-offline --ignore-scripts --no-audit --no-fund --omit=dev'
    const installed = run(`npm install ${flags} "${archive}"`, place)
    expect(installed.status, installed.stderr).toBe(0)
    await writeSampleDatabase(database)
  }, INSTALL_MS)

  it('holds the program, its types, schemas and licence, and no tests or sources', () => {
    const root = join(place, 'node_modules', 'sonde')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    for (const file of ['dist/cli/main.js', 'dist/index.d.ts', 'schemas/ask.schema.json', 'LICENSE']) {
      expect(existsSync(join(root, file)), file).toBe(true)
    }
    expect(files.filter((file) => /\.test\.|(^|[\\/])src[\\/]|tmp/.test(file))).toEqual([])
  })

  it('says its version', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(run('npx sonde --version', place).stdout.trim()).toBe(version)
  })

  it('runs a query', () => {
    const { status, stdout } = run(
      `npx sonde sql "${database}" "SELECT count(*) AS n FROM customers" --csv`,
      place,
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'n\n420\n' })
  })

  it('answers a question', () => {
    const { status, stdout } = run(`npx sonde ask "${database}" "how many customers are there" --json`, place)
    expect(status).toBe(0)
    expect(readDocument('ask', stdout)).toMatchObject({ status: 'answered', rows: [[420]] })
  })

  it('can be imported', () => {
    const program = `import { openDatabase } from 'sonde'; console.log(typeof openDatabase)`
    writeFileSync(join(place, 'program.mjs'), program)
    expect(run('node program.mjs', place)).toMatchObject({ status: 0, stdout: 'function\n' })
  })
})
