import type { SpiderSchemaNames } from './spider-schema-names.ts'
import { UnreadableSpiderSql } from './unreadable-spider-sql.ts'

/**
 * What each name in FROM or before a period stands for: every table for itself, and whatever follows an `as` for
 * whatever precedes it, anywhere in the query. So `cast(age as real)` makes `real` an alias of `age`, and where two
 * subqueries use one alias the later wins in both.
 */
export function scanAliases(
  tokens: readonly string[],
  names: SpiderSchemaNames,
): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>()
  for (const [index, token] of tokens.entries()) {
    if (token !== 'as') continue
    const alias = tokens[index + 1]
    if (alias === undefined) throw new UnreadableSpiderSql('it ends with AS')
    aliases.set(alias, tokens.at(index - 1)!)
  }
  for (const table of names.tables.keys()) {
    if (aliases.has(table)) throw new UnreadableSpiderSql(`the alias ${table} is the name of a table`)
    aliases.set(table, table)
  }
  return aliases
}
