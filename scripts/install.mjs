// Installs what package-lock.json names, if it is not there already. Needs nothing but Node and npm.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStartedDirectly, ROOT, runNpm } from './process.mjs'

/** Exits the process when npm fails. */
export async function install() {
  if (isInstalled()) return
  console.error('Installing the dependencies (npm ci) …')
  // NODE_ENV=production would leave out the compiler.
  const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  if (code !== 0) {
    console.error(`npm ci failed with exit code ${code}. Run it by hand to see why: npm ci`)
    process.exit(code)
  }
}

/**
 * npm writes node_modules/.package-lock.json when an installation is complete; it lists what was installed, so it
 * is compared with what should be. Optional packages are for other platforms and may be missing.
 */
function isInstalled() {
  const installedFile = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      (installed[path] === undefined && entry.optional === true) ||
      installed[path]?.version === entry.version,
  )
}

if (isStartedDirectly(import.meta.url)) await install()
