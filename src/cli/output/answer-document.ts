import type { Answer } from '../../answering/answer.ts'
import { jsonRows } from './json.ts'

const ASK_FORMAT = 'sonde-ask/1'

/** What `sonde ask --json` prints: schemas/ask.schema.json. */
export function answerDocument(
  answer: Answer,
  options: { readonly withTrace: boolean },
): Record<string, unknown> {
  return {
    format: ASK_FORMAT,
    status: answer.status,
    question: answer.question,
    sql: answer.sql,
    columns: answer.columns,
    rows: jsonRows(answer.rows),
    truncated: answer.truncated,
    confidence: answer.confidence,
    restatement: answer.restatement,
    grounding: answer.grounding,
    reason: answer.reason,
    followUp: answer.followUp,
    candidates: answer.candidates,
    timings: answer.timings,
    model: answer.model,
    usage: answer.usage,
    modelFailures: answer.modelFailures,
    profile: answer.profile,
    ...(options.withTrace ? { trace: answer.trace.steps } : {}),
  }
}
