import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SondeError } from '../../base/errors.ts'
import type { FileIdentity } from './score-summary.ts'

/** Which file a score belongs to: its name without its folder, and the SHA-256 of its bytes, hexadecimal. */
export async function fileIdentity(path: string): Promise<FileIdentity> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (cause) {
    throw new SondeError('file-unreadable', `${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
  return { name: basename(path), sha256: hash.digest('hex') }
}
