import { basename } from 'node:path'
import type { MetricId } from '../../evaluation/metrics/metric.ts'
import { compareScores } from '../../evaluation/summary/compare-scores.ts'
import { comparisonVerdict } from '../../evaluation/summary/comparison-verdict.ts'
import { readPerQuestionLines } from '../../evaluation/summary/per-question-lines.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { compareDocument } from '../output/compare-document.ts'
import { compareText } from '../output/compare-text.ts'
import { jsonText } from '../output/json.ts'

/** So many changed questions of each kind fit a screen or two. */
const SHOWN_CHANGES = 10

export interface CompareCommandOptions {
  readonly metric?: MetricId
  readonly limit?: number
  readonly seed: number
  readonly json?: boolean
}

export async function compare(
  context: CliContext,
  first: string,
  second: string,
  { metric, limit, seed, json }: CompareCommandOptions,
): Promise<ExitCode> {
  const [firstLines, secondLines] = [await readPerQuestionLines(first), await readPerQuestionLines(second)]
  const comparison = compareScores(firstLines, secondLines, {
    seed,
    ...(metric === undefined ? {} : { metric }),
  })
  const files = namesOf(first, second)
  const verdict = comparisonVerdict(comparison, files)
  context.print(
    json
      ? jsonText(compareDocument(comparison, files, { verdict, limit }))
      : compareText(comparison, files, { verdict, limit: limit ?? SHOWN_CHANGES }, context.tableStyle),
  )
  return EXIT_CODE.answered
}

/** Their names alone where these tell them apart. */
function namesOf(first: string, second: string): { readonly first: string; readonly second: string } {
  const isSame = basename(first) === basename(second)
  return isSame ? { first, second } : { first: basename(first), second: basename(second) }
}
