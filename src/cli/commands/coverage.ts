import type { Command } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'

export function defineCoverage(program: Command): void {
  const coverage = program
    .command('coverage')
    .description('What the examples of a database use of it, and what they leave out.')
    .argument('<database>', 'an SQLite file')
    .option('--examples <folder>', 'where sonde synthesize --out put them, instead of the survey')
    .option('--html <file>', 'write a page with the DB graph, a heat map and samples to read')
    .option('--json', 'print it as JSON (schemas/coverage.schema.json)')
    .action(async (database: string, _options, command: Command) => {
      const { coverage: run } = await import('../actions/coverage.ts')
      await perform(command, (context, options: Parameters<typeof run>[2]) => run(context, database, options))
    })
  addExamples(coverage, [
    {
      line: 'sonde coverage shop.sqlite',
      says: 'tables, columns, joins and constructs of the survey’s examples',
    },
    { line: 'sonde coverage shop.sqlite --examples pairs --html coverage.html', says: 'a page to look at' },
  ])
}
