import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSql } from './read-sql.ts'

const SQL = "SELECT name FROM singer WHERE country = 'France'"

describe('the query of a reply', () => {
  const replies: readonly (readonly [string, string])[] = [
    ['alone', SQL],
    ['with a semicolon', `${SQL};`],
    ['in a block', `\`\`\`sql\n${SQL};\n\`\`\``],
    ['in a block without a language', `\`\`\`\n${SQL}\n\`\`\``],
    ['in a block on one line', `\`\`\`${SQL}\`\`\``],
    ['in a block of an engine', `\`\`\`sqlite\n${SQL}\n\`\`\``],
    ['in a block that never ends', `Sure!\n\`\`\`sql\n${SQL}`],
    ['in a block of tildes', `~~~sql\n${SQL}\n~~~`],
    ['between sentences', `Here's the query you need:\n\n${SQL}\n\nIt finds the names; it's simple.`],
    ['before an explanation', `${SQL};\n\nExplanation: the table singer's rows are filtered.`],
    ['before an explanation on the next line', `${SQL}\nThis lists the French singers.`],
    ['before one word', `${SQL}\n\nDone`],
    ['after SQL:', `SQL: ${SQL}`],
    ['after Answer:', `The answer is:\nSQLite query:\n${SQL}`],
    ['going on after SELECT', " name FROM singer WHERE country = 'France'"],
    ['after thoughts', `<think>\nSELECT is needed; SELECT x FROM y\n</think>\n${SQL}`],
    ['after thoughts whose beginning the server ate', `I select the names.\n</think>\n\n${SQL}`],
    ['in JSON', JSON.stringify({ sql: SQL })],
    [
      'in JSON in a block',
      `\`\`\`json\n${JSON.stringify({ explanation: 'the names', query: SQL }, null, 2)}\n\`\`\``,
    ],
    ['between backquotes', `Use \`${SQL}\` for that.`],
    ['in JSON with line ends inside', `{"sql": "SELECT name FROM singer WHERE country = 'France'\n",}`],
    ['in quotes', `"${SQL}"`],
    ['in quotes in a sentence', `The query is: "${SQL}". It's short.`],
    ['in brackets', `(${SQL})`],
    ['in bold type', `**SQL:** ${SQL}`],
    ['in bold type itself', `**${SQL}**`],
    ['between tags', `<query>${SQL}</query>`],
    ['between tags on lines of their own', `<sql>\n${SQL};\n</sql>\nDone.`],
    ['before the mark of a chat template', `${SQL}<|im_end|>`],
    [
      'in the last channel',
      `<|channel|>analysis<|message|>SELECT 1 FROM x<|end|><|channel|>final<|message|>${SQL}<|return|>`,
    ],
    ['after words that sound like SQL', `I would create a table (of names) first. Rather:\n${SQL}`],
    ['in a list', `1. ${SQL}`],
    ['in a sentence', `The query is ${SQL}`],
    ['first of several', `${SQL}; SELECT 1 FROM other;`],
    ['before something that writes', `${SQL}; DROP TABLE singer;`],
    [
      'after one that does not parse',
      `\`\`\`sql\nSELECT FROM WHERE\n\`\`\`\nor rather\n\`\`\`sql\n${SQL}\n\`\`\``,
    ],
    ['with Windows line ends', `\`\`\`sql\r\n${SQL};\r\n\`\`\``],
  ]
  it.each(replies)('%s', (_, reply) => {
    expect(readSql(reply)).toEqual({ kind: 'read', value: SQL })
  })

  const kept: readonly (readonly [string, string])[] = [
    ['many lines', 'SELECT a,\n  count(*)\nFROM t\nGROUP BY a\nORDER BY count(*) DESC\nLIMIT 3'],
    ['blank lines', 'SELECT a\n\nFROM t\n\nWHERE b = 1'],
    ['a semicolon in a literal', "SELECT a FROM t WHERE b = 'x; y'"],
    ['a fence in a literal', "SELECT a FROM t WHERE b = 'it''s ; `'"],
    ['a common table', 'WITH top AS (SELECT a FROM t LIMIT 3) SELECT a FROM top'],
    ['a union', 'SELECT a FROM t\nUNION\nSELECT b FROM u'],
    ['a comment', 'SELECT a -- the name\nFROM t'],
    ['a subquery on lines of its own', 'SELECT a FROM t WHERE b IN (\n  SELECT b\n  FROM u\n)'],
    ['a thought in a literal', "SELECT a FROM t WHERE b = '</think>'"],
    ['lower case', 'select a from t where b = 2'],
    ['no table', "SELECT date('now')"],
  ]
  it.each(kept)('keeps %s', (_, sql) => {
    expect(readSql(sql)).toEqual({ kind: 'read', value: sql })
    expect(readSql(`\`\`\`sql\n${sql};\n\`\`\``)).toEqual({ kind: 'read', value: sql })
    expect(readSql(`The query is ${sql};`)).toEqual({ kind: 'read', value: sql })
    expect(readSql(`Here it is:\n\n${sql};\n\nI hope it helps.`)).toEqual({ kind: 'read', value: sql })
  })

  it('goes on after SELECT with a subquery inside', () => {
    const value = 'SELECT name FROM singer WHERE id IN (SELECT id FROM concert)'
    expect(readSql('name FROM singer WHERE id IN (SELECT id FROM concert)')).toEqual({ kind: 'read', value })
  })

  it('passes on what does not parse, for the database to say why', () => {
    const value = 'SELECT name FROM singer WHERE WHERE x'
    expect(readSql(`\`\`\`sql\n${value}\n\`\`\``)).toEqual({ kind: 'read', value })
  })

  const writes = [
    'DELETE FROM singer',
    '```sql\nDELETE FROM singer WHERE id IN (\n  SELECT id FROM singer\n)\n```',
    'Sure! DELETE FROM singer WHERE id IN (SELECT id FROM singer)',
    'Run DELETE FROM singer WHERE id IN (\nSELECT id\nFROM singer\n)',
    'DROP TABLE singer;',
    'CREATE TABLE copy AS SELECT * FROM singer',
    'INSERT INTO singer SELECT * FROM singer',
    "UPDATE singer SET name = 'x' WHERE id = (\nSELECT 1\n)",
    'WITH old AS (SELECT id FROM singer) DELETE FROM singer WHERE id IN (SELECT id FROM old)',
    'PRAGMA writable_schema = 1',
    "ATTACH DATABASE '/tmp/x' AS x",
  ]
  it.each(writes)('says that it writes: %s', (reply) => {
    expect(readSql(reply)).toMatchObject({ kind: 'unreadable', failure: 'writes' })
  })

  const nothing = [
    '',
    '   ',
    'I cannot help with that.',
    '<think>SELECT a FROM t',
    '{}',
    '```sql\n```',
    'Update: no query.',
  ]
  it.each(nothing)('finds none: %j', (reply) => {
    expect(readSql(reply)).toMatchObject({ kind: 'unreadable', failure: 'malformed' })
  })

  it('never throws and never returns anything but a query', () => {
    const pieces = [
      'SELECT a FROM t',
      '```',
      'sql\n',
      ';',
      "'",
      '"',
      '<think>',
      '</think>',
      '{',
      ':',
      'DROP TABLE t',
      '\n',
      '(',
      'WITH x AS (',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 12 }),
        (parts) => {
          const reading = readSql(parts.join(' '))
          if (reading.kind === 'read') expect(reading.value).toMatch(/^\s*(?:SELECT|WITH)/i)
        },
      ),
      { seed: 1, numRuns: 500 },
    )
  })

  it.each([
    'SELECT ',
    'SELECT a FROM t\n',
    '```sql\n',
    '`SELECT',
    'WITH x AS (',
    "'",
    '( ',
    '\n\n',
    'SELECT a,\n',
  ])('comes to an end with a reply that goes round in circles: %j', (piece) => {
    expect(readSql(piece.repeat(20_000)).kind).toMatch(/read/)
  })
})
