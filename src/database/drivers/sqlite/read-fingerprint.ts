import { closeSync, openSync, readSync, statSync } from 'node:fs'

/**
 * Differs whenever the data may have changed: by the engine's change counter and the sizes and times of the file and
 * its write-ahead log. A copy, a touch or a checkpoint changes it too.
 */
export function readFileFingerprint(path: string): string {
  // Bytes 24 to 27 count the transactions of a database that is not in WAL mode; a log begins with a salt of its own.
  return `${describeFile(path, 24, 4)} ${describeFile(`${path}-wal`, 0, 32)}`
}

function describeFile(path: string, start: number, length: number): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (stats === undefined || stats.size === 0n) return '-'
  return `${stats.size}:${stats.mtimeNs}:${readBytes(path, start, length)}`
}

function readBytes(path: string, start: number, length: number): string {
  const bytes = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    const count = readSync(file, bytes, 0, length, start)
    return bytes.toString('hex', 0, count)
  } finally {
    closeSync(file)
  }
}
