import type { Command } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'

export function defineDoctor(program: Command): void {
  const doctor = program
    .command('doctor')
    .description('Check what Sonde needs: Node, SQLite, the home folder, child processes.')
    .option('--json', 'print the checks as JSON (schemas/doctor.schema.json)')
    .action(async (_options, command: Command) => {
      const { doctor: run } = await import('../actions/doctor.ts')
      await perform(command, (context, options: Parameters<typeof run>[1]) => run(context, options))
    })
  addExamples(doctor, [{ line: 'sonde doctor', says: 'when something does not work' }])
}
