import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../../test/support/explored-shop.ts'
import { scriptedModel } from '../../test/support/scripted-model.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import type { GenerationRequest } from '../model/model.ts'
import { type ExploredDatabase, exploreDatabase } from '../values/explored-database.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import { type AskOptions, askQuestion } from './ask-question.ts'
import { STEP_NAMES } from './trace.ts'

let folder: string
let file: string
let database: Database
let explored: ExploredDatabase

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-ask-'))
  file = join(folder, 'shop.sqlite')
  const connection = new DatabaseSync(file)
  connection.exec(SHOP)
  connection.close()
  database = await openDatabase(file)
  explored = await exploreDatabase(database, { home: join(folder, 'home') })
})

afterAll(async () => {
  explored.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const digest = (): string => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('a question', () => {
  it('is answered with its SQL, its rows and words for both', async () => {
    const answer = await askQuestion(explored, 'list the customers from Berlin')
    expect(answer).toMatchObject({
      status: 'answered',
      sql: "SELECT name FROM customers WHERE city = 'Berlin'",
      columns: ['name'],
      truncated: false,
      restatement: "The name of each customer whose city is 'Berlin'.",
      reason: null,
      model: 'builtin',
      profile: 'sonde',
    })
    expect([...answer.rows].sort()).toEqual([['Ann Lee'], ['Cem Kaya']])
    expect(answer.grounding).toContainEqual(
      expect.objectContaining({ table: 'customers', column: 'city', value: 'Berlin', how: 'stored value' }),
    )
  })

  it('tells each step as it is done', async () => {
    const steps: string[] = []
    const answer = await askQuestion(explored, 'how many customers', {
      onStep: ({ step }) => steps.push(step),
    })
    expect(steps).toEqual([...STEP_NAMES])
    expect(answer.trace.steps.map(({ step }) => step)).toEqual(steps)
  })

  it('leaves out the steps that are switched off', async () => {
    const answer = await askQuestion(explored, 'how many customers', { without: ['detection', 'revision'] })
    expect(answer.rows).toEqual([[4]])
    const steps = answer.trace.steps.map(({ step }) => step)
    expect(steps).not.toContain('detection')
    expect(steps).not.toContain('revision')
  })

  it('says how many rows it may show, and that there are more', async () => {
    const answer = await askQuestion(explored, 'names of all products', { maxRows: 2 })
    expect(answer.rows).toHaveLength(2)
    expect(answer.truncated).toBe(true)
  })

  it('that names nothing of the database fails, and says what there is', async () => {
    const answer = await askQuestion(explored, 'xyzzy plugh')
    expect(answer).toMatchObject({ status: 'failed', sql: null, rows: [] })
    expect(answer.followUp).toContain('customers')
  })
})

describe('a model that misbehaves', () => {
  it.each([
    'DELETE FROM orders',
    'DROP TABLE orders',
    "UPDATE orders SET total = 0 WHERE status = 'paid'",
    'SELECT 1; DELETE FROM orders',
    "ATTACH DATABASE 'other.sqlite' AS other",
    'PRAGMA writable_schema = 1',
  ])('cannot run %s', async (sql) => {
    const before = digest()
    const model = scriptedModel({ drafts: [sql], revised: [sql] })
    const answer = await askQuestion(explored, 'remove all orders', { model })
    expect(answer).toMatchObject({ status: 'failed', sql, rows: [], confidence: 0 })
    expect(answer.reason).toBeTruthy()
    expect(digest()).toBe(before)
    expect(await database.run('SELECT count(*), sum(total) FROM orders')).toMatchObject({ rows: [[5, 79]] })
  })

  it('cannot write by way of a revision', async () => {
    const before = digest()
    const model = scriptedModel({ drafts: ['SELECT nme FROM customers'], revised: ['DELETE FROM customers'] })
    expect(await askQuestion(explored, 'names of customers', { model })).toMatchObject({ status: 'failed' })
    expect(digest()).toBe(before)
  })

  it('is not kept quiet when it breaks', async () => {
    const model = {
      ...scriptedModel({ drafts: [] }),
      generateSql: async () => {
        throw new Error('The model is out of memory.')
      },
    }
    await expect(askQuestion(explored, 'how many customers', { model })).rejects.toThrow('out of memory')
    expect(await askQuestion(explored, 'how many customers')).toMatchObject({ status: 'answered' })
  })

  it('may write what is no SQL', async () => {
    const model = scriptedModel({ drafts: ['I am sorry, I cannot do that.'] })
    expect(await askQuestion(explored, 'how many customers', { model })).toMatchObject({
      status: 'failed',
      restatement: null,
    })
  })

  it('that is not sure of itself gives a best guess', async () => {
    const model = scriptedModel({ drafts: [['SELECT count(*) FROM customers', 0.2]] })
    const answer = await askQuestion(explored, 'how many customers', { model })
    expect(answer).toMatchObject({ status: 'unsure', rows: [[4]] })
    expect(answer.reason).toBeTruthy()
    expect(answer.followUp).toBeTruthy()
  })
})

describe('a question that is stopped', () => {
  it('is stopped before it starts', async () => {
    const model = scriptedModel({ drafts: ['SELECT 1'] })
    await expect(
      askQuestion(explored, 'how many customers', { model, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is stopped between two steps', async () => {
    const stop = new AbortController()
    const asked = askQuestion(explored, 'how many customers', {
      signal: stop.signal,
      onStep: ({ step }) => {
        if (step === 'keywords') stop.abort()
      },
    })
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('does not go on running its query', async () => {
    const stop = new AbortController()
    const endless = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'
    const asked = askQuestion(explored, 'how many customers', {
      model: scriptedModel({ drafts: [endless] }),
      signal: stop.signal,
      onStep: ({ step }) => {
        if (step === 'generation') setTimeout(() => stop.abort(), 50)
      },
    }).then(
      (answer) => answer.status,
      (error) => error.code,
    )
    expect(['failed', 'cancelled']).toContain(await asked)
    expect(await database.run('SELECT 1')).toMatchObject({ kind: 'rows' })
  })
})

describe('what generation is given', () => {
  /** The request that a run's model was asked to generate from. */
  async function generationOf(
    question: string,
    options: AskOptions,
    knowledge: ExploredDatabase['knowledge'],
  ) {
    const requests: GenerationRequest[] = []
    const model = scriptedModel({ drafts: ['SELECT 1'] })
    await askQuestion({ ...explored, knowledge }, question, {
      ...options,
      model: {
        ...model,
        generateSql: async (request) => {
          requests.push(request)
          return model.generateSql(request)
        },
      },
    })
    return requests[0]!
  }
  const filter = (keyword: string): KnowledgeEntry => ({
    kind: 'filter',
    keyword,
    table: 'orders',
    condition: 'total > 10',
    origin: 'person',
  })

  it('holds the evidence, as it is and as knowledge', async () => {
    const evidence = 'bargains refers to price < 5'
    const request = await generationOf('how many bargains are there', { evidence }, [])
    expect(request.evidence).toBe(evidence)
    expect(request.grounded).toMatchObject([
      {
        keyword: { text: 'bargains', table: 'products' },
        knowledge: [{ kind: 'filter', condition: 'price < 5' }],
      },
    ])
  })

  it('holds the three entries nearest to the question where there are no keywords', async () => {
    const knowledge = ['big orders', 'gift cards', 'orders that are big', 'late', 'big'].map(filter)
    const request = await generationOf(
      'how many big orders',
      { without: ['keywords', 'detection'] },
      knowledge,
    )
    const keywords = request.grounded.map(({ keyword }) => keyword.text)
    expect(keywords).toHaveLength(3)
    expect(keywords[0]).toBe('big orders')
    expect(keywords).not.toContain('gift cards')
    // An entry whose words stand in the question has its place there; the others have none.
    expect(request.grounded[0]?.keyword).toMatchObject({ start: 9, end: 19 })
  })

  it('holds no knowledge where that is switched off', async () => {
    const request = await generationOf('how many big orders', { without: ['retrieval', 'alignment'] }, [
      filter('big orders'),
    ])
    expect(request.grounded.flatMap(({ knowledge }) => knowledge)).toEqual([])
  })
})
