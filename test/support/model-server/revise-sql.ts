import type { PromptFacts } from './prompt-facts.ts'
import { writeSql } from './write-sql.ts'

const NEAR = /; near to it: (.+)\.$/

/** The draft with each finding put right, by what the finding itself says and by the schema that is shown. */
export function reviseSql(facts: PromptFacts): string {
  return facts.findings.reduce((sql, finding) => putRight(sql, finding, facts), facts.draft)
}

function putRight(sql: string, finding: string, facts: PromptFacts): string {
  const [, near] = NEAR.exec(finding) ?? []
  const [, name] = /^There is no "?(?:\w+"?\."?)?(\w+)/.exec(finding) ?? []
  if (name !== undefined && near !== undefined) {
    return replaceWord(sql, name, near.split(', ')[0]!.split('.').at(-1)!)
  }
  const [, value] = /does not hold ("(?:[^"\\]|\\.)*")/.exec(finding) ?? []
  if (value !== undefined && near !== undefined) {
    const stored = /"(?:[^"\\]|\\.)*"/.exec(near)?.[0]
    return stored === undefined ? sql : sql.replaceAll(quote(value), quote(stored))
  }
  const [, missing] = /no such column: (?:\w+\.)?(\w+)/.exec(finding) ?? []
  if (missing !== undefined && sql.includes(missing)) {
    return replaceWord(sql, missing, nearestColumn(missing, facts) ?? missing)
  }
  if (finding.startsWith('It runs, but finds no rows')) {
    const anew = writeSql(facts)
    return anew === sql ? sql.replace(/= '([^']*)'/, "LIKE '%$1%'") : anew
  }
  return sql
}

function replaceWord(sql: string, word: string, by: string): string {
  return sql.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), by)
}

function quote(value: string): string {
  return `'${(JSON.parse(value) as string).replaceAll("'", "''")}'`
}

/** The shown column that shares the longest beginning. */
function nearestColumn(name: string, { tables }: PromptFacts): string | undefined {
  const shared = (other: string): number => {
    let length = 0
    while (length < name.length && name[length] === other[length]) length++
    return length
  }
  const columns = tables.flatMap((table) => table.columns.map((column) => column.name))
  const best = columns.toSorted((one, other) => shared(other) - shared(one))[0]
  return best !== undefined && shared(best) >= 3 ? best : undefined
}
