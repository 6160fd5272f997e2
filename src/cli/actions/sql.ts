import { openDatabase } from '../../database/open-database.ts'
import { refusalError } from '../../database/refusal-error.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { csvText } from '../output/csv.ts'
import { jsonRows, jsonText } from '../output/json.ts'
import { resultText } from '../output/result-text.ts'
import { safeRows } from '../output/safe-text.ts'
import { readInput } from '../read-input.ts'

const SQL_FORMAT = 'sonde-sql/1'

export interface SqlOptions {
  readonly json?: boolean
  readonly csv?: boolean
  readonly timeout: number
  readonly limit: number
}

export async function sql(
  context: CliContext,
  location: string,
  text: string,
  options: SqlOptions,
): Promise<ExitCode> {
  const query = await readInput(text, 'SQL')
  const database = await openDatabase(location)
  try {
    const startedAt = performance.now()
    const outcome = await database.run(query, {
      timeoutMs: options.timeout,
      maxRows: options.limit,
      signal: context.signal,
    })
    const totalMs = performance.now() - startedAt
    if (outcome.kind === 'rejected') throw refusalError(database, outcome)
    const { columns, rows, truncated } = outcome
    if (options.json) {
      const timings = { totalMs }
      context.print(
        jsonText({ format: SQL_FORMAT, sql: query, columns, rows: jsonRows(rows), truncated, timings }),
      )
    } else if (options.csv) {
      context.print(csvText(columns, context.isOutputTerminal ? safeRows(rows) : rows))
      if (truncated) context.warn(`Only the first ${rows.length} rows: --limit reads further.`)
    } else {
      context.print(`${resultText(outcome, context.tableStyle)}\n`)
    }
    return EXIT_CODE.answered
  } finally {
    await database.close()
  }
}
