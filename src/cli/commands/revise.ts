import { type Command, Option } from 'commander'
import { PROFILE_NAMES } from '../../answering/profiles.ts'
import { DEFAULT_LIMITS } from '../../database/database.ts'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { addModelOptions } from './model-options.ts'
import { positiveNumber, wholeNumber } from './option-values.ts'

export function defineRevise(program: Command): void {
  const revise = addModelOptions(
    program
      .command('revise')
      .description(
        'Ground the SQL of any system: names, values and joins as the database has them. What nothing speaks against stays.',
      )
      .argument('[database]', 'an SQLite file; with --questions, leave it out')
      .argument('[question...]', 'what the SQL is to answer, in plain words; - reads it from standard input')
      .option('--draft <sql>', 'the SQL to revise')
      .option('--questions <file>', 'many at once: a list of { db_id, question }, as JSON, JSON Lines or CSV')
      .option(
        '--predictions <file>',
        'what a system predicted for them, in order: JSON, JSON Lines, or one SQL a line',
      )
      .option('--databases <folder>', 'with --questions: holds <db_id>/<db_id>.sqlite')
      .option('--out <file>', 'with --questions: write a JSON list of { predicted } in their order')
      .addOption(
        new Option('--json', 'print what was changed as JSON (schemas/revise.schema.json)').conflicts('sql'),
      )
      .option('--sql', 'print the SQL alone')
      .addOption(
        new Option('--profile <name>', 'the method of that reading').choices(PROFILE_NAMES).default('sonde'),
      ),
  )
    .option('--evidence <text>', 'what is known beside the question: "bargains refers to price < 5"')
    .option('--knowledge <file>', 'encoding knowledge to use, instead of the file in the survey')
    .option('--timeout <ms>', 'limit for each query', positiveNumber, DEFAULT_LIMITS.timeoutMs)
    .option('--limit <rows>', 'show at most so many rows', positiveNumber, DEFAULT_LIMITS.maxRows)
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option(
      '--concurrency <number>',
      'predictions of a database that are worked on at once',
      positiveNumber,
      2,
    )
    .option('--restart', 'forget what an earlier run that was stopped had done')
    .action(async (database: string | undefined, question: string[], _options, command: Command) => {
      const { revise: run } = await import('../actions/revise.ts')
      await perform(command, (context, options: Parameters<typeof run>[3]) =>
        run(context, database, question.join(' '), options),
      )
    })
  addExamples(revise, [
    {
      line: `sonde revise shop.sqlite "how many customers are in Germany" --draft "SELECT count(*) FROM customers WHERE country = 'german'"`,
      says: 'one query: what was changed, why, and what it finds now',
    },
    {
      line: 'sonde revise --questions dev.json --predictions predicted.json --databases database --model builtin --out revised.json',
      says: 'all that a system predicted for a benchmark; sonde score reads the result',
    },
  ])
}
