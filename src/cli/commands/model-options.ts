import { type Command, Option } from 'commander'
import { TASK_NAMES } from '../../model/model-events.ts'
import { positiveNumber } from './option-values.ts'

/** Which model does the language work, and on what terms: the same for every command that needs one. */
export interface LanguageOptions {
  /** Not given: models.yaml decides, or the builtin one. */
  readonly model?: string
  readonly samples?: number
  readonly promptTokens?: number
  readonly budget?: string
  readonly record?: string
  readonly replay?: string
  readonly cache: boolean
}

/** What commands that answer questions take beside them. */
export interface ModelOptions extends LanguageOptions {
  readonly candidates?: number
  readonly embedder?: string
  readonly standIn: boolean
}

export function addModelOptions(command: Command): Command {
  return addLanguageOptions(command)
    .option('--candidates <number>', 'so many queries vote by what they find', positiveNumber)
    .option(
      '--embedder <name>',
      'what compares words with knowledge: builtin, openai:<name>, http://<host>/v1#<name>',
    )
    .option('--no-stand-in', 'fail where a language model fails, in place of letting the builtin one do it')
}

export function addLanguageOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--model <name>',
        `what does the language work: builtin, builtin:<file> of sonde train, openai:<name>, anthropic:<name>, google:<name>, http://<host>/v1#<name>; task by task as sql=<name>,keywords=builtin (${TASK_NAMES.join(', ')})`,
      ).env('SONDE_MODEL'),
    )
    .option('--samples <number>', 'stored values of a table that a prompt shows', positiveNumber)
    .option(
      '--prompt-tokens <number>',
      'tokens of a prompt, at most: what matters least of the schema is left out',
      positiveNumber,
    )
    .option(
      '--budget <limit>',
      'spend at most so much on language models: 0.05 (US dollars) or "20000 tokens"',
    )
    .option('--no-cache', 'ask language models again what they have answered before')
    .option('--record <folder>', 'keep every reply of a language model there')
    .addOption(
      new Option('--replay <folder>', 'take the replies from there; nothing is sent').conflicts(['record']),
    )
}
