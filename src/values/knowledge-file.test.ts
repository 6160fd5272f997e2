import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Schema } from '../database/schema.ts'
import { checkKnowledge } from './check-knowledge.ts'
import type { KnowledgeEntry } from './knowledge.ts'
import { addKnowledge, loadKnowledge, removeKnowledge } from './knowledge-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-knowledge-'))
const file = join(folder, 'knowledge.yaml')

const DELIVERED: KnowledgeEntry = {
  kind: 'value',
  keyword: 'delivered',
  table: 'orders',
  column: 'status',
  value: 3,
  origin: 'lookup',
}
const REVENUE: KnowledgeEntry = {
  kind: 'expression',
  keyword: 'revenue',
  table: 'items',
  expression: 'price * quantity',
  origin: 'person',
  note: 'without tax',
}
const ACTIVE: KnowledgeEntry = {
  kind: 'filter',
  keyword: 'active: "customers" #1',
  table: 'customers',
  condition: 'closed_on IS NULL',
  origin: 'person',
}

const BY_HAND = `# Ours, reviewed in May.
sonde: knowledge
version: 1
entries:
  # the new status
  - kind: value
    keyword: "done"   # people say done
    table: orders
    column: status
    value: 2
    owner: Ann
  - {kind: filter, keyword: late, table: orders, condition: due < shipped}
`

beforeEach(() => rmSync(file, { force: true }))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a knowledge file', () => {
  it('gives back what was added, sorted, and is readable by its owner alone', () => {
    expect(addKnowledge(file, [REVENUE, DELIVERED, ACTIVE, DELIVERED])).toBe(3)
    expect(loadKnowledge(file)).toEqual({ entries: [ACTIVE, DELIVERED, REVENUE], warnings: [] })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not rewritten when nothing is new', () => {
    addKnowledge(file, [DELIVERED])
    const before = statSync(file)
    expect(addKnowledge(file, [{ ...DELIVERED, keyword: 'Delivered', origin: 'probe' }])).toBe(0)
    expect(removeKnowledge(file, () => false)).toBe(0)
    expect([statSync(file).ino, statSync(file).mtimeMs]).toEqual([before.ino, before.mtimeMs])
  })

  it("keeps people's comments, order and keys", () => {
    writeFileSync(file, BY_HAND)
    expect(addKnowledge(file, [DELIVERED])).toBe(1)
    expect(readFileSync(file, 'utf8')).toContain('# Ours, reviewed in May.')
    for (const line of ['  # the new status', '    keyword: "done" # people say done', '    owner: Ann']) {
      expect(readFileSync(file, 'utf8')).toContain(line)
    }
    const { entries, warnings } = loadKnowledge(file)
    expect(entries.map((entry) => entry.keyword)).toEqual(['done', 'late', 'delivered'])
    expect(entries[0]!.origin).toBe('person')
    expect(warnings).toEqual([expect.stringMatching(/line 6: the key owner is not known/)])
    expect(removeKnowledge(file, (entry) => entry.keyword === 'delivered')).toBe(1)
    expect(loadKnowledge(file).entries.map((entry) => entry.keyword)).toEqual(['done', 'late'])
  })

  it('serves several databases', () => {
    addKnowledge(file, [DELIVERED], { database: 'shop' })
    addKnowledge(file, [{ ...DELIVERED, value: 'D' }], { database: 'archive' })
    addKnowledge(file, [REVENUE])
    expect(loadKnowledge(file, { database: 'Shop' }).entries).toEqual([DELIVERED, REVENUE])
    expect(loadKnowledge(file).entries).toHaveLength(3)
    expect(removeKnowledge(file, (entry) => entry.keyword === 'delivered', { database: 'shop' })).toBe(1)
    expect(loadKnowledge(file, { database: 'archive' }).entries).toHaveLength(2)
  })

  it('that is missing is an error unless it may be', () => {
    const load = () => loadKnowledge(file)
    expect(load).toThrow(expect.objectContaining({ code: 'file-unreadable' }))
    expect(loadKnowledge(file, { whenMissing: 'empty' }).entries).toEqual([])
  })

  const head = 'sonde: knowledge\nversion: 1\n'
  it.each([
    ['nothing', '', /not a knowledge file/],
    ['another file', 'name: x\n', /first line must be "sonde: knowledge"/],
    ['broken YAML', `${head}entries:\n  - kind: "value\n`, /line [45]: this is not YAML/],
    ['a later version', 'sonde: knowledge\nversion: 9\nentries: []\n', /version is 9/],
    ['no list', `${head}entries: none\n`, /must be a list/],
    ['a bare word', `${head}entries:\n  - word\n`, /line 4: an entry must be a mapping/],
    [
      'an unknown kind',
      `${head}entries:\n  - kind: rule\n`,
      /line 4: kind is "rule"; write value, expression or filter/,
    ],
    ['no table', `${head}entries:\n  - kind: filter\n    keyword: x\n`, /line 4: table is missing/],
    [
      'a boolean',
      `${head}entries:\n  - {kind: value, keyword: x, table: t, column: c, value: true}\n`,
      /value is true; write the stored text/,
    ],
    [
      'a numeric keyword',
      `${head}entries:\n  - {kind: value, keyword: 5, table: t, column: c, value: 1}\n`,
      /keyword is 5; write it in quotes/,
    ],
    [
      'a bad origin',
      `${head}entries:\n  - {kind: value, keyword: a, table: t, column: c, value: 1, origin: god}\n`,
      /origin is "god"/,
    ],
  ])('with %s is refused and left alone', (_, text, message) => {
    writeFileSync(file, text)
    const refusal = expect.objectContaining({
      code: 'knowledge-invalid',
      message: expect.stringMatching(message),
    })
    expect(() => loadKnowledge(file)).toThrow(refusal)
    expect(() => addKnowledge(file, [DELIVERED])).toThrow(refusal)
    expect(() => removeKnowledge(file, () => true)).toThrow(refusal)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})

