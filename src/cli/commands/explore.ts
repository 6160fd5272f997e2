import { type Command, Option } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { wholeNumber } from './option-values.ts'

export function defineExplore(program: Command): void {
  const explore = program
    .command('explore')
    .description(
      'Survey a database: its tables, joins, contents and values. Only what changed is read again.',
    )
    .argument('<database>', 'an SQLite file')
    .addOption(new Option('--refresh', 'survey it again even if nothing changed').conflicts('forget'))
    .addOption(new Option('--forget', 'remove the survey of this database, and all that was learned from it'))
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option('--knowledge <file>', 'encoding knowledge to use, instead of the file in the survey')
    .option('--json', 'print the survey as JSON (schemas/explore.schema.json)')
    .action(async (database: string, _options, command: Command) => {
      const { explore: run } = await import('../actions/explore.ts')
      await perform(command, (context, options: Parameters<typeof run>[2]) => run(context, database, options))
    })
  addExamples(explore, [
    { line: 'sonde explore shop.sqlite', says: 'tables, rows, columns, joins, and where the survey is' },
    { line: 'sonde explore shop.sqlite --json > survey.json', says: 'for a program' },
    { line: 'sonde explore shop.sqlite --forget', says: 'remove what was learned about it' },
  ])
}
