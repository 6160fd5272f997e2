import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/base/random.ts'
import { writeSampleDatabase } from '../../src/cli/demo/sample-database.ts'
import { parseQuery } from '../../src/sql/parse.ts'
import { printQuery } from '../../src/sql/print.ts'
import { startGrowth } from '../../src/synthesis/grammar/growth.ts'
import type { SynthesisContext } from '../../src/synthesis/grammar/synthesis-context.ts'
import { tryFilling } from '../../src/synthesis/templates/fill-template.ts'
import { TEMPLATES } from '../../src/synthesis/templates/templates.ts'
import { sayWordings } from '../../src/synthesis/templates/wording/say-wording.ts'
import { type InMemoryDatabase, openInMemoryDatabase } from '../support/in-memory-database.ts'
import { surveyedContext } from '../support/surveyed-context.ts'
import { temporaryFolder } from './run-sonde.ts'

const folder = temporaryFolder()
let context: SynthesisContext
let database: InMemoryDatabase

beforeAll(async () => {
  const path = join(folder, 'harbor-tea.sqlite')
  await writeSampleDatabase(path)
  context = await surveyedContext('', { path })
  database = openInMemoryDatabase('', { path })
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

describe('the question templates on the sample database', () => {
  it('are filled with queries that parse and run', { timeout: 120_000 }, async () => {
    const tables = context.survey.schema.tables.map(({ name }) => name)
    const filled = new Set<string>()
    for (const template of TEMPLATES) {
      for (let seed = 0; seed < 12; seed++) {
        const random = seededRandom(`${template.name}/${seed}`)
        const growth = startGrowth({ tables, columns: [], keys: [] }, context, random)
        const filling = tryFilling(template, growth)
        if (filling === null) continue
        const sql = printQuery(filling.query)
        expect(printQuery(parseQuery(sql))).toBe(sql)
        expect(await database.run(sql, { maxRows: 5 })).toMatchObject({ kind: 'rows' })
        for (const question of sayWordings(template, filling, random, 9)) {
          expect(question).toMatch(/^\p{Lu}(?!.*undefined)[^{}]*[.?]$/u)
          filled.add(template.name)
        }
      }
    }
    expect(filled.size).toBeGreaterThan(80)
  })
})
