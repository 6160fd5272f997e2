import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs a program in the project's root with our own input and output; resolves to its exit code. */
function runProgram(program, programArguments, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { cwd: ROOT, stdio: 'inherit', ...options })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

/** Runs a script with this same Node. */
export function runNode(nodeArguments, options) {
  return runProgram(process.execPath, nodeArguments, options)
}

/** Runs npm: the one that started us where there is one, so that no shell is needed on Windows. */
export function runNpm(npmArguments, options) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('npm-cli.js')) return runNode([npm, ...npmArguments], options)
  return runProgram('npm', npmArguments, { shell: process.platform === 'win32', ...options })
}

export function isStartedDirectly(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl)
}