describe('a knowledge file that cannot be written', () => {
  it('is named, with what to do', () => {
    writeFileSync(join(folder, 'taken'), 'mine')
    const below = join(folder, 'taken', 'knowledge.yaml')
    expect(() => addKnowledge(below, [REVENUE])).toThrow(
      expect.objectContaining({
        code: 'file-unreadable',
        message: expect.stringContaining('cannot be written'),
      }),
    )
    expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('mine')
  })
})

describe('checkKnowledge', () => {
  const columns = ['price', 'quantity', 'status'].map(
    (name) => ({ name, declaredType: '', type: 'unknown', nullable: true }) as const,
  )
  const table = { kind: 'table', columns, primaryKey: [], foreignKeys: [], uniqueKeys: [] } as const
  const schema: Schema = { tables: [{ ...table, name: 'Items' }] }
  const filter = (condition: string): KnowledgeEntry => ({
    kind: 'filter',
    keyword: 'k',
    table: 'items',
    condition,
    origin: 'person',
  })

  it.each<[KnowledgeEntry, RegExp]>([
    [{ ...DELIVERED }, /^"delivered": there is no table orders\./],
    [{ ...DELIVERED, table: 'items', column: 'state' }, /has no column state/],
    [{ ...REVENUE, expression: 'price * quantitty' }, /quantitty .* Did you mean .*quantity/],
    [{ ...REVENUE, expression: 'price *' }, /is not an SQL expression/],
    [filter('price > 1) OR (1 = 1'), /is not an SQL filter/],
    [filter('price > 1; DROP TABLE items'), /is not an SQL filter/],
  ])('reports %j', (entry, message) => {
    expect(checkKnowledge([entry], schema).map((problem) => problem.message)).toEqual([
      expect.stringMatching(message),
    ])
  })

  it('has nothing against what fits', () => {
    const fitting: KnowledgeEntry[] = [
      { ...DELIVERED, table: 'ITEMS', column: 'Status' },
      REVENUE,
      filter("status = 'x' AND price IS NOT NULL"),
    ]
    expect(checkKnowledge(fitting, schema)).toEqual([])
  })
})
