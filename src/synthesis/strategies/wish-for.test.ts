import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/random.ts'
import type { Schema } from '../../database/schema.ts'
import { parseQuery } from '../../sql/parse.ts'
import { factsOf } from '../pool/query-facts.ts'
import { wishFor } from './wish-for.ts'

const SCHEMA: Schema = { tables: [] }
const facts = (sql: string) => factsOf(parseQuery(sql), SCHEMA, [])
const wishes = (needs: Omit<Parameters<typeof wishFor>[0], 'avoidSkeletons'>) =>
  Array.from({ length: 60 }, (_, seed) =>
    wishFor({ ...needs, avoidSkeletons: new Set() }, null, seededRandom(seed)),
  )

describe('wishFor', () => {
  it('asks for what is short, whatever the seeds are', () => {
    const short = { name: 'nested', share: 0.1, counts: () => true } as const
    for (const wish of wishes({ unmet: [short], seeds: [facts('SELECT a FROM t')] })) {
      expect(wish).toMatchObject({ needsNesting: true })
      expect(['hard', 'extra']).toContain(wish.difficulty)
    }
  })

  it('asks for queries like the seeds when nothing is short', () => {
    const seeds = [facts('SELECT a FROM t'), facts('SELECT t.a FROM t JOIN u ON t.b = u.b WHERE u.c = 1')]
    const kinds = wishes({ unmet: [], seeds }).map(({ difficulty, needsJoin, needsNesting }) =>
      [difficulty, needsJoin, needsNesting].join(),
    )
    expect(new Set(kinds)).toEqual(new Set(['easy,false,false', 'medium,true,false']))
  })

  it('asks for anything without seeds', () => {
    const kinds = wishes({ unmet: [], seeds: [] }).map(({ difficulty }) => difficulty)
    expect(new Set(kinds)).toEqual(new Set(['easy', 'medium', 'hard', 'extra']))
  })
})
