import { type Command, Option } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'

export function defineDoctor(program: Command): void {
  const doctor = program
    .command('doctor')
    .description(
      'Check what Sonde needs: Node, SQLite, the home folder, child processes; which language models are set up, whether they reply, and what a question costs.',
    )
    .addOption(
      new Option('--model <name>', 'check this language model too, or each of sql=<name>,…').env(
        'SONDE_MODEL',
      ),
    )
    .option('--embedder <name>', 'check this embedder too')
    .option('--offline', 'send nothing')
    .option('--json', 'print the checks as JSON (schemas/doctor.schema.json)')
    .action(async (_options, command: Command) => {
      const { doctor: run } = await import('../actions/doctor.ts')
      await perform(command, (context, options: Parameters<typeof run>[1]) => run(context, options))
    })
  addExamples(doctor, [
    { line: 'sonde doctor', says: 'when something does not work' },
    { line: 'sonde doctor --model openai:gpt-5-mini', says: 'whether a language model replies' },
  ])
}
