import { Command } from 'commander'
import { defineAsk } from './commands/ask.ts'
import { defineBenchmark } from './commands/benchmark.ts'
import { defineCompare } from './commands/compare.ts'
import { defineCoverage } from './commands/coverage.ts'
import { defineDemo } from './commands/demo.ts'
import { defineDoctor } from './commands/doctor.ts'
import { defineEval } from './commands/eval.ts'
import { defineExplore } from './commands/explore.ts'
import { defineKnowledge } from './commands/knowledge.ts'
import { defineRevise } from './commands/revise.ts'
import { defineScore } from './commands/score.ts'
import { defineSql } from './commands/sql.ts'
import { defineSynthesize } from './commands/synthesize.ts'
import { defineTestSuite } from './commands/test-suite.ts'
import { defineTrain } from './commands/train.ts'
import { EXIT_CODE_MEANINGS } from './exit-code.ts'
import { readVersion } from './read-version.ts'

const COMMANDS = [
  defineExplore,
  defineAsk,
  defineSql,
  defineKnowledge,
  defineEval,
  defineRevise,
  defineScore,
  defineCompare,
  defineBenchmark,
  defineTestSuite,
  defineSynthesize,
  defineCoverage,
  defineTrain,
  defineDemo,
  defineDoctor,
]

/** Every command and option, and nothing that is heavy to load: what commands do is imported when one runs. */
export function createProgram(): Command {
  const program = new Command('sonde')
    .description('Ask a database questions in plain words. Sonde explores it before it answers.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .option('--home <folder>', 'where surveys are kept, instead of $SONDE_HOME or the platform’s data folder')
    .option('--quiet', 'no progress on stderr')
    .option('--debug', 'show stack traces of errors')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .addHelpText('after', exitCodeHelp())
  for (const define of COMMANDS) define(program)
  for (const command of withSubcommands(program)) command.exitOverride()
  return program
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

function exitCodeHelp(): string {
  return `\nExit codes:\n${EXIT_CODE_MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`).join('\n')}`
}
