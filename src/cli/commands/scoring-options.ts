import { type Command, InvalidArgumentError, Option } from 'commander'
import { DEFAULT_METRIC_SETTINGS, METRIC_IDS, type MetricId } from '../../evaluation/metrics/metric.ts'
import { positiveNumber, wholeNumber } from './option-values.ts'

/** How predictions are judged and what is written of it: the same for `score` and `eval`. */
export interface ScoringOptions {
  readonly questions: string
  readonly databases: string
  readonly tables?: string
  readonly metrics: readonly MetricId[]
  readonly mode: 'as-official' | 'corrected'
  readonly timeout: number
  readonly rounds: number
  readonly seed: number
  readonly concurrency: number
  readonly limit?: number
  readonly perQuestion?: string
  readonly report?: string
  readonly json?: boolean
}

/** Adds all of `ScoringOptions` but --json, whose schema is the command's own. */
export function addScoringOptions(command: Command, { metrics }: { readonly metrics: string }): Command {
  return command
    .requiredOption('--databases <folder>', 'holds <db_id>/<db_id>.sqlite')
    .option(
      '--tables <file>',
      'Spider’s tables.json, whose foreign keys em reads; else those of the database',
    )
    .addOption(
      new Option('--metrics <ids>', `separated by commas: ${METRIC_IDS.join(', ')}`)
        .argParser(metricIds)
        .default(metricIds(metrics), metrics),
    )
    .addOption(
      new Option('--mode <mode>', 'the verdicts of the benchmark’s own evaluator, or without its quirks')
        .choices(['as-official', 'corrected'])
        .default(DEFAULT_METRIC_SETTINGS.mode),
    )
    .option('--timeout <ms>', 'limit for each query', positiveNumber, DEFAULT_METRIC_SETTINGS.timeoutMs)
    .option(
      '--rounds <number>',
      'runs of each query for ves and r-ves',
      positiveNumber,
      DEFAULT_METRIC_SETTINGS.rounds,
    )
    .option('--limit <number>', 'the first questions only', positiveNumber)
    .option('--concurrency <number>', 'databases that are worked on at once', positiveNumber, 2)
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option('--per-question <file>', 'write the verdicts on each question, one JSON object a line')
    .option('--report <file>', 'write a page to look at, as HTML')
}

function metricIds(text: string): MetricId[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !METRIC_IDS.some((id) => id === name))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `There is no metric "${unknown}". The metrics are ${METRIC_IDS.join(', ')}.`,
    )
  }
  return [...new Set(names)] as MetricId[]
}
