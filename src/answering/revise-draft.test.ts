import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../test/support/explored-shop.ts'
import { type ScriptedModel, scriptedModel } from '../../test/support/scripted-model.ts'
import type { QueryLimits } from '../database/database.ts'
import { repairQuery } from '../model/builtin/repair-query.ts'
import { findProfile } from './profiles.ts'
import { reviseDraft } from './revise-draft.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values, database } = explored
afterAll(explored.close)

async function revise(model: ScriptedModel, profile = 'sonde', limits: Partial<QueryLimits> = {}) {
  const shared = { question: 'a question', context: { survey, graph, values }, now: new Date('2025-06-15') }
  const part = await model.linkSchema({ ...shared, grounded: [] })
  const request = { ...shared, grounded: [], part, count: 5 }
  const drafts = await model.generateSql(request)
  return reviseDraft(drafts, request, { model, database, profile: findProfile(profile), limits })
}

const BERLINERS = "SELECT name FROM customers WHERE city = 'Berlin'"

describe('a draft', () => {
  it('that is right is taken as it is', async () => {
    const model = scriptedModel({ drafts: [BERLINERS] })
    const { chosen, rounds } = await revise(model)
    expect(chosen.sql).toBe(BERLINERS)
    expect(rounds).toEqual([])
    expect(model.revisions).toEqual([])
  })

  it('that the engine refuses goes back with the reason, and comes back repaired', async () => {
    const model = scriptedModel({
      drafts: ['SELECT nme FROM customers'],
      revised: ['SELECT name FROM customers'],
    })
    const { chosen, rounds } = await revise(model)
    expect(chosen.sql).toBe('SELECT name FROM customers')
    expect(chosen.outcome).toMatchObject({ kind: 'rows' })
    expect(rounds).toHaveLength(1)
    expect(model.revisions[0]?.findings).toContainEqual(expect.objectContaining({ kind: 'rejected' }))
    expect(model.revisions[0]?.draft).toBe('SELECT nme FROM customers')
  })

  it('with a literal that is stored otherwise takes the stored one', async () => {
    const model = scriptedModel({
      drafts: ["SELECT price FROM products WHERE name = 'Iced Tea'"],
      revise: repairQuery,
    })
    const { chosen } = await revise(model)
    expect(chosen.sql).toBe("SELECT price FROM products WHERE name = 'iced tea'")
    expect(chosen.outcome).toMatchObject({ rows: [[2.5]] })
  })

  it('with a misspelt column takes the nearest', async () => {
    const model = scriptedModel({
      drafts: ['SELECT categry FROM products WHERE id = 1'],
      revise: repairQuery,
    })
    expect((await revise(model)).chosen).toMatchObject({
      sql: 'SELECT category FROM products WHERE id = 1',
      outcome: { rows: [['Drinks']] },
    })
  })

  it('that stays wrong is given up at the limit', async () => {
    const wrong = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `SELECT ${name}x FROM customers`)
    const model = scriptedModel({ drafts: [wrong[0]!], revised: wrong.slice(1) })
    const { chosen, rounds } = await revise(model)
    expect(rounds).toHaveLength(findProfile().revisionLimit)
    expect(chosen.outcome.kind).toBe('rejected')
  })

  it('is not asked about again when the model repeats itself', async () => {
    const model = scriptedModel({
      drafts: ['SELECT nme FROM customers'],
      revised: Array(5).fill('SELECT nme FROM customers'),
    })
    await revise(model)
    expect(model.revisions).toHaveLength(1)
  })

  it('whose empty result is right is kept when nothing better is known', async () => {
    const sql = "SELECT id FROM orders WHERE status = 'open' AND total > 100"
    const { chosen } = await revise(scriptedModel({ drafts: [sql] }))
    expect(chosen).toMatchObject({ sql, outcome: { kind: 'rows', rows: [] } })
  })

  it('with an empty result is not thrown over for an unlikely reading that finds something', async () => {
    const sql = "SELECT id FROM orders WHERE status = 'open' AND total > 100"
    const { chosen } = await revise(
      scriptedModel({
        drafts: [
          [sql, 0.9],
          ['SELECT id FROM orders', 0.05],
        ],
      }),
    )
    expect(chosen.sql).toBe(sql)
  })

  it('that fails gives way to the next one that runs', async () => {
    const { chosen } = await revise(
      scriptedModel({
        drafts: [
          ['SELECT x FROM customers', 0.9],
          [BERLINERS, 0.05],
        ],
      }),
    )
    expect(chosen.sql).toBe(BERLINERS)
  })

  it('that runs is not replaced by a revision that does not', async () => {
    const sql = "SELECT id FROM orders WHERE status = 'open' AND total > 100"
    const { chosen } = await revise(
      scriptedModel({ drafts: [sql], revised: ['SELECT nothing FROM nowhere'] }),
    )
    expect(chosen).toMatchObject({ sql, outcome: { kind: 'rows' } })
  })

  it('gains no confidence by being revised', async () => {
    const model = scriptedModel({
      drafts: [['SELECT nme FROM customers', 0.4]],
      revised: ['SELECT name FROM customers'],
    })
    expect((await revise(model)).chosen.confidence).toBeLessThanOrEqual(0.4)
  })

  it('that runs and finds something is right in tcsr, whatever its literals are', async () => {
    const sql = "SELECT count(*) FROM products WHERE name = 'Iced Tea'"
    const drafts = { drafts: [sql], revised: ["SELECT count(*) FROM products WHERE name = 'iced tea'"] }
    expect((await revise(scriptedModel(drafts), 'tcsr')).chosen.sql).toBe(sql)
    expect((await revise(scriptedModel(drafts), 'sonde')).chosen.sql).not.toBe(sql)
  })

  it('in tcsr goes back when it fails and when it finds nothing', async () => {
    const model = scriptedModel({
      drafts: ['SELECT nme FROM customers'],
      revised: ["SELECT name FROM customers WHERE city = 'Rome'", BERLINERS],
    })
    const { chosen } = await revise(model, 'tcsr')
    expect(model.revisions.map(({ findings }) => findings.at(-1)?.kind)).toEqual(['rejected', 'empty'])
    expect(chosen.sql).toBe(BERLINERS)
  })

  it('is run after a model that took longer than the time for queries', async () => {
    const slow = scriptedModel({ drafts: ['SELECT nme FROM customers'] })
    const model = {
      ...slow,
      reviseSql: async () => {
        await new Promise((resolve) => setTimeout(resolve, 350))
        return [{ sql: BERLINERS, score: 1, confidence: 0.9, unusedWords: [], links: [] }]
      },
    }
    const { chosen } = await revise(model, 'sonde', { timeoutMs: 300 })
    expect(chosen).toMatchObject({ sql: BERLINERS, outcome: { kind: 'rows' } })
  })
})
