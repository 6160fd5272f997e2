import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import { SQLITE } from '../../sql/sqlite-dialect.ts'
import { tokenize } from '../../sql/tokens.ts'
import type { EvaluatedDatabase, Execution } from '../evaluated-database.ts'
import { hasUndecodableText } from '../results/undecodable-text.ts'
import type { JudgedPair, MetricSettings, Verdict } from './metric.ts'
import { goldFailed, predictionFailed } from './verdicts.ts'

type Result = Extract<Execution, { kind: 'result' }>

export type BirdResults =
  | { readonly kind: 'results'; readonly gold: Result; readonly predicted: Result }
  | { readonly kind: 'failed'; readonly verdict: Verdict }

/** The results of a pair as BIRD's evaluators see them, through Python's sqlite3; what fails there fails here. */
export async function runAsBird(
  { question, predicted, database }: JudgedPair,
  settings: MetricSettings,
): Promise<BirdResults> {
  const gold = await runInPython(question.gold, database, settings)
  if (gold.kind === 'rejected') return { kind: 'failed', verdict: goldFailed(gold) }
  const made = await runInPython(predicted, database, settings)
  if (made.kind === 'rejected') return { kind: 'failed', verdict: predictionFailed(made) }
  return { kind: 'results', gold, predicted: made }
}

const EMPTY: Result = { kind: 'result', columns: [], rows: [] }
/** Nothing but blanks, semicolons and comments. */
const NOTHING = /^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))*$/

async function runInPython(
  sql: string,
  database: EvaluatedDatabase,
  settings: MetricSettings,
): Promise<Execution> {
  if (NOTHING.test(sql)) return EMPTY
  if (hasEmptyStatement(sql)) {
    return { kind: 'rejected', reason: 'other', message: 'Python runs one statement, and ";;" makes it two' }
  }
  const execution = await database.execute(sql, settings)
  if (execution.kind === 'rejected') return execution
  return (await hasUndecodableText(sql, execution.rows, database, settings))
    ? { kind: 'rejected', reason: 'other', message: 'Python reads no text that is not UTF-8' }
    : execution
}

function hasEmptyStatement(sql: string): boolean {
  // Tokens are read only where there may be two at the end.
  if (!/;[^;]*;[^;'"`\]]*$/.test(sql)) return false
  try {
    const [last, before] = tokenize(sql, SQLITE).slice(0, -1).reverse()
    return last?.key === ';' && before?.key === ';'
  } catch (error) {
    if (error instanceof SqlSyntaxError) return false
    throw error
  }
}
