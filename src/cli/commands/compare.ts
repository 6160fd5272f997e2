import { type Command, Option } from 'commander'
import { METRIC_IDS } from '../../evaluation/metrics/metric.ts'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { positiveNumber, wholeNumber } from './option-values.ts'

export function defineCompare(program: Command): void {
  const compare = program
    .command('compare')
    .description(
      'Compare two scored sets of the same questions: what changed, and whether it is significant.',
    )
    .argument('<first>', 'a file that --per-question wrote')
    .argument('<second>', 'another one, of the same questions')
    .addOption(
      new Option('--metric <id>', 'the metric to compare by; the first that both have, if not said').choices(
        METRIC_IDS,
      ),
    )
    .option(
      '--limit <number>',
      'show at most so many changed questions each way; 10 if not said, all in JSON',
      positiveNumber,
    )
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option('--json', 'print the comparison as JSON (schemas/compare.schema.json)')
    .action(async (first: string, second: string, _options, command: Command) => {
      const { compare: run } = await import('../actions/compare.ts')
      await perform(command, (context, options: Parameters<typeof run>[3]) =>
        run(context, first, second, options),
      )
    })
  addExamples(compare, [
    {
      line: 'sonde compare before.jsonl after.jsonl',
      says: 'which questions were gained and lost, and is it chance?',
    },
    {
      line: 'sonde compare before.jsonl after.jsonl --metric em --limit 50',
      says: 'by another metric, more of them',
    },
    { line: 'sonde compare before.jsonl after.jsonl --json', says: 'for a program' },
  ])
}
