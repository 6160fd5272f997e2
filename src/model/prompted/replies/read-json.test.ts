import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readJson } from './read-json.ts'

const SHAPE = z.object({ words: z.array(z.string()), sure: z.boolean() })
const VALUE = { words: ["women's wear", 'Paris'], sure: true }

describe('the JSON of a reply', () => {
  const replies: readonly (readonly [string, string])[] = [
    ['alone', JSON.stringify(VALUE)],
    ['on many lines', JSON.stringify(VALUE, null, 2)],
    ['in a block', `\`\`\`json\n${JSON.stringify(VALUE)}\n\`\`\``],
    ['in a block without a language', `\`\`\`\n${JSON.stringify(VALUE)}\n\`\`\``],
    ['in a block that never ends', `\`\`\`json\n${JSON.stringify(VALUE)}`],
    ['between sentences', `Here it is [as asked]: ${JSON.stringify(VALUE)}. Is that {fine}?`],
    ['after thoughts', `<think>{"words": [], "sure": false}</think>${JSON.stringify(VALUE)}`],
    ['after another object', `{"schema": {}} ${JSON.stringify(VALUE)}`],
    ['with trailing commas', `{"words": ["women's wear", "Paris",], "sure": true,}`],
    ['in single quotes', `{'words': ['women's wear', 'Paris'], 'sure': true}`],
    ['as Python writes it', `{'words': ["women's wear", 'Paris'], 'sure': True}`],
    ['in curly quotes', `{“words”: [“women's wear”, “Paris”], “sure”: true}`],
    ['with bare keys', `{words: ["women's wear", "Paris"], sure: true}`],
    ['with bare values', `{words: ["women's wear", Paris], sure: true}`],
    ['with comments', `{"words": [ // two\n"women's wear", /* and */ "Paris"], "sure": true # yes\n}`],
    ['without commas', `{"words": ["women's wear" "Paris"] "sure": true}`],
    ['escaped', `{"words": ["women\\u0027s wear", "P\\aris"], "sure": true}`.replace('\\a', 'a')],
  ]
  it.each(replies)('%s', (_, reply) => {
    expect(readJson(reply, SHAPE)).toEqual({ kind: 'read', value: VALUE })
  })

  it('with SQL whose names are quoted', () => {
    const sqls = [
      `SELECT "a b", max("c d") FROM "t", "u" WHERE "a b" = 'x, "y": z' ORDER BY "a b"`,
      'SELECT "a b" FROM "t"',
      'SELECT count("a b") FROM t',
    ]
    for (const sql of sqls) {
      const pair = `{"sql": "${sql}", "evidence": "",}`
      const reading = readJson(`[${pair}, {"evidence": "no", "sql": "${sql}"}]`, z.unknown())
      expect(reading).toEqual({
        kind: 'read',
        value: [
          { sql, evidence: '' },
          { evidence: 'no', sql },
        ],
      })
    }
  })

  const unusable: readonly (readonly [string, string])[] = [
    ['', 'it is empty'],
    ['I do not know.', 'no complete JSON'],
    ['{"words": ["Paris", "Ber', 'no complete JSON'],
    ['{"words": ["Paris"], "sure": "perhaps"}', '"sure"'],
    ['{"words": [1], "sure": true}', '"words.0"'],
    ['<think>{"words": [], "sure": true}', 'it is empty'],
  ]
  it.each(unusable)('says what is wrong with %j', (reply, problem) => {
    expect(readJson(reply, SHAPE)).toMatchObject({
      kind: 'unreadable',
      failure: 'malformed',
      problem: expect.stringContaining(problem),
    })
  })

  it('reads all JSON that is JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value)
        const reading = readJson(text, z.unknown())
        expect(JSON.stringify(reading)).toBe(
          JSON.stringify({ kind: 'read', value: JSON.parse(text) as unknown }),
        )
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('never throws', () => {
    const pieces = ['{', '}', '[', ']', '"', "'", ':', ',', 'a', '\\', '\\u12', '```', '<think>', '//', '1']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        expect(readJson(parts.join(''), z.array(z.unknown())).kind).toMatch(/read/)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it.each(['[', '{"a":', '"', "{'", '[1,', '{a b c '])(
    'ends with a reply that goes round in circles: %j',
    (piece) => {
      expect(readJson(piece.repeat(20_000), SHAPE)).toMatchObject({ kind: 'unreadable' })
    },
  )
})
