import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** When a process began, as the system writes it: tells a process from a later one with its number. '' if not known. */
export function readProcessStart(pid: number): string {
  if (process.platform === 'linux') {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in brackets may hold anything; the start is the 20th field after it.
      const start = text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${start}`
    } catch {
      return ''
    }
  }
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      timeout: 2_000,
    }).trim()
  } catch {
    return ''
  }
}

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
