import { beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../../../test/support/explored-shop.ts'
import { LIBRARY } from '../../../test/support/library-script.ts'
import { surveyedContext } from '../../../test/support/surveyed-context.ts'
import { type Random, seededRandom } from '../../base/random.ts'
import { sampleSubgraph } from '../../exploration/sampling/sample-subgraph.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { resolveNames } from '../../sql/resolve.ts'
import { startGrowth } from '../grammar/growth.ts'
import type { SynthesisContext } from '../grammar/synthesis-context.ts'
import { fillTemplate, tryFilling } from './fill-template.ts'
import type { Template } from './template.ts'
import { templateDemonstrations } from './template-demonstrations.ts'
import { TEMPLATES } from './templates.ts'
import { sayWordings } from './wording/say-wording.ts'

const UNKEYED = `
CREATE TABLE towns (name TEXT, county TEXT, founded INTEGER, area REAL);
INSERT INTO towns VALUES ('Arby', 'North', 1901, 3.5), ('Bexley', 'North', 1850, 12.25), ('Corin', 'South', 1799, 7.0),
  ('Dale', 'South', 1920, 1.5), ('Enfold', 'West', 1888, 4.75);`
const COMPOSITE = `
CREATE TABLE flights (airline TEXT, number INTEGER, miles INTEGER, PRIMARY KEY (airline, number));
INSERT INTO flights VALUES ('Alpha', 1, 300), ('Alpha', 2, 450), ('Bravo', 1, 900), ('Bravo', 3, 120);
CREATE TABLE legs (airline TEXT, number INTEGER, leg INTEGER, seats INTEGER, PRIMARY KEY (airline, number, leg),
  FOREIGN KEY (airline, number) REFERENCES flights (airline, number));
INSERT INTO legs VALUES ('Alpha', 1, 1, 80), ('Alpha', 1, 2, 75), ('Bravo', 1, 1, 200), ('Bravo', 3, 1, 40);`
const SELF = `
CREATE TABLE employees (id INTEGER PRIMARY KEY, name TEXT, salary REAL, manager_id INTEGER REFERENCES employees (id));
INSERT INTO employees VALUES (1, 'Ada Low', 900, NULL), (2, 'Ben Hay', 700, 1), (3, 'Cy Moss', 950, 1), (4, 'Di Fern', 500, 2);`
const CRYPTIC = `
CREATE TABLE xq7 (c1 INTEGER PRIMARY KEY, zz TEXT, k9 REAL, "order" TEXT, "a b" INTEGER);
INSERT INTO xq7 VALUES (1, 'q', 1.5, 'x', 4), (2, 'q', 2.5, 'y', 5), (3, 'r', 3.5, 'x', 6), (4, 'r', 4.5, 'y', 7);
CREATE TABLE t2_lkp (id INTEGER, xq7_c1 INTEGER REFERENCES xq7 (c1), v2 TEXT);
INSERT INTO t2_lkp VALUES (1, 1, 'aa'), (2, 1, 'bb'), (3, 2, 'cc'), (4, 4, 'dd');`
const PICTURES = `
CREATE TABLE painters (id INTEGER PRIMARY KEY, name TEXT, portrait BLOB);
INSERT INTO painters VALUES (1, 'Ann Fox', x'01'), (2, 'Bea Low', x'02'), (3, 'Cal Orr', NULL), (4, 'Dee Pym', x'04');`
const EMPTY =
  'CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE b (id INTEGER, a_id INTEGER REFERENCES a (id));'

const contexts = new Map<string, SynthesisContext>()

beforeAll(async () => {
  const scripts = {
    shop: SHOP,
    library: LIBRARY,
    unkeyed: UNKEYED,
    composite: COMPOSITE,
    self: SELF,
    cryptic: CRYPTIC,
    empty: EMPTY,
    pictures: PICTURES,
  }
  for (const [name, script] of Object.entries(scripts)) contexts.set(name, await surveyedContext(script))
})

function subgraphOf({ graph }: SynthesisContext, random: Random) {
  const table = random.pick(graph.tables)
  const start = { table: table.name, column: random.pick(table.columns) }
  return sampleSubgraph(graph, random, { strategy: 'random-walk', size: 8, start })
}

function fillingsOf(context: SynthesisContext, template: Template, seeds: number) {
  const fillings: { readonly sql: string; readonly questions: readonly string[] }[] = []
  for (let seed = 0; seed < seeds; seed++) {
    const random = seededRandom(`${template.name}/${seed}`)
    const filling = tryFilling(template, startGrowth(subgraphOf(context, random), context, random))
    if (filling !== null)
      fillings.push({
        sql: printQuery(filling.query),
        questions: sayWordings(template, filling, random, 9),
      })
  }
  return fillings
}

describe('fillTemplate', () => {
  it.each(['shop', 'library', 'unkeyed', 'composite', 'self', 'cryptic', 'empty'])(
    '%s: whatever is filled parses, resolves and prints the same again',
    (name) => {
      const context = contexts.get(name)!
      for (const template of TEMPLATES) {
        for (const { sql, questions } of fillingsOf(context, template, 15)) {
          const parsed = parseQuery(sql)
          expect(printQuery(parsed)).toBe(sql)
          expect(resolveNames(parsed, context.survey.schema).problems).toEqual([])
          for (const question of questions) expect(question).toMatch(/^\p{Lu}(?!.*undefined)[^{}]*[.?]$/u)
        }
      }
    },
  )

  it.each([
    ['averages or adds up years', 'unkeyed', /(?:avg|sum)\(founded\)/],
    ['asks of cryptic names', 'cryptic', /./],
    ['asks of tables without rows', 'empty', /./],
  ])('never %s', (_what, name, forbidden) => {
    const fillings = TEMPLATES.flatMap((template) => fillingsOf(contexts.get(name)!, template, 15))
    expect(fillings.filter(({ sql }) => forbidden.test(sql))).toEqual([])
  })

  it('gives the same for the same seed, and several wordings', () => {
    const context = contexts.get('library')!
    const once = (seed: number) => {
      const random = seededRandom(seed)
      return fillTemplate(subgraphOf(context, random), context, random, {}, 4)
    }
    const filled = Array.from({ length: 20 }, (_, seed) => once(seed))
    expect(filled).toEqual(Array.from({ length: 20 }, (_, seed) => once(seed)))
    const phrasings = filled.flatMap((one) => (one === null ? [] : [1 + one.paraphrases.length]))
    expect(phrasings.length).toBeGreaterThan(15)
    expect(Math.max(...phrasings)).toBeGreaterThan(2)
  })

  it.each([
    [{ difficulty: 'easy' }, /^SELECT (?!.*JOIN)/],
    [{ needsJoin: true }, /JOIN/],
    [{ needsNesting: true }, /(?:\(SELECT|INTERSECT|EXCEPT|UNION)/],
    [{ mustUse: { columns: [{ table: 'books', column: 'price' }], joins: [] } }, /price/],
  ] as const)('grants a wish: %j', (wish, expected) => {
    const context = contexts.get('library')!
    for (let seed = 0; seed < 10; seed++) {
      const random = seededRandom(seed)
      const filled = fillTemplate(subgraphOf(context, random), context, random, wish, 2)
      if (filled !== null) expect(printQuery(filled.query)).toMatch(expected)
      else expect(wish).not.toHaveProperty('difficulty')
    }
  })
})

describe('bytes', () => {
  it('are asked about only for being there', () => {
    const template = TEMPLATES.find(({ name }) => name === 'how many rows with a picture')!
    for (const { sql, questions } of fillingsOf(contexts.get('pictures')!, template, 5)) {
      expect(sql).toBe('SELECT count(portrait) FROM painters')
      expect(questions).toContain('How many painters have a portrait?')
    }
    expect(fillingsOf(contexts.get('pictures')!, template, 5)).not.toEqual([])
  })
})

describe('templateDemonstrations', () => {
  it('gives different pairs that parse', () => {
    const pairs = templateDemonstrations(contexts.get('library')!, seededRandom(1), 5)
    expect(new Set(pairs.map(({ question }) => question)).size).toBe(5)
    for (const { sql } of pairs) expect(printQuery(parseQuery(sql))).toBe(sql)
    expect(pairs).toEqual(templateDemonstrations(contexts.get('library')!, seededRandom(1), 5))
  })

  it('gives none where nothing can be asked', () => {
    expect(templateDemonstrations(contexts.get('empty')!, seededRandom(1), 5)).toEqual([])
  })
})
