import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..', '..')
const MAIN = join(ROOT, 'dist', 'cli', 'main.js')

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly directory?: string
  /** Ctrl-C after so long. */
  readonly interruptAfterMs?: number
  /** Ctrl-C as soon as stderr says so. */
  readonly interruptWhen?: RegExp
}

/** A folder that goes when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-end-to-end-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The real command line, with surveys in `home`. */
export function sondeIn(home: string): (words: readonly string[], options?: RunOptions) => Promise<Run> {
  if (!existsSync(MAIN))
    throw new Error('dist/ is missing: run npm run build first, or npm test, which does.')
  return (words, options = {}) =>
    runNode([MAIN, ...words], { ...options, environment: { SONDE_HOME: home, ...options.environment } })
}

export function runNode(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  // The loader that tests run under is not what a user has.
  const { NODE_OPTIONS, NO_COLOR, FORCE_COLOR, ...environment } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, {
      cwd: options.directory ?? ROOT,
      env: { ...environment, ...options.environment },
    })
    let stdout = ''
    let stderr = ''
    let isInterrupted = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      if (isInterrupted || options.interruptWhen?.test(stderr) !== true) return
      isInterrupted = true
      child.kill('SIGINT')
    })
    const { interruptAfterMs } = options
    const interruption = interruptAfterMs && setTimeout(() => child.kill('SIGINT'), interruptAfterMs)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(interruption)
      resolve({ code, stdout, stderr })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
  })
}
