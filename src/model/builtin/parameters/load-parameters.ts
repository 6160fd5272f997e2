import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SondeError } from '../../../base/errors.ts'
import { decodeParameters } from './decode-parameters.ts'
import type { RankerParameters } from './ranker-parameters.ts'

const SHIPPED = fileURLToPath(new URL('./general.bin', import.meta.url))

const loaded = new Map<string, RankerParameters>()

/** The parameters in a file, or those that ship with the package. Read once in the life of the process. */
export function loadParameters(file: string = SHIPPED): RankerParameters {
  const known = loaded.get(file)
  if (known !== undefined) return known
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new SondeError('file-unreadable', `${file} cannot be read: ${(cause as Error).message}.`, { cause })
  }
  const parameters = decodeParameters(bytes, file)
  loaded.set(file, parameters)
  return parameters
}
