import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { readTextFile } from '../../evaluation/benchmarks/read-text-file.ts'
import { readQueryLog } from '../../synthesis/seeds/read-query-log.ts'
import type { GivenSeed } from '../../synthesis/seeds/seed.ts'

/** In a file of one database's pairs, the database need not be said. */
const UNSAID = ''

/** The pairs and queries of the files that a person named. */
export async function readGivenSeeds({
  seeds = [],
  log = [],
}: {
  readonly seeds?: readonly string[]
  readonly log?: readonly string[]
}): Promise<readonly GivenSeed[]> {
  const given: GivenSeed[] = []
  for (const file of seeds) {
    const { questions } = await readQuestions(file, { dbId: UNSAID })
    for (const { index, dbId, question, gold } of questions) {
      const database = dbId === UNSAID ? null : dbId
      given.push({ place: `${file}, entry ${index + 1}`, database, question, sql: gold })
    }
  }
  for (const file of log) given.push(...readQueryLog(file, await readTextFile(file)))
  return given
}
