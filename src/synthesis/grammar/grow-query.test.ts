import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript } from '../../../test/support/explored-shop.ts'
import { LIBRARY } from '../../../test/support/library-script.ts'
import { seededRandom } from '../../base/random.ts'
import { columnKey } from '../../database/schema.ts'
import type { Subgraph } from '../../exploration/sampling/sample-subgraph.ts'
import type { Query } from '../../sql/ast.ts'
import { type SpiderDifficulty, spiderDifficulty } from '../../sql/difficulty.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { resolveNames } from '../../sql/resolve.ts'
import { skeletonOf } from '../../sql/skeleton.ts'
import { findSynthesisProfile } from '../profiles.ts'
import { verbalizeQuery } from '../verbalizer/verbalize-query.ts'
import { evolveQuery } from './evolve-query.ts'
import { growQuery } from './grow-query.ts'
import { createSynthesisContext, type SynthesisContext } from './synthesis-context.ts'

const COUNT = 300
let library: Explored
let context: SynthesisContext
let everything: Subgraph
let grown: readonly Query[]

beforeAll(async () => {
  library = await exploreScript(LIBRARY)
  context = createSynthesisContext({ ...library, knowledge: [] })
  const { tables } = library.graph
  everything = {
    tables: tables.map(({ name }) => name),
    columns: tables.flatMap(({ name, columns }) => columns.map((column) => ({ table: name, column }))),
    keys: library.graph.joins.map(({ key }) => key),
  }
  grown = Array.from({ length: COUNT }, (_, seed) => grow(seed)).filter((query) => query !== null)
})

afterAll(() => library.close())

function grow(seed: number, wish = {}): Query | null {
  return growQuery(everything, context, seededRandom(seed), wish)
}

