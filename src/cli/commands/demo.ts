import type { Command } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'

export function defineDemo(program: Command): void {
  const demo = program
    .command('demo')
    .description('Make a sample database, survey it, and ask it some questions.')
    .action(async (_options, command: Command) => {
      const { demo: run } = await import('../actions/demo.ts')
      await perform(command, (context) => run(context))
    })
  addExamples(demo, [{ line: 'sonde demo', says: 'needs no key, no download and no database of yours' }])
}
