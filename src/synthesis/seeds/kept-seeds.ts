import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SURVEY_FILES } from '../../exploration/survey-store.ts'
import { readExampleLine } from '../pool/example.ts'
import type { GivenSeed } from './seed.ts'

/** Adds an answer that a person confirmed to the survey's seeds; false when it is among them already. */
export function keepSeed(
  folder: string,
  { question, sql }: { readonly question: string; readonly sql: string },
): boolean {
  const isThere = readKeptSeeds(folder).some((seed) => seed.question === question && seed.sql === sql)
  if (isThere) return false
  appendFileSync(join(folder, SURVEY_FILES.seeds), `${JSON.stringify({ question, sql })}\n`, { mode: 0o600 })
  return true
}

/** The seeds of a survey's folder. A person may edit the file; lines that say nothing are passed over. */
export function readKeptSeeds(folder: string): readonly (GivenSeed & { readonly question: string })[] {
  const file = join(folder, SURVEY_FILES.seeds)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      const read = readExampleLine(line)
      if (read.kind === 'unreadable') return []
      const { question, sql } = read.entry
      return [{ place: `${file}, line ${index + 1}`, database: null, question, sql }]
    })
}
