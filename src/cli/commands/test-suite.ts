import { type Command, Option } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { positiveNumber, wholeNumber } from './option-values.ts'

export function defineTestSuite(program: Command): void {
  const testSuite = program
    .command('test-suite')
    .description(
      'Make databases that tell right SQL from nearly right SQL, for test-suite accuracy: the metric ts of sonde score.',
    )
    .argument('[database]', 'an SQLite file; or --databases for many')
    .requiredOption('--questions <file>', 'questions with their gold SQL: JSON, JSON Lines or CSV')
    .requiredOption(
      '--out <folder>',
      'where the suite is written; a folder of its own, continued where it was begun',
    )
    .addOption(
      new Option(
        '--databases <folder>',
        'a suite for each database that is asked: FOLDER/<db_id>/<db_id>.sqlite',
      ),
    )
    .option('--db-id <id>', 'the database’s name in the questions; the file’s name if not said')
    .option('--count <number>', 'make at most so many neighbours of each database', positiveNumber, 100)
    .option(
      '--budget-seconds <seconds>',
      'make no more of them after so long, for each database',
      positiveNumber,
      120,
    )
    .option('--seed <number>', 'seed of everything random', wholeNumber, 7)
    .option('--json', 'print what was made as JSON (schemas/test-suite.schema.json)')
    .action(async (database: string | undefined, _options, command: Command) => {
      const { testSuite: run } = await import('../actions/test-suite.ts')
      await perform(command, (context, options: Parameters<typeof run>[2]) => run(context, database, options))
    })
  addExamples(testSuite, [
    {
      line: 'sonde test-suite shop.sqlite --questions questions.json --out suites',
      says: 'suites/shop/shop.sqlite and its neighbours shop_fuzz_001.sqlite, …',
    },
    {
      line: 'sonde test-suite --databases spider/database --questions dev.json --out suites',
      says: 'for every database of a benchmark',
    },
    {
      line: 'sonde test-suite shop.sqlite --questions questions.json --out suites --count 300 --json',
      says: 'with what could not be told apart, for a program',
    },
  ])
}
