import { SondeError } from '../base/errors.ts'

/** What the shell gets. These numbers are API. */
export const EXIT_CODE = { answered: 0, error: 1, usage: 2, unsure: 3, interrupted: 130 } as const

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE]

export const EXIT_CODE_MEANINGS: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [EXIT_CODE.answered, 'Done: the question was answered, the query ran, the command did its work.'],
  [EXIT_CODE.error, 'Error: the message on stderr says what went wrong and what to do.'],
  [EXIT_CODE.usage, 'Usage: the command line cannot be understood.'],
  [EXIT_CODE.unsure, 'Not sure: `ask` prints its best guess, and says why it is one.'],
  [EXIT_CODE.interrupted, 'Interrupted by Ctrl-C.'],
]

export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof SondeError)) return EXIT_CODE.error
  if (error.code === 'usage' || error.code === 'question-invalid') return EXIT_CODE.usage
  return error.code === 'cancelled' ? EXIT_CODE.interrupted : EXIT_CODE.error
}
