import { type Command, Option } from 'commander'
import { PROFILE_NAMES } from '../../answering/profiles.ts'
import { SWITCHABLE } from '../actions/eval-variants.ts'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { addModelOptions } from './model-options.ts'
import { day, namesList } from './option-values.ts'
import { addScoringOptions } from './scoring-options.ts'

export function defineEval(program: Command): void {
  const evaluate = addModelOptions(
    addScoringOptions(
      program
        .command('eval')
        .description('Ask a model the questions of a benchmark, or your own, and score what it answers.')
        .requiredOption(
          '--questions <file>',
          'a list of { db_id, question, query }, as JSON, JSON Lines or CSV',
        ),
      { metrics: 'ex' },
    ),
  )
    .addOption(new Option('--profile <name>', 'the method').choices(PROFILE_NAMES).default('sonde'))
    .option('--profiles <names>', `one run each, in one table: ${PROFILE_NAMES.join(', ')}`, namesList)
    .option(
      '--without <names>',
      `an ablation, one run without each, in one table: ${SWITCHABLE.join(', ')}`,
      namesList,
    )
    .option('--cumulative', 'add keywords, knowledge and revision one by one instead')
    .option('--no-evidence', 'keep the benchmark’s evidence from the model')
    .option('--knowledge <folder>', 'encoding knowledge to use: <db_id>.yaml, instead of that in the surveys')
    .option('--grow-knowledge', 'learn from each answer for the next, in the order of the questions')
    .option('--today <date>', 'the day that “last year” is counted from, as 2026-01-31', day)
    .option('--predictions-out <file>', 'write what was predicted, as a JSON list')
    .option('--restart', 'forget what an earlier run that was stopped had done')
    .option('--json', 'print the scores as JSON (schemas/eval.schema.json)')
    .action(async (_options, command: Command) => {
      const { evaluate: run } = await import('../actions/eval.ts')
      await perform(command, (context, options: Parameters<typeof run>[1]) => run(context, options))
    })
  addExamples(evaluate, [
    {
      line: 'sonde eval --questions questions.csv --databases databases',
      says: 'how often it is right on your own questions: db_id, question and query in each row',
    },
    {
      line: 'sonde eval --questions dev.json --databases database --tables tables.json --metrics ex,em --report report.html',
      says: 'a benchmark in Spider’s layout, with a page to look at',
    },
    {
      line: 'sonde eval --questions dev.json --databases database --profiles direct,tcsr,db-explore,sonde',
      says: 'which method is better',
    },
    {
      line: 'sonde eval --questions dev.json --databases database --profile tcsr --without keywords,knowledge,revision',
      says: 'what each part of a method is worth',
    },
  ])
}
