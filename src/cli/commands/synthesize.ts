import { type Command, InvalidArgumentError, Option } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { addLanguageOptions } from './model-options.ts'
import { positiveNumber, wholeNumber } from './option-values.ts'

/** As the library names them; written out here, so that help loads nothing heavy. */
const STRATEGIES = ['semantic', 'structural', 'progressive']
const PROFILES = ['sonde', 'db-explore']

export function defineSynthesize(program: Command): void {
  const synthesize = addLanguageOptions(
    program
      .command('synthesize')
      .description(
        'Make verified questions with their SQL from a database, to train, prompt and measure with. Goes on where it was stopped.',
      )
      .argument('<database>', 'an SQLite file')
      .option(
        '--count <number>',
        'so many examples in the end, those of runs before included',
        positiveNumber,
        1_000,
      )
      .option('--out <folder>', 'where the examples go, instead of the survey, where sonde ask finds them')
      .option(
        '--strategies <names>',
        `ways to make them, separated by commas: ${STRATEGIES.join(', ')}`,
        strategies,
      )
      .option('--without-strategy <name>', 'leave one way out; may be given again', withoutStrategy)
      .option(
        '--seeds <files...>',
        'questions with SQL of your own, as JSON, JSON Lines or CSV: examples follow what they use',
      )
      .option(
        '--log <files...>',
        'queries alone, divided by semicolons: what they use together comes together',
      )
      .option('--seed <number>', 'seed of everything random', wholeNumber, 7)
      .option(
        '--attempts <number>',
        'stop after so many attempts, those of runs before included',
        positiveNumber,
      )
      .option('--minutes <number>', 'stop after so long; the same command goes on', positiveNumber)
      .option('--concurrency <number>', 'queries that run at once; changes the time alone', positiveNumber, 2)
      .option(
        '--profile <name>',
        `what makes them harder, step by step: ${PROFILES.join(', ')} (the paper's step)`,
        profile,
        'sonde',
      )
      .option('--knowledge <file>', 'encoding knowledge to use, instead of the file in the survey')
      .option(
        '--sample <number>',
        'make nothing: print so many examples of those that are there, to read',
        positiveNumber,
      )
      .option('--sample-seed <number>', 'which ones', wholeNumber, 0)
      .addOption(
        new Option('--json', 'print the report as JSON (schemas/synthesize.schema.json)').conflicts('sample'),
      ),
  ).action(async (database: string, _options, command: Command) => {
    const { synthesize: run } = await import('../actions/synthesize.ts')
    await perform(command, (context, options: Parameters<typeof run>[2]) => run(context, database, options))
  })
  addExamples(synthesize, [
    { line: 'sonde synthesize shop.sqlite --count 200', says: 'examples that sonde ask then learns from' },
    {
      line: 'sonde synthesize shop.sqlite --out pairs --count 5000',
      says: 'a training set in pairs/examples.jsonl',
    },
    {
      line: 'sonde synthesize shop.sqlite --seeds ours.csv --log queries.sql',
      says: 'close to what is really asked',
    },
    {
      line: 'sonde synthesize shop.sqlite --model openai:gpt-5-mini --budget 2',
      says: 'written and judged by a language model',
    },
    { line: 'sonde synthesize shop.sqlite --out pairs --sample 20', says: 'read some of them' },
  ])
}

function profile(name: string): string {
  if (PROFILES.includes(name)) return name
  throw new InvalidArgumentError(`There is no profile "${name}". They are ${PROFILES.join(', ')}.`)
}

function strategies(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) checkStrategy(name)
  return [...new Set(names)]
}

function withoutStrategy(text: string, before: readonly string[] = []): string[] {
  checkStrategy(text)
  return [...before, text]
}

function checkStrategy(name: string): void {
  if (STRATEGIES.includes(name)) return
  throw new InvalidArgumentError(`There is no strategy "${name}". They are ${STRATEGIES.join(', ')}.`)
}
