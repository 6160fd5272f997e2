import { chmodSync, lstatSync, mkdirSync, type Stats } from 'node:fs'
import { SondeError } from '../base/errors.ts'

/** Makes the folder, or takes an existing one, and lets nobody but its owner in: it holds people's data. */
export function ensurePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const stats = lstatSync(path)
  if (!isOwnFolder(stats)) {
    throw new SondeError(
      'file-unreadable',
      `${path} is not a folder of yours, but a link or another user's: surveys are not kept there. ` +
        'Remove it, or set SONDE_HOME to another folder.',
    )
  }
  tightenMode(path, stats, 0o700)
}

export function isOwnFolder(stats: Stats): boolean {
  return stats.isDirectory() && isOwned(stats)
}

/** A plain file of this user, never what a link leads to; undefined when there is none. */
export function statOwnFile(path: string): Stats | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats?.isFile() && isOwned(stats) ? stats : undefined
}

/** Takes from group and others what they may do; a file system without such rights is left as it is. */
export function tightenMode(path: string, stats: Stats, mode: number): void {
  if (process.platform === 'win32' || (stats.mode & 0o077) === 0) return
  try {
    chmodSync(path, mode)
  } catch {
    // FAT and some network drives have no modes.
  }
}

function isOwned(stats: Stats): boolean {
  return process.getuid === undefined || stats.uid === process.getuid()
}
