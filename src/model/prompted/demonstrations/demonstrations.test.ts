import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../sql/parse.ts'
import { resolveNames } from '../../../sql/resolve.ts'
import { demonstrationText, type FixedDemonstration } from './demonstration.ts'
import { KEYWORD_DEMONSTRATIONS } from './keyword-demonstrations.ts'
import { SQL_DEMONSTRATIONS } from './sql-demonstrations.ts'
import { VARIANT_DEMONSTRATIONS } from './variant-demonstrations.ts'

/** The tables that a demonstration shows, read from its lines `name(column type …, …)`. */
function shownSchema({ given }: FixedDemonstration) {
  return {
    tables: [...given.matchAll(/^(\w+)\((.*)\)$/gm)].map(([, name, columns]) => ({
      name: name!,
      columns: columns!.split(/, (?=\w+ \w)/).map((column) => ({ name: column.split(' ')[0]! })),
    })),
  }
}

function questionOf({ given }: FixedDemonstration): string {
  return /^Question: (.*)$/m.exec(given)![1]!
}

describe('fixed demonstrations', () => {
  it('are as many as the paper shows', () => {
    expect([KEYWORD_DEMONSTRATIONS.length, VARIANT_DEMONSTRATIONS.length, SQL_DEMONSTRATIONS.length]).toEqual(
      [4, 9, 4],
    )
  })

  it.each(SQL_DEMONSTRATIONS)('$reply uses what it is given', (demonstration) => {
    const { problems } = resolveNames(parseQuery(demonstration.reply), shownSchema(demonstration))
    expect(problems).toEqual([])
    for (const [, value] of demonstration.reply.matchAll(/'([^']+)'/g)) {
      expect(demonstration.given).toContain(`= "${value}"`)
    }
  })

  it.each(KEYWORD_DEMONSTRATIONS)('$reply names what it is given', (demonstration) => {
    const { tables } = shownSchema(demonstration)
    const reply = JSON.parse(demonstration.reply) as Record<
      string,
      { words: string; table: string; columns: string[] }[]
    >
    expect(Object.keys(reply)).toEqual(['schema', 'content'])
    for (const { words, table, columns } of Object.values(reply).flat()) {
      expect(questionOf(demonstration)).toContain(words)
      const known = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name)
      expect(known).toEqual(expect.arrayContaining(columns))
    }
  })

  it.each(VARIANT_DEMONSTRATIONS)('$reply is at most five values', ({ reply }) => {
    const { values } = JSON.parse(reply) as { values: string[] }
    expect(values.length).toBeGreaterThan(0)
    expect(values.length).toBeLessThanOrEqual(5)
  })

  it('are shown from the first on, and not at all where none is wanted', () => {
    expect(demonstrationText(SQL_DEMONSTRATIONS, 0)).toBe('')
    expect(demonstrationText(SQL_DEMONSTRATIONS, 2).match(/Reply:/g)).toHaveLength(2)
    expect(demonstrationText(SQL_DEMONSTRATIONS, 2)).toContain(SQL_DEMONSTRATIONS[0]!.reply)
  })
})
