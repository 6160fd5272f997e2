import { type Command, Option } from 'commander'
import { perform } from '../perform.ts'
import { addExamples } from './examples.ts'

export function defineKnowledge(program: Command): void {
  const knowledge = program
    .command('knowledge')
    .description('What words mean in the data: stored values, expressions, default filters.')
  addExamples(knowledge, [
    { line: 'sonde knowledge list shop.sqlite', says: 'what is known' },
    { line: 'sonde knowledge import shop.sqlite order_status', says: 'learn from a lookup table' },
    {
      line: 'sonde knowledge check shop.sqlite --knowledge team.yaml',
      says: 'check a file that a team keeps in its repository',
    },
  ])
  defineList(knowledge)
  defineAdd(knowledge)
  defineImport(knowledge)
  defineRemove(knowledge)
  defineCheck(knowledge)
}

function defineSubcommand(knowledge: Command, name: string, description: string): Command {
  return knowledge
    .command(name)
    .description(description)
    .argument('<database>', 'an SQLite file')
    .option('--knowledge <file>', 'the file to use, instead of the one in the survey')
    .option('--json', 'print JSON (schemas/knowledge.schema.json)')
}

function defineList(knowledge: Command): void {
  const list = defineSubcommand(knowledge, 'list', 'List the entries.').action(
    async (database: string, _options, command: Command) => {
      const { listKnowledge } = await import('../actions/knowledge.ts')
      await perform(command, (context, options: Parameters<typeof listKnowledge>[2]) =>
        listKnowledge(context, database, options),
      )
    },
  )
  addExamples(list, [
    { line: 'sonde knowledge list shop.sqlite', says: 'what each word means, and who says so' },
  ])
}

function defineAdd(knowledge: Command): void {
  const add = defineSubcommand(knowledge, 'add', 'Add an entry: a stored value, an expression or a filter.')
    .requiredOption('--keyword <words>', 'the words that a question may use')
    .requiredOption('--table <name>', 'the table that they speak of')
    .option('--column <name>', 'the column that holds the value')
    .addOption(
      new Option('--value <value>', 'the stored value that the words mean').conflicts([
        'expression',
        'filter',
      ]),
    )
    .addOption(
      new Option('--expression <sql>', 'SQL over the columns of the table').conflicts(['value', 'filter']),
    )
    .addOption(
      new Option('--filter <sql>', 'an SQL condition over the columns of the table').conflicts([
        'value',
        'expression',
      ]),
    )
    .option('--note <text>', 'why, for people')
    .action(async (database: string, _options, command: Command) => {
      const { addKnowledgeEntry } = await import('../actions/knowledge.ts')
      await perform(command, (context, options: Parameters<typeof addKnowledgeEntry>[2]) =>
        addKnowledgeEntry(context, database, options),
      )
    })
  addExamples(add, [
    {
      line: 'sonde knowledge add shop.sqlite --keyword shipped --table orders --column status --value 3',
      says: 'a code',
    },
    {
      line: 'sonde knowledge add shop.sqlite --keyword revenue --table order_items --expression "quantity * unit_price"',
      says: 'an expression',
    },
    {
      line: 'sonde knowledge add shop.sqlite --keyword "active customers" --table customers --filter "closed_on IS NULL"',
      says: 'a filter',
    },
  ])
}

function defineImport(knowledge: Command): void {
  const importTable = defineSubcommand(
    knowledge,
    'import',
    'Add the entries of a lookup table; without a table, suggest some.',
  )
    .argument('[table]', 'the lookup table')
    .option('--keyword-column <name>', 'the column with the words; found by itself where that is clear')
    .option('--value-column <name>', 'the column with the stored values; found by itself where that is clear')
    .action(async (database: string, table: string | undefined, _options, command: Command) => {
      const { importKnowledge } = await import('../actions/import-knowledge.ts')
      await perform(command, (context, options: Parameters<typeof importKnowledge>[3]) =>
        importKnowledge(context, database, table, options),
      )
    })
  addExamples(importTable, [
    { line: 'sonde knowledge import shop.sqlite', says: 'which tables look like lookup tables' },
    {
      line: 'sonde knowledge import shop.sqlite order_status',
      says: '"delivered" is 4 in orders.status, and so on',
    },
    {
      line: 'sonde knowledge import shop.sqlite codes --keyword-column text --value-column code',
      says: 'where names do not tell',
    },
  ])
}

function defineRemove(knowledge: Command): void {
  const remove = defineSubcommand(knowledge, 'remove', 'Remove entries by their keyword.')
    .argument('<keyword>', 'the words of the entry')
    .option('--table <name>', 'only entries of this table')
    .option('--column <name>', 'only stored values of this column')
    .action(async (database: string, keyword: string, _options, command: Command) => {
      const { removeKnowledgeEntries } = await import('../actions/knowledge.ts')
      await perform(command, (context, options: Parameters<typeof removeKnowledgeEntries>[3]) =>
        removeKnowledgeEntries(context, database, keyword, options),
      )
    })
  addExamples(remove, [
    { line: 'sonde knowledge remove shop.sqlite revenue --table order_items', says: 'and nothing else' },
  ])
}

function defineCheck(knowledge: Command): void {
  const check = defineSubcommand(
    knowledge,
    'check',
    'Check the entries against the database: tables, columns, values, SQL. Exit code 1 if any is wrong.',
  ).action(async (database: string, _options, command: Command) => {
    const { checkKnowledge } = await import('../actions/knowledge.ts')
    await perform(command, (context, options: Parameters<typeof checkKnowledge>[2]) =>
      checkKnowledge(context, database, options),
    )
  })
  addExamples(check, [
    { line: 'sonde knowledge check shop.sqlite --knowledge team.yaml', says: 'in a continuous build' },
  ])
}
