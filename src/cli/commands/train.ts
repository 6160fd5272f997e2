import { type Command, Option } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { day, positiveNumber, wholeNumber } from './option-values.ts'

export function defineTrain(program: Command): void {
  const train = program
    .command('train')
    .description('Learn from questions with their SQL: parameters for a model, made on this machine.')
    .addOption(new Option('--backend <name>', 'what learns').choices(['builtin']).default('builtin'))
    .requiredOption('--pairs <files...>', 'lists of { db_id, question, query }, as JSON, JSON Lines or CSV')
    .requiredOption('--databases <folder>', 'holds <db_id>/<db_id>.sqlite')
    .requiredOption('--out <file>', 'the parameters to write; --model builtin:<file> uses them')
    .option('--base <file>', 'parameters to go on from, where there are few pairs: builtin, or a file')
    .option('--limit <number>', 'the first pairs only', positiveNumber)
    .option('--max-rows <number>', 'leave out databases with more rows, which take long', positiveNumber)
    .option('--today <date>', 'the day that “last year” is counted from, as 2026-01-31', day)
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option(
      '--synthesize <number>',
      'learn from so many questions more that are made from each database',
      wholeNumber,
    )
    .option(
      '--workers <number>',
      'databases at once; the result is the same (default: one a core, 4 at most)',
      positiveNumber,
    )
    .option('--json', 'print the report as JSON (schemas/train.schema.json)')
    .action(async (_options, command: Command) => {
      const { train: run } = await import('../actions/train.ts')
      await perform(command, (context, options: Parameters<typeof run>[1]) => run(context, options))
    })
  addExamples(train, [
    {
      line: 'sonde train --pairs train.json --databases database --out my.model',
      says: 'parameters from your own questions, judged on databases that were held out',
    },
    {
      line: 'sonde train --pairs shop.csv --databases . --base builtin --out shop.model',
      says: 'adapt the parameters that ship with Sonde to one database',
    },
    { line: 'sonde ask shop.sqlite "best customers" --model builtin:shop.model', says: 'use them' },
  ])
}
