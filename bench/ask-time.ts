/**
 * How long `sonde ask` takes from the shell, with a survey in place and the first time, beside the start of Node itself.
 *
 *     npm run build && npx tsx bench/ask-time.ts [database] [--runs 7]
 *
 * The database is ../shared/data/samples/chinook.sqlite unless named. Medians of whole processes.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '7' } },
})
const database = positionals[0] ?? '../shared/data/samples/chinook.sqlite'
const runs = Number(values.runs)
const home = mkdtempSync(join(tmpdir(), 'sonde-time-'))
const main = new URL('../dist/cli/main.js', import.meta.url).pathname
const ask = [main, '--home', home, '--quiet', 'ask', database, 'which artist has the most albums', '--json']

try {
  const node = median(() => run(['-e', '0']))
  const version = median(() => run([main, '--version']))
  const first = median(() => {
    rmSync(home, { recursive: true, force: true })
    return run(ask)
  })
  const again = median(() => run(ask))
  console.log(`node -e 0                     ${show(node)}`)
  console.log(`sonde --version               ${show(version)}  ${(version / node).toFixed(1)} × node`)
  console.log(`sonde ask, survey in place    ${show(again)}  ${(again / node).toFixed(1)} × node`)
  console.log(`sonde ask, survey included    ${show(first)}  ${(first / node).toFixed(1)} × node`)
} finally {
  rmSync(home, { recursive: true, force: true })
}

function run(words: readonly string[]): number {
  const start = performance.now()
  execFileSync(process.execPath, words, { stdio: 'ignore' })
  return performance.now() - start
}

function median(measure: () => number): number {
  const times = Array.from({ length: runs }, measure).sort((one, other) => one - other)
  return times[Math.floor(runs / 2)]!
}

function show(ms: number): string {
  return `${Math.round(ms).toString().padStart(5)} ms`
}
