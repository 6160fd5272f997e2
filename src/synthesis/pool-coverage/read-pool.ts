import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import type { Survey } from '../../exploration/survey.ts'
import { readExampleLine } from '../pool/example.ts'
import type { PooledExample } from '../pool/example-pool.ts'
import { restorePool } from '../pool/restore-pool.ts'
import { RUN_FILES } from '../pool/run-folder.ts'
import type { RefusedAttempt } from './measure-coverage.ts'

export interface ReadPool {
  readonly file: string
  readonly examples: readonly PooledExample[]
  readonly refused: readonly RefusedAttempt[]
}

/** The pool of a folder, which is only read. Throws `file-unreadable` where there is none, or a line says nothing. */
export function readPool(folder: string, database: string, survey: Survey): ReadPool {
  const file = join(folder, RUN_FILES.examples)
  if (!existsSync(file)) {
    throw new SondeError(
      'file-unreadable',
      `There is no ${file}. Make examples with sonde synthesize, or name their folder with --examples.`,
    )
  }
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return []
      const read = readExampleLine(text)
      if (read.kind === 'example')
        return [{ entry: read.entry, attempt: null, isEdited: false, line: index + 1 }]
      throw new SondeError(
        'file-unreadable',
        `${file}, line ${index + 1}: ${read.why}. Correct the line there, or remove it.`,
      )
    })
  return { file, examples: restorePool(lines, survey, { database, file }), refused: readRefused(folder) }
}

function readRefused(folder: string): readonly RefusedAttempt[] {
  const file = join(folder, RUN_FILES.rejected)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, , filter, reason, sql] = line.split('\t')
      return filter === undefined || reason === undefined || sql === undefined
        ? []
        : [{ filter, reason, sql }]
    })
}
