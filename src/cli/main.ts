#!/usr/bin/env node
import { CommanderError } from 'commander'
import { EXIT_CODE, exitCodeOf } from './exit-code.ts'
import { jsonText } from './output/json.ts'
import { createProgram } from './program.ts'
import { ERROR_FORMAT, reportFailure } from './report-failure.ts'

/** What the command line says is read again here, because errors happen before and while it is parsed. */
const words = process.argv.slice(2)
const flags = words.includes('--') ? words.slice(0, words.indexOf('--')) : words

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has gone (| head): nobody is left to tell.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT_CODE.answered)
  throw error
})

try {
  await createProgram().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT_CODE.answered : EXIT_CODE.usage
    if (error.exitCode !== 0 && flags.includes('--json')) {
      const message = error.message.replace(/^error: /, '')
      process.stdout.write(jsonText({ format: ERROR_FORMAT, error: { code: 'usage', message } }))
    }
  } else {
    process.exitCode = exitCodeOf(error)
    reportFailure(error, { json: flags.includes('--json'), debug: flags.includes('--debug') })
  }
}
