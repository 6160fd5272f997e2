import { describe, expect, it } from 'vitest'
import { hashedEmbedder } from '../values/hashed-embedder.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import type { ProbeResult } from '../values/probe.ts'
import { alignKeywords } from './align-keywords.ts'
import type { DetectedKeyword } from './detect-values.ts'
import { findProfile } from './profiles.ts'
import { retrieveLearned } from './retrieve-learned.ts'

const entry = (keyword: string, value: string | number): KnowledgeEntry => ({
  kind: 'value',
  keyword,
  table: 'orders',
  column: 'status',
  value,
  origin: 'lookup',
})

const probe = (values: readonly string[], keyword = 'sent'): ProbeResult => ({
  keyword,
  table: 'orders',
  column: 'status',
  variant: keyword,
  skeleton: 'equals',
  sql: '',
  answeredBy: 'database',
  outcome: { kind: 'values', values, hasMore: false },
})

const detected = (text: string, probes: readonly ProbeResult[]): DetectedKeyword => ({
  keyword: { text, start: 0, end: text.length, table: 'orders', columns: [] },
  variants: [],
  matches: [{ table: 'orders', column: 'status', value: 'S', score: 0.9, rowCount: 1 }],
  probes,
})

describe('retrieval (algorithm 2, cases 1 and 2)', () => {
  it.each([
    [['S'], ['S']],
    [['S', 'T'], []],
    [[], []],
  ])('of a probe that found %j keeps %j', (found, kept) => {
    const entries = retrieveLearned([detected('sent', [probe(found)])])
    expect(entries.map((one) => (one.kind === 'value' ? one.value : null))).toEqual(kept)
  })

  it('takes a single match of the index where nothing was probed', () => {
    expect(retrieveLearned([detected('sent', [])])).toMatchObject([{ keyword: 'sent', value: 'S' }])
  })
})

describe('alignment (equation 2)', () => {
  const knowledge = [entry('goods that left', 1), entry('sent out', 2)]
  const align = (profile: string, text: string, probes: readonly ProbeResult[] = []) =>
    alignKeywords('which were sent', [detected(text, probes)], {
      knowledge,
      learned: [],
      profile: findProfile(profile),
      embedder: hashedEmbedder(),
    })

  it('gives each keyword the nearest entry', async () => {
    expect((await align('tcsr', 'sent'))[0]?.knowledge).toMatchObject([{ value: 2 }])
  })

  it('has no threshold in tcsr, and one in sonde', async () => {
    expect((await align('tcsr', 'zebra'))[0]?.knowledge).toHaveLength(1)
    expect((await align('sonde', 'zebra'))[0]?.knowledge).toEqual([])
  })

  it('lets only knowledge go on where Seed SQL searched', async () => {
    expect((await align('tcsr', 'sent', [probe(['S', 'T'])]))[0]?.matches).toEqual([])
    expect((await align('sonde', 'sent'))[0]?.matches).toHaveLength(1)
  })
})
