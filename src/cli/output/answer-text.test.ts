import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import picocolors from 'picocolors'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../answering/answer.ts'
import { answerDocument } from './answer-document.ts'
import { answerText } from './answer-text.ts'
import { displayWidth } from './display-width.ts'
import { jsonText } from './json.ts'
import { traceStepText } from './trace-text.ts'

const colours = picocolors.createColors(false)

const ANSWERED: Answer = {
  status: 'answered',
  question: 'which customers from Germany order Earl Gray',
  sql: "SELECT c.name\nFROM customers AS c\nWHERE c.country_code = 'DE'",
  columns: ['name', 'id'],
  rows: [
    ['Café Zürich', 1],
    ['王小明', 9007199254740993n],
    [null, null],
  ],
  truncated: true,
  confidence: 0.875,
  restatement: 'The name of each customer whose country is Germany.',
  grounding: [
    { keyword: 'customers', table: 'customers', column: null, value: null, how: 'name', score: 1 },
    {
      keyword: 'Earl Gray',
      table: 'products',
      column: 'name',
      value: 'Earl Grey',
      how: 'similar value',
      score: 0.89,
    },
    { keyword: 'delivered', table: 'orders', column: 'status', value: 4, how: 'knowledge', score: 1 },
  ],
  reason: null,
  followUp: null,
  candidates: [{ sql: 'SELECT 1', score: 0.9, outcome: 'rows' }],
  timings: { totalMs: 41.7, steps: [{ step: 'keywords', ms: 1.25 }] },
  model: 'builtin',
  usage: { calls: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, cost: 0 },
  modelFailures: [],
  profile: 'sonde',
  trace: {
    steps: [
      {
        step: 'keywords',
        ms: 1.25,
        summary: '2 keywords',
        details: { keywords: ['Germany'], big: 1n },
        calls: [],
      },
    ],
  },
}
const UNSURE: Answer = {
  ...ANSWERED,
  status: 'unsure',
  reason: 'Two columns may be meant.',
  followUp: 'Do you mean the customer’s country or the supplier’s?',
}
const FAILED: Answer = {
  ...ANSWERED,
  status: 'failed',
  sql: null,
  columns: [],
  rows: [],
  restatement: null,
  grounding: [],
  candidates: [],
  reason: 'Nothing in the question names a table.',
  followUp: 'Name what you want to see: customers, orders, …',
}

describe('answerText', () => {
  it('says what was asked, shows the rows, the SQL and where its names and values come from', () => {
    expect(answerText(ANSWERED, { colours, width: 80 })).toBe(
      `The name of each customer whose country is Germany.

name                       id
───────────  ────────────────
Café Zürich                 1
王小明       9007199254740993
NULL                     NULL
3 rows, and there are more: --limit reads further

SQL
  SELECT c.name
  FROM customers AS c
  WHERE c.country_code = 'DE'

Grounding
  “customers” → customers  name
  “Earl Gray” → products.name = 'Earl Grey'  similar value, 89%
  “delivered” → orders.status = 4  knowledge

Confidence 88% · 42 ms · profile sonde · model builtin
`,
    )
  })

  it('opens with "Not sure", calls the rows a guess and asks back', () => {
    const lines = answerText(UNSURE, { colours, width: 80 }).trimEnd().split('\n')
    expect(lines.slice(0, 2)).toEqual([
      'Not sure. Two columns may be meant.',
      'My best guess: The name of each customer whose country is Germany.',
    ])
    expect(lines.at(-1)).toBe('Do you mean the customer’s country or the supplier’s?')
  })

  it('says why there is no answer and what to do', () => {
    expect(answerText(FAILED, { colours, width: 80 })).toBe(
      'No answer. Nothing in the question names a table.\nName what you want to see: customers, orders, …\n',
    )
  })

  it('names the columns of an empty result', () => {
    const text = answerText({ ...ANSWERED, rows: [], truncated: false }, { colours, width: 80 })
    expect(text).toContain('\nname, id\n0 rows\n')
  })

  it('shows 50 rows of many, and says so', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => [`row ${index}`, index])
    const text = answerText({ ...ANSWERED, rows, truncated: false }, { colours, width: 80 })
    expect(text).toContain('row 49 ')
    expect(text).not.toContain('row 50 ')
    expect(text).toContain('1,000 rows; the first 50 are shown, --csv prints all')
  })

  it('stays within 80 columns and lets no escape sequence through, whatever the data is', () => {
    const evil = '\u001b[2J\u001b]0;x\u0007\u009b'.repeat(40)
    const grounding = [{ ...ANSWERED.grounding[1]!, keyword: evil, value: evil, table: evil }]
    const answer = {
      ...ANSWERED,
      sql: `SELECT '\u001b[2J'`,
      columns: [evil, evil],
      rows: [[evil, 1]],
      grounding,
    }
    const style = { colours, width: 80 }
    const text = answerText(answer, style) + answerText({ ...answer, rows: [] }, style)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80)
  })
})

describe('answerDocument', () => {
  const schemaFile = join(import.meta.dirname, '..', '..', '..', 'schemas', 'ask.schema.json')
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as { properties: Record<string, unknown> }
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema)

  it.each([
    ['answered', ANSWERED],
    ['unsure', UNSURE],
    ['failed', FAILED],
  ])('of an answer that is %s follows the schema', (_, answer) => {
    const document = JSON.parse(jsonText(answerDocument(answer, { withTrace: true }))) as Record<
      string,
      unknown
    >
    expect(validate(document) ? [] : validate.errors).toEqual([])
    expect(Object.keys(document).filter((name) => !(name in schema.properties))).toEqual([])
  })

  it('has the trace only when it is wanted', () => {
    expect(answerDocument(ANSWERED, { withTrace: false })).not.toHaveProperty('trace')
  })
})

describe('traceStepText', () => {
  it('is one line and the details, shortened', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ index, text: 'x'.repeat(500) }))
    const [head, ...details] = traceStepText({ ...ANSWERED.trace.steps[0]!, details: many }, colours).split(
      '\n',
    )
    expect(head).toBe('keywords       1.3 ms  2 keywords')
    expect(details).toHaveLength(41)
    expect(details.at(-1)).toContain('62 more lines')
    expect(Math.max(...details.map((line) => line.length))).toBeLessThanOrEqual(201)
  })
})
