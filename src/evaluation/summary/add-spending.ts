import type { ScoredQuestion } from '../scored-question.ts'
import type { Spending } from './score-summary.ts'

/** What the questions took of language models; null when none was asked. */
export function addSpending(questions: readonly Pick<ScoredQuestion, 'run'>[]): Spending | null {
  const asked = questions.flatMap(({ run }) =>
    run?.promptTokens === undefined
      ? []
      : [{ prompt: run.promptTokens, reply: run.replyTokens ?? 0, cost: run.cost }],
  )
  if (asked.length === 0) return null
  const mean = (part: (run: (typeof asked)[number]) => number): number =>
    asked.reduce((sum, run) => sum + part(run), 0) / asked.length
  return {
    questions: asked.length,
    meanPromptTokens: mean(({ prompt }) => prompt),
    meanReplyTokens: mean(({ reply }) => reply),
    cost: asked.some(({ cost }) => cost === undefined)
      ? null
      : asked.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
  }
}
