import type { Command } from 'commander'
import { SondeError } from '../base/errors.ts'
import { type CliContext, createContext, type GlobalOptions } from './context.ts'
import { EXIT_CODE, type ExitCode } from './exit-code.ts'

/** What is left to close after Ctrl-C gets so long before the process ends all the same. */
const CLOSING_MS = 2_000

/** Runs what a command does, with a signal that Ctrl-C aborts; its result becomes the exit code. */
export async function perform<Options>(
  command: Command,
  action: (context: CliContext, options: Options) => Promise<ExitCode>,
): Promise<void> {
  const options = command.optsWithGlobals<Options & GlobalOptions>()
  const abort = new AbortController()
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(EXIT_CODE.interrupted)
    abort.abort(new SondeError('cancelled', 'Interrupted.'))
    setTimeout(() => process.exit(EXIT_CODE.interrupted), CLOSING_MS).unref()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  // Query processes do not keep this one alive, and it must see the end of its action.
  const alive = setInterval(() => {}, 2 ** 30)
  try {
    const code = await action(createContext(options, abort.signal), options)
    process.exitCode = abort.signal.aborted ? EXIT_CODE.interrupted : code
  } catch (error) {
    // What fails after Ctrl-C fails because of it.
    throw abort.signal.aborted ? abort.signal.reason : error
  } finally {
    clearInterval(alive)
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
