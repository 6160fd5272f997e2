import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { askQuestion } from '../../answering/ask-question.ts'
import { openSurveyStore } from '../../exploration/survey-store.ts'
import type { CliContext } from '../context.ts'
import { writeSampleDatabase } from '../demo/sample-database.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { answerText } from '../output/answer-text.ts'
import { withSurvey } from './survey-database.ts'

const QUESTIONS = [
  'how many customers are there',
  'which product has the highest price',
  'list the customers from Austria',
  'how many orders are delivered',
  'total of the payments by method, highest first',
  'customers who never ordered Earl Grey',
]

export async function demo(context: CliContext): Promise<ExitCode> {
  const { bold, cyan, dim } = context.colours
  const path = join(openSurveyStore(context.home).home, 'demo', 'harbor-tea.sqlite')
  const isNew = !existsSync(path)
  if (isNew) await writeSampleDatabase(path)
  context.print(
    `${bold('Harbor Tea')}, a made-up wholesaler of tea and coffee: ${isNew ? 'written to' : 'found in'} ${path}\n`,
  )
  await withSurvey(context, path, {}, async (explored) => {
    const { tables, joins } = explored.survey
    const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0)
    context.print(
      dim(`${tables.length} tables, ${rowCount.toLocaleString('en')} rows, ${joins.length} joins\n`),
    )
    for (const question of QUESTIONS) {
      const answer = await askQuestion(explored, question, { signal: context.signal })
      context.print(
        `\n${cyan('>')} ${bold(question)}\n\n${answerText(answer, { ...context.tableStyle, shownRows: 8 })}`,
      )
    }
  })
  const prefix = `sonde ask ${quoteForShell(path)}`
  context.print(
    [
      '',
      bold('Now you:'),
      `  ${prefix} "orders with a note" --trace   ${dim('how an answer comes about')}`,
      `  sonde explore ${quoteForShell(path)}   ${dim('what Sonde knows')}`,
      `  sonde ask your.sqlite "…"   ${dim('a database of your own; it is only read')}`,
      '',
    ].join('\n'),
  )
  return EXIT_CODE.answered
}

function quoteForShell(path: string): string {
  return /^[\w./~:\\-]+$/.test(path) ? path : `"${path}"`
}
