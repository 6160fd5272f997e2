import type { Command } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { wholeNumber } from './option-values.ts'

export function defineBenchmark(program: Command): void {
  const benchmark = program.command('benchmark').description('Make benchmarks from question–SQL pairs.')
  const tcd = benchmark
    .command('tcd')
    .description(
      'Select the pairs whose question does not name what the SQL looks for, with the encoding knowledge that can be derived (docs/benchmarks.md).',
    )
    .requiredOption('--from <file...>', 'question–SQL pairs in any layout that sonde score reads')
    .requiredOption('--databases <folder...>', 'where <db_id>/<db_id>.sqlite are')
    .requiredOption('--out <folder>', 'a new folder, or one that this command made before')
    .option('--tables <file...>', 'tables.json of Spider, for the names that people give tables and columns')
    .option('--perturb', 'add variants of other pairs that imitate two sets of Dr.Spider')
    .option('--seed <number>', 'seed of the variants', wholeNumber, 7)
    .option('--licence <text...>', 'what README.md says of the licences of the files')
    .option('--json', 'print the counts as JSON (schemas/benchmark-tcd.schema.json)')
    .action(async (_options, command: Command) => {
      const { benchmarkTcd } = await import('../actions/benchmark-tcd.ts')
      await perform(command, (context, options: Parameters<typeof benchmarkTcd>[1]) =>
        benchmarkTcd(context, options),
      )
    })
  addExamples(benchmark, [
    {
      line: 'sonde benchmark tcd --from pairs.json --databases databases --out tcd',
      says: 'from your pairs',
    },
  ])
  addExamples(tcd, [
    {
      line: 'sonde benchmark tcd --from spider-dk.json spider-syn.json --databases database --tables tables.json --out tcd',
      says: 'from two of the sources of the paper',
    },
    {
      line: 'sonde benchmark tcd --from dev.json --databases database --out tcd --perturb --licence "dev.json: CC BY-SA 4.0"',
      says: 'with variants of other pairs, and a word on licences',
    },
  ])
}
