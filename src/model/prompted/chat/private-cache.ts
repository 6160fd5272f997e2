import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from '../../../base/atomic-file.ts'
import { ensurePrivateFolder } from '../../../exploration/private-folder.ts'

/** Files by the hash of what they answer, for their owner alone, within a size. What is damaged is as good as missing. */
export interface PrivateCache {
  read(key: string): Buffer | null
  write(key: string, content: string | Uint8Array): void
}

export interface CacheOptions {
  readonly folder: string
  readonly maximumBytes: number
  readonly now: () => number
}

/** After cleaning up, so much of the size is free again. */
const KEPT_SHARE = 0.8

export function openPrivateCache({ folder, maximumBytes, now }: CacheOptions): PrivateCache {
  let size: number | undefined

  return {
    read: (key) => {
      const file = fileOf(key)
      try {
        const content = readFileSync(file)
        const time = new Date(now())
        // What was used last is what stays when room is made.
        utimesSync(file, time, time)
        return content
      } catch {
        return null
      }
    },
    write: (key, content) => {
      try {
        ensurePrivateFolder(folder)
        size ??= list().reduce((sum, { bytes }) => sum + bytes, 0)
        writeFileAtomically(fileOf(key), content)
        size += Buffer.byteLength(content)
        if (size > maximumBytes) size = makeRoom()
      } catch {
        // A full or read-only disk costs a repeated request, never an answer.
      }
    },
  }

  function fileOf(key: string): string {
    return join(folder, createHash('sha256').update(key).digest('hex'))
  }

  function list(): { readonly file: string; readonly bytes: number; readonly usedAt: number }[] {
    if (!existsSync(folder)) return []
    return readdirSync(folder).flatMap((name) => {
      const file = join(folder, name)
      const stats = statSync(file, { throwIfNoEntry: false })
      return stats?.isFile() ? [{ file, bytes: stats.size, usedAt: stats.mtimeMs }] : []
    })
  }

  function makeRoom(): number {
    const files = list().sort((left, right) => left.usedAt - right.usedAt)
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files) {
      if (bytes <= maximumBytes * KEPT_SHARE) break
      rmSync(file.file, { force: true })
      bytes -= file.bytes
    }
    return bytes
  }
}
