import { type Command, Option } from 'commander'
import { PROFILE_NAMES } from '../../answering/profiles.ts'
import { STEP_NAMES } from '../../answering/trace.ts'
import { DEFAULT_LIMITS } from '../../database/database.ts'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { addModelOptions } from './model-options.ts'
import { positiveNumber, stepNames, wholeNumber } from './option-values.ts'

export function defineAsk(program: Command): void {
  const ask = addModelOptions(
    program
      .command('ask')
      .description(
        'Answer a question about a database. Surveys the database first where that is not done yet.',
      )
      .argument('<database>', 'an SQLite file')
      .argument('<question...>', 'the question in plain words; - reads it from standard input')
      .addOption(
        new Option('--json', 'print the whole answer as JSON (schemas/ask.schema.json)').conflicts([
          'csv',
          'sql',
        ]),
      )
      .addOption(new Option('--csv', 'print the rows as CSV').conflicts(['json', 'sql']))
      .addOption(new Option('--sql', 'print the SQL alone').conflicts(['json', 'csv']))
      .option('--trace', 'show what each step saw, ran and decided')
      .addOption(new Option('--profile <name>', 'the method').choices(PROFILE_NAMES).default('sonde'))
      .option(
        '--without <steps>',
        `switch steps off, separated by commas: ${STEP_NAMES.join(', ')}`,
        stepNames,
      ),
  )
    .option('--knowledge <file>', 'encoding knowledge to use, instead of the file in the survey')
    .option('--evidence <text>', 'what is known beside the question: "bargains refers to price < 5"')
    .option(
      '--keep',
      'the answer is right: keep it as a seed, which shows language models and synthesis what people ask',
    )
    .option('--timeout <ms>', 'limit for each query', positiveNumber, DEFAULT_LIMITS.timeoutMs)
    .option('--limit <rows>', 'read at most so many rows', positiveNumber, DEFAULT_LIMITS.maxRows)
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .action(async (database: string, question: string[], _options, command: Command) => {
      const { ask: run } = await import('../actions/ask.ts')
      await perform(command, (context, options: Parameters<typeof run>[3]) =>
        run(context, database, question.join(' '), options),
      )
    })
  addExamples(ask, [
    {
      line: 'sonde ask shop.sqlite "how many customers are there"',
      says: 'a table, its SQL, and where each name and value was found',
    },
    {
      line: 'sonde ask shop.sqlite "total sales by country" --csv > sales.csv',
      says: 'the rows for a spreadsheet',
    },
    { line: 'echo "who sold most in 2024?" | sonde ask shop.sqlite - --json', says: 'for a program' },
    {
      line: 'sonde ask shop.sqlite "delivered orders" --trace --without revision',
      says: 'to see how an answer comes about',
    },
  ])
}
