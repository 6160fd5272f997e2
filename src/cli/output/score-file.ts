import { realpathSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'

/** Throws where a result cannot go, before the work that makes it. */
export function checkScoreFile(path: string): void {
  if (path.trim() === '') throw new SondeError('usage', 'The name of a file to write is empty. Give a path.')
  if (statOf(path)?.isDirectory()) {
    throw new SondeError('usage', `${path} is a folder. Give the path of a file to write.`)
  }
  if (statOf(dirname(path))?.isDirectory() === false) {
    throw new SondeError(
      'usage',
      `${path} cannot be written: ${dirname(path)} is no folder. Give another path.`,
    )
  }
}

/** Writes a file whole or not at all. A link stays one; a device such as /dev/stdout is written to as it is. */
export function writeScoreFile(path: string, text: string): void {
  const found = statOf(path)
  try {
    if (found === undefined) writeFileAtomically(path, text)
    else if (found.isFile()) writeFileAtomically(realpathSync(path), text)
    else writeFileSync(path, text)
  } catch (cause) {
    const why = (cause as Error).message
    const advice = 'Check that you may write there.'
    throw new SondeError('file-unreadable', `${path} cannot be written: ${why}. ${advice}`, { cause })
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
