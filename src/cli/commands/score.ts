import type { Command } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { addScoringOptions } from './scoring-options.ts'

export function defineScore(program: Command): void {
  const score = addScoringOptions(
    program
      .command('score')
      .description('Score predicted SQL against gold SQL, by the metrics of the benchmarks.')
      .requiredOption(
        '--questions <file>',
        'a list of { db_id, question, query }, as JSON, JSON Lines or CSV',
      )
      .requiredOption(
        '--predictions <file>',
        'SQL for each question: a JSON list, JSON Lines, or a line each',
      ),
    { metrics: 'ex,em' },
  )
    .option('--json', 'print the scores as JSON (schemas/score.schema.json)')
    .action(async (_options, command: Command) => {
      const { score: run } = await import('../actions/score.ts')
      await perform(command, (context, options: Parameters<typeof run>[1]) => run(context, options))
    })
  addExamples(score, [
    {
      line: 'sonde score --questions dev.json --predictions predictions.json --databases database --tables tables.json',
      says: 'execution accuracy and exact set match, as Spider’s own evaluator gives them',
    },
    {
      line: 'sonde score --questions dev.json --predictions predicted.txt --databases database --metrics ex --mode corrected',
      says: 'without the evaluator’s quirks, from a file with one query a line',
    },
    {
      line: 'sonde score --questions dev.json --predictions predictions.json --databases database --per-question verdicts.jsonl --report report.html',
      says: 'with the verdict on each question, and a page to look at',
    },
  ])
}
