import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import { seededRandom } from '../../base/random.ts'
import { readExampleLine } from '../../synthesis/pool/example.ts'
import { RUN_FILES } from '../../synthesis/pool/run-folder.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { safeLines } from '../output/safe-text.ts'

/** Prints random examples of a folder, for a person to judge. */
export function sampleExamples(context: CliContext, folder: string, count: number, seed: number): ExitCode {
  const file = join(folder, RUN_FILES.examples)
  if (!existsSync(file)) {
    throw new SondeError('usage', `There is no ${file} to read from. Make examples first, without --sample.`)
  }
  const examples = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const read = readExampleLine(line)
      return read.kind === 'example' ? [read.entry] : []
    })
  const { bold, dim } = context.colours
  const chosen = seededRandom(seed).shuffle(examples).slice(0, count)
  for (const [index, { id, question, paraphrases, sql, strategy }] of chosen.entries()) {
    const others = paraphrases.map((other) => `   or: ${safeLines(other)}\n`).join('')
    const head = `${index + 1}. ${bold(safeLines(question))}\n${others}`
    context.print(`${head}   ${safeLines(sql)}\n   ${dim(safeLines(`${id ?? ''} ${strategy}`.trim()))}\n\n`)
  }
  return EXIT_CODE.answered
}