describe('growQuery', () => {
  it('grows trees that print, read back the same, and name nothing unknown', () => {
    expect(grown.length).toBeGreaterThan(COUNT * 0.95)
    for (const query of grown) {
      const sql = printQuery(query)
      expect(printQuery(parseQuery(sql))).toBe(sql)
      expect(skeletonOf(parseQuery(sql))).toBe(skeletonOf(query))
      expect(resolveNames(query, library.survey.schema).problems, sql).toEqual([])
    }
  })

  it('grows queries that the engine runs, and most of which find something', async () => {
    let empty = 0
    for (const query of grown) {
      const outcome = await library.database.run(printQuery(query))
      expect(outcome.kind, printQuery(query)).toBe('rows')
      if (outcome.kind === 'rows' && outcome.rows.length === 0) empty++
    }
    expect(empty / grown.length).toBeLessThan(0.25)
  })

  it('grows many structures, joins and queries within queries among them', () => {
    const sqls = grown.map((query) => printQuery(query))
    const share = (pattern: RegExp): number => sqls.filter((sql) => pattern.test(sql)).length / sqls.length
    expect(new Set(grown.map(skeletonOf)).size).toBeGreaterThan(COUNT / 3)
    expect(share(/ JOIN /)).toBeGreaterThan(0.25)
    expect(share(/\(SELECT|INTERSECT|EXCEPT|UNION/)).toBeGreaterThan(0.1)
    for (const part of [
      'HAVING',
      'CASE',
      'strftime',
      'DISTINCT',
      'IS NULL|IS NOT NULL',
      'row_number',
      'EXISTS',
      'NOT IN|NOT EXISTS',
      'LIKE',
      'LEFT JOIN',
      'LIMIT',
      'OR',
    ]) {
      expect(share(new RegExp(`\\b(?:${part})\\b`)), part).toBeGreaterThan(0)
    }
  })

  it('can say nearly all of them', () => {
    const said = grown.filter(
      (query, seed) => verbalizeQuery(query, context, seededRandom(seed), 1).length > 0,
    )
    expect(said.length / grown.length).toBeGreaterThan(0.85)
  })

  it('never adds up keys, years or what repeats', () => {
    for (const query of grown) {
      expect(printQuery(query)).not.toMatch(/(?:sum|avg)\((?:\w+\.)?(?:\w*id|born|status)\)/)
    }
  })

  it.each([
    ['counts to at least one, which is some', /count\(\*\) >= 1\b/],
    ['takes a pattern of a number or a status', /(?:status|born|pages|gender|city) LIKE/],
    ['groups by what may be missing', /GROUP BY (?:\w+\.)?subtitle/],
    ['asks for the only name among a list of names', /EXCEPT SELECT (\w+) FROM \w+ WHERE \1 = /],
    ['says that a value of two is not the other', /gender <> /],
  ])('never %s', (_what, pattern) => {
    for (const query of grown) expect(printQuery(query)).not.toMatch(pattern)
  })

  it.each<SpiderDifficulty>(['easy', 'medium', 'hard', 'extra'])('grants a wish for %s', (difficulty) => {
    const queries = Array.from({ length: 40 }, (_, seed) => grow(seed, { difficulty })).filter(
      (one) => one !== null,
    )
    expect(queries.length).toBeGreaterThan(35)
    for (const query of queries) expect(spiderDifficulty(query)).toBe(difficulty)
  })

  it('uses every column that holds data, and every key, when it must', () => {
    const columns = everything.columns.filter(
      (column) => context.lexicon.column(column)?.profile.content !== 'empty',
    )
    const missed = columns.filter((column) => grow(5, { mustUse: { columns: [column], joins: [] } }) === null)
    expect(missed.map(columnKey)).toEqual([])
    for (const key of everything.keys.filter(({ origin }) => origin === 'declared')) {
      const query = grow(6, { mustUse: { columns: [], joins: [key] } })
      expect(query, key.from.columns.join()).not.toBeNull()
      expect(printQuery(query!)).toContain(key.from.columns[0])
    }
  })

  it('avoids the structures that there are enough of', () => {
    const first = skeletonOf(grow(3)!)
    const again = Array.from({ length: 30 }, (_, seed) => grow(seed, { avoidSkeletons: new Set([first]) }))
    expect(again.map((query) => query && skeletonOf(query))).not.toContain(first)
  })

  it('grows the same from the same seed', () => {
    expect(printQuery(grow(9)!)).toBe(printQuery(grow(9)!))
  })
})

const STEPS = findSynthesisProfile('sonde').steps

describe('evolveQuery', () => {
  it('makes one query after the other that runs, each harder than the last or about more', async () => {
    const steps = new Set<string>()
    for (const [seed, query] of grown.entries()) {
      const evolved = evolveQuery(query, context, seededRandom(seed), STEPS)
      if (evolved === null) continue
      steps.add(evolved.step)
      const sql = printQuery(evolved.query)
      expect(sql).not.toBe(printQuery(query))
      expect((await library.database.run(sql)).kind, sql).toBe('rows')
    }
    expect([...steps].sort()).toEqual(['aggregation', 'condition', 'join', 'nesting', 'ordering'])
  })

  it('takes the step of the paper: one more table, with one more constraint, in a few words', () => {
    const wordsOf = (query: Query): number => printQuery(query).split(/\s+/).length
    const tablesOf = (query: Query): number => (printQuery(query).match(/ JOIN /g) ?? []).length
    const { steps } = findSynthesisProfile('db-explore')
    let evolvedCount = 0
    for (const [seed, query] of grown.entries()) {
      const evolved = evolveQuery(query, context, seededRandom(seed), steps)?.query
      if (evolved === undefined) continue
      evolvedCount++
      expect(tablesOf(evolved)).toBe(tablesOf(query) + 1)
      expect(printQuery(evolved)).toContain(' WHERE ')
      expect(wordsOf(evolved) - wordsOf(query)).toBeLessThanOrEqual(14)
    }
    expect(evolvedCount).toBeGreaterThan(5)
  })

  it('leaves alone what it cannot read', () => {
    const query = parseQuery('WITH a AS (SELECT 1) SELECT * FROM a')
    expect(evolveQuery(query, context, seededRandom(1), STEPS)).toBeNull()
  })
})
