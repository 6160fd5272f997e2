// npm test: installs, builds, runs every test. Ends with the line "N passed, N failed, N skipped".
// What follows -- is passed on to vitest: npm test -- src/sql
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { runNode } from './process.mjs'

await install()
await build()

const folder = mkdtempSync(join(tmpdir(), 'sonde-test-'))
const resultFile = join(folder, 'result.json')
const exitCode = await runNode([
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${resultFile}`,
  ...process.argv.slice(2),
])
const counts = countTests(resultFile)
rmSync(folder, { recursive: true, force: true })

if (exitCode !== 0 && counts.failed === 0) {
  console.log(`vitest ended with exit code ${exitCode} although no test failed; see above.`)
  counts.failed = 1
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = exitCode === 0 && counts.failed > 0 ? 1 : exitCode

function countTests(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 }
  const result = JSON.parse(readFileSync(file, 'utf8'))
  // A file that cannot be loaded has no tests to count: it counts as one failure.
  const brokenFiles = result.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenFiles.length,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}
