import type { Schema } from '../../database/schema.ts'
import type { SpiderSchema } from '../../evaluation/evaluated-database.ts'
import { type OpenedDatabase, openEvaluatedDatabase } from '../../evaluation/open-evaluated-database.ts'
import { collectDifferences } from '../../evaluation/report/collect-differences.ts'
import { renderHtmlReport } from '../../evaluation/report/render-html-report.ts'
import type { ScoredQuestion } from '../../evaluation/scored-question.ts'
import type { ScoreSummary } from '../../evaluation/summary/score-summary.ts'
import { writeScoreFile } from '../output/score-file.ts'

export interface ScoreReport {
  readonly title: string
  readonly summary: ScoreSummary
  readonly questions: readonly ScoredQuestion[]
  readonly fileOf: (dbId: string) => string | undefined
  readonly spiderSchemas: ReadonlyMap<string, SpiderSchema>
  readonly timeoutMs: number
  readonly madeAt: Date
  readonly signal: AbortSignal
}

/** What ran for long when it was scored need not run for as long again. */
const MOST_MS = 5_000
/** Each open database is a process. */
const MOST_OPEN = 8

/** Writes the page that `--report` asks for. Failures are run once more, for the rows in which they differ. */
export async function writeScoreReport(path: string, report: ScoreReport): Promise<void> {
  const { questions, summary, title, timeoutMs, madeAt, signal } = report
  const databases = new ReportDatabases(report)
  try {
    const schemas = await databases.readSchemas(new Set(questions.map(({ question }) => question.dbId)))
    const differences = await collectDifferences(
      { questions, schemas, databaseOf: (dbId) => databases.open(dbId) },
      // One at a time: a database that is in use must not be the one that is closed.
      { timeoutMs: Math.min(timeoutMs, MOST_MS), concurrency: 1, signal },
    )
    signal.throwIfAborted()
    writeScoreFile(path, renderHtmlReport({ title, summary, questions, schemas, differences, madeAt }))
  } finally {
    await databases.close()
  }
}

/** The last few databases that were asked for, open. */
class ReportDatabases {
  readonly #source: Pick<ScoreReport, 'fileOf' | 'spiderSchemas'>
  readonly #open = new Map<string, OpenedDatabase>()

  constructor(source: Pick<ScoreReport, 'fileOf' | 'spiderSchemas'>) {
    this.#source = source
  }

  async readSchemas(dbIds: ReadonlySet<string>): Promise<ReadonlyMap<string, Schema>> {
    const schemas = new Map<string, Schema>()
    for (const dbId of dbIds) {
      const database = await this.open(dbId)
      if (database !== null) schemas.set(dbId, database.schema)
    }
    return schemas
  }

  /** null where there is none that can be read, which the scores tell already. */
  async open(dbId: string): Promise<OpenedDatabase | null> {
    const known = this.#open.get(dbId)
    const file = this.#source.fileOf(dbId)
    if (file === undefined) return null
    const spiderSchema = this.#source.spiderSchemas.get(dbId)
    const options = spiderSchema === undefined ? {} : { spiderSchema }
    const database = known ?? (await openEvaluatedDatabase(dbId, file, options).catch(() => null))
    if (database === null) return null
    this.#open.delete(dbId)
    this.#open.set(dbId, database)
    await this.#closeOldest(MOST_OPEN)
    return database
  }

  async close(): Promise<void> {
    await this.#closeOldest(0)
  }

  async #closeOldest(kept: number): Promise<void> {
    for (const [dbId, database] of this.#open) {
      if (this.#open.size <= kept) return
      this.#open.delete(dbId)
      await database.close()
    }
  }
}
