import { SondeError } from '../base/errors.ts'
import { jsonText } from './output/json.ts'
import { safeLines } from './output/safe-text.ts'

export const ERROR_FORMAT = 'sonde-error/1'

export interface FailureOptions {
  /** Print the error as JSON on stdout too. */
  readonly json: boolean
  /** Print the stack trace. */
  readonly debug: boolean
}

/** A message on stderr for people and, with --json, a document on stdout for programs. */
export function reportFailure(error: unknown, { json, debug }: FailureOptions): void {
  const code = error instanceof SondeError ? error.code : 'internal'
  const message = safeLines(messageOf(error))
  if (json) process.stdout.write(jsonText({ format: ERROR_FORMAT, error: { code, message } }))
  process.stderr.write(`sonde: ${message}\n`)
  if (debug) process.stderr.write(`${stackOf(error)}\n`)
}

function messageOf(error: unknown): string {
  if (error instanceof SondeError) return error.message
  const text = error instanceof Error ? error.message : String(error)
  return `Something broke inside Sonde: ${text}\nRun it again with --debug to see where, and please report it.`
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
