import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../sql/parse.ts'
import { answeredBefore, weighExamples } from './example-evidence.ts'

const column = (name: string) => ({ name, type: 'text', declaredType: 'TEXT', isNullable: true }) as const
const SCHEMA = {
  tables: [
    {
      name: 'shops',
      kind: 'table',
      columns: [column('city'), column('owner')],
      primaryKey: [],
      foreignKeys: [],
    },
  ],
} as unknown as Parameters<typeof weighExamples>[3]
const IN_PARIS = parseQuery("SELECT owner FROM shops WHERE city = 'Paris'")
const CITIES = parseQuery("SELECT city FROM shops WHERE owner = 'Paris'")
const COUNT = parseQuery("SELECT count(*) FROM shops WHERE city = 'Paris'")
const CANDIDATES = [CITIES, IN_PARIS, COUNT]

const weigh = (question: string, ...examples: readonly (readonly [string, string])[]) => [
  ...weighExamples(
    question,
    CANDIDATES,
    examples.map(([asked, sql]) => ({ question: asked, sql })),
    SCHEMA,
  ),
]

describe('weighExamples', () => {
  it('speaks for the query that did the same, with another value, for the same words', () => {
    const [cities, inParis, count] = weigh('Who owns the shops in Paris?', [
      'Who owns the shops of Rome?',
      "SELECT owner FROM shops WHERE city = 'Rome'",
    ])
    expect(inParis).toBeGreaterThan(1)
    expect([cities, count]).toEqual([0, 0])
  })

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['there are no examples', []],
    [
      'they ask for something else',
      [['How old are the shops of Rome?', "SELECT owner FROM shops WHERE city = 'Rome'"]],
    ],
    [
      'their words stand in another order',
      [['Who shops in Rome owns?', "SELECT owner FROM shops WHERE city = 'Rome'"]],
    ],
    ['their SQL does something else', [['Who owns the shops in Rome?', 'SELECT DISTINCT owner FROM shops']]],
    ['their SQL cannot be read', [['Who owns the shops in Rome?', 'SELEC owner']]],
  ])('says nothing where %s', (_, examples) => {
    expect(weigh('Who owns the shops in Paris?', ...examples)).toEqual([0, 0, 0])
  })
})

describe('answeredBefore', () => {
  const examples = [{ question: 'Who owns the shops in Rome?', sql: 'SELECT 1' }]
  it.each([
    ['who owns the shops in rome', 'SELECT 1'],
    ['Who owns the shops in Paris?', undefined],
    ['Who owns shops in Rome?', undefined],
  ])('%s', (question, sql) => {
    expect(answeredBefore(question, examples)).toBe(sql)
  })
})
