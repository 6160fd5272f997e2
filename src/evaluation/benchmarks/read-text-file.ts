import { readFile } from 'node:fs/promises'
import { SondeError } from '../../base/errors.ts'

/** The text of a file that was named by a person; throws `file-unreadable` when there is none. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return decodeText(await readFile(file))
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    const problem = PROBLEMS[code ?? ''] ?? `cannot be read (${(cause as Error).message}). Check it.`
    throw new SondeError('file-unreadable', `${file} ${problem}`, { cause })
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. Check the path.',
  ENOTDIR: 'does not exist. Check the path.',
  EISDIR: 'is a folder. Give the path of a file in it.',
  EACCES: 'may not be read by you. Change its permissions, or give another file.',
}

/**
 * Bytes of a text file as text: UTF-8, UTF-16 where a mark at its beginning says so, and otherwise Windows' Latin
 * letters, which spreadsheets still write. The mark itself is left out.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
