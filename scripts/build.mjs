// Compiles src/ to dist/. Does nothing when dist/ was built from exactly these sources; --force builds all the same.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isStartedDirectly, ROOT, runNode } from './process.mjs'

const CONFIGURATION = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
]
const DIST = join(ROOT, 'dist')
const MAIN = join('cli', 'main.js')
const STAMP = join(ROOT, 'node_modules', '.sonde-build-stamp')

/** Exits the process when the compiler finds errors; the dist/ of before then stays. */
export async function build({ force = false } = {}) {
  const sources = filesBelow('src')
  const fingerprint = fingerprintOf([...CONFIGURATION, ...sources])
  if (!force && isUpToDate(fingerprint)) return
  console.error('Building dist/ …')

  const fresh = join(ROOT, 'node_modules', `.sonde-build-${process.pid}`)
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const code = await runNode([compiler, '-p', 'tsconfig.build.json', '--outDir', fresh])
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    process.exit(code)
  }
  copyOtherFiles(sources, fresh)
  if (existsSync(join(fresh, MAIN))) chmodSync(join(fresh, MAIN), 0o755)
  // Built beside and swapped in, so that files of deleted sources go and a failed build breaks nothing.
  rmSync(DIST, { recursive: true, force: true })
  renameSync(fresh, DIST)
  writeFileSync(STAMP, fingerprint)
}

function isUpToDate(fingerprint) {
  return existsSync(join(DIST, MAIN)) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint
}

function fingerprintOf(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(join(ROOT, file)).isFile())
    .sort()
}

/** Data that the sources read at run time stands beside them in dist/ too. */
function copyOtherFiles(sources, target) {
  for (const file of sources.filter((source) => !source.endsWith('.ts'))) {
    const copy = join(target, file.slice('src/'.length))
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(join(ROOT, file), copy)
  }
}

if (isStartedDirectly(import.meta.url)) await build({ force: process.argv.includes('--force') })
