import type { Command } from 'commander'

export interface Example {
  readonly line: string
  readonly says: string
}

const EXAMPLES = new WeakMap<Command, readonly Example[]>()

/** Examples end the command's help; the generated documentation shows them too. */
export function addExamples(command: Command, examples: readonly Example[]): Command {
  EXAMPLES.set(command, examples)
  const lines = examples.map(({ line, says }) => `  # ${says}\n  $ ${line}`)
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}

export function examplesOf(command: Command): readonly Example[] {
  return EXAMPLES.get(command) ?? []
}
