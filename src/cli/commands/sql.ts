import { type Command, Option } from 'commander'
import { DEFAULT_LIMITS } from '../../database/database.ts'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'
import { positiveNumber } from './option-values.ts'

export function defineSql(program: Command): void {
  const sql = program
    .command('sql')
    .description('Run one query, read-only, with a deadline and a limit of rows.')
    .argument('<database>', 'an SQLite file')
    .argument('<sql>', 'one SELECT; - reads it from standard input')
    .addOption(new Option('--json', 'print the rows as JSON (schemas/sql.schema.json)').conflicts('csv'))
    .addOption(new Option('--csv', 'print the rows as CSV').conflicts('json'))
    .option('--timeout <ms>', 'kill the query after so long', positiveNumber, DEFAULT_LIMITS.timeoutMs)
    .option('--limit <rows>', 'read at most so many rows', positiveNumber, DEFAULT_LIMITS.maxRows)
    .action(async (database: string, text: string, _options, command: Command) => {
      const { sql: run } = await import('../actions/sql.ts')
      await perform(command, (context, options: Parameters<typeof run>[3]) =>
        run(context, database, text, options),
      )
    })
  addExamples(sql, [
    { line: 'sonde sql shop.sqlite "SELECT name, price FROM products ORDER BY price DESC"', says: 'a table' },
    { line: 'sonde sql shop.sqlite - --csv < report.sql > report.csv', says: 'from a file to a file' },
    {
      line: 'sonde sql shop.sqlite "SELECT * FROM orders" --limit 10 --timeout 2000',
      says: 'with limits of its own',
    },
  ])
}
