import { openDatabase } from '../../database/open-database.ts'
import { fileIdentity } from '../../evaluation/summary/file-identity.ts'
import type { ScoreCard } from '../../evaluation/summary/score-summary.ts'
import type { ScoringOptions } from '../commands/scoring-options.ts'
import { readVersion } from '../read-version.ts'

/** What scores rest on, of every command that scores; `engine` comes from the first of the files that opens. */
export async function readScoreCard(
  options: ScoringOptions,
  databaseFiles: readonly string[],
): Promise<Omit<ScoreCard, 'predictions' | 'run'>> {
  return {
    sonde: readVersion(),
    engine: await readEngine(databaseFiles),
    node: process.version,
    mode: options.mode,
    metrics: options.metrics,
    timeoutMs: options.timeout,
    rounds: options.rounds,
    seed: options.seed,
    questions: await fileIdentity(options.questions),
  }
}

async function readEngine(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const database = await openDatabase(file).catch(() => undefined)
    const outcome = await database?.run('SELECT sqlite_version()').finally(() => database.close())
    if (outcome?.kind === 'rows') return `SQLite ${outcome.rows[0]?.[0]}`
  }
  return 'SQLite'
}
