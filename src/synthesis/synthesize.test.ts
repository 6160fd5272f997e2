import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../test/support/explored-shop.ts'
import { smallLanguage } from '../../test/support/small-language.ts'
import { seededRandom } from '../base/random.ts'
import { progressive } from './strategies/progressive.ts'
import { structural } from './strategies/structural.ts'
import { type SynthesisOptions, synthesize } from './synthesize.ts'

let shop: Explored
let whole: string
const root = mkdtempSync(join(tmpdir(), 'sonde-synthesis-'))
const WANTED = 40

beforeAll(async () => {
  shop = await exploreScript(SHOP)
  whole = folder('whole')
  await run(whole)
})

afterAll(() => {
  shop.close()
  rmSync(root, { recursive: true, force: true })
})

function folder(name: string): string {
  return join(root, name)
}

function run(out: string, options: Partial<SynthesisOptions> = {}) {
  return synthesize(
    { ...shop, knowledge: [] },
    {
      count: WANTED,
      strategies: [structural, progressive],
      seed: 7,
      folder: out,
      language: smallLanguage(shop.survey),
      reader: null,
      ...options,
    },
  )
}

const read = (out: string, file = 'examples.jsonl'): string => readFileSync(join(out, file), 'utf8')
const linesOf = (out: string, file?: string): string[] => read(out, file).split('\n').slice(0, -1)
const FILES = ['examples.jsonl', 'rejected.tsv', 'run.log']
const expectSame = (one: string, other: string): void => {
  for (const file of FILES) expect(read(one, file), file).toBe(read(other, file))
}

describe('synthesize', () => {
  it('writes as many examples as wanted, each SQL once, in the fixed form', async () => {
    const examples = linesOf(whole).map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(examples).toHaveLength(WANTED)
    expect(new Set(examples.map(({ sql }) => sql)).size).toBe(WANTED)
    expect(Object.keys(examples[0]!)).toEqual([
      'id', 'db_id', 'question', 'paraphrases', 'sql', 'difficulty', 'spider_difficulty', 'strategy', 'parent',
      'related_tables', 'extracted_schema', 'evidence',
    ]) // biome-ignore format: a list
    for (const { sql } of examples) {
      await expect(shop.database.run(String(sql))).resolves.toMatchObject({ kind: 'rows' })
    }
  })

  it('keeps what was refused apart, with the filter and the reason', () => {
    const rows = linesOf(whole, 'rejected.tsv').map((line) => line.split('\t'))
    expect(rows[0]).toEqual(['attempt', 'strategy', 'filter', 'reason', 'sql', 'question'])
    const filters = new Set(rows.slice(1).map(([, , filter]) => filter))
    expect(filters).toContain('execution')
    expect(filters).toContain('emptiness')
    expect(filters).toContain('duplicates')
    expect(rows.find(([, , filter]) => filter === 'execution')?.[3]).toBe('unknown column missing')
  })

  it('makes the same bytes again, however many queries run at once', async () => {
    await run(folder('again'), { concurrency: 7 })
    expectSame(folder('again'), whole)
    await run(folder('other'), { seed: 8 })
    expect(read(folder('other'))).not.toBe(read(whole))
  })

  it('counts every attempt once', async () => {
    const { counts, attempts } = await run(whole)
    const sum = Object.values(counts).flatMap((outcomes) => Object.values(outcomes))
    expect(sum.reduce((total, count) => total + count, 0)).toBe(attempts)
    expect(Object.values(counts).reduce((total, { accepted = 0 }) => total + accepted, 0)).toBe(WANTED)
  })

  it('comes to the same end after a kill anywhere', async () => {
    const random = seededRandom(11)
    for (let kill = 0; kill < 20; kill++) {
      const out = folder(`killed-${kill}`)
      cpSync(whole, out, { recursive: true })
      killAt(out, random.next(), random.next())
      await run(out)
      expectSame(out, whole)
    }
  })

  it('goes on to a larger pool as if it had been asked for at once', async () => {
    const out = folder('grown')
    for (const count of [5, 23, WANTED]) await run(out, { count })
    expect(read(out)).toBe(read(whole))
    expect(read(out, 'rejected.tsv')).toBe(read(whole, 'rejected.tsv'))
  })

  it('keeps what a person changed, added and took out', async () => {
    const out = folder('edited')
    await run(out, { count: 20 })
    const lines = linesOf(out)
    const edited = JSON.stringify({ ...JSON.parse(lines[3]!), question: 'Who is there?' })
    const added = JSON.stringify({
      question: 'All of them?',
      sql: 'SELECT carrier FROM deliveries WHERE order_no = 2',
    })
    const removed = (JSON.parse(lines[7]!) as { id: string }).id
    const kept = [...lines.slice(0, 3), edited, ...lines.slice(4, 7), ...lines.slice(8), added]
    writeFileSync(join(out, 'examples.jsonl'), `${kept.join('\n')}\n`)
    const { byPeople } = await run(out, { count: 30 })
    expect(byPeople).toEqual({ edited: 1, added: 1, removed: 1 })
    expect(linesOf(out).slice(0, 20)).toEqual(kept)
    expect(linesOf(out)).toHaveLength(30)
    expect(read(out)).not.toContain(removed)
  })

  it.each<[string, Partial<SynthesisOptions>, RegExp]>([
    ['another seed', { seed: 8 }, /run with seed 7, and this one has 8.*--out/],
    ['other strategies', { strategies: [structural] }, /strategies/],
  ])('does not mix a run with %s', async (_, options, message) => {
    await expect(run(whole, options)).rejects.toThrow(message)
  })

  it.each<[string, (lines: readonly string[]) => readonly string[], RegExp]>([
    ['broken lines', (lines) => [...lines, 'SELECT'], /line 41: it is not JSON. Correct/],
    [
      'SQL that cannot be read',
      (lines) => [...lines, '{"question":"a","sql":"SELEC 1"}'],
      /line 41: its SQL/,
    ],
    ['the same SQL twice', (lines) => [...lines, lines[0]!.replace('test-0', 'mine-0')], /lines 1 and 41/],
  ])('says where a person left %s', async (_, change, message) => {
    const out = folder('broken')
    rmSync(out, { recursive: true, force: true })
    cpSync(whole, out, { recursive: true })
    writeFileSync(join(out, 'examples.jsonl'), `${change(linesOf(out)).join('\n')}\n`)
    await expect(run(out)).rejects.toThrow(message)
  })

  it('ends when the database gives no more', async () => {
    const { ended, examples } = await run(folder('exhausted'), { count: 100_000, maxAttempts: 2_000 })
    expect(ended).toBe('out-of-attempts')
    expect(examples.length).toBeLessThan(2_000)
  })
})

/** Leaves the files of a folder as a kill may: some commits, and after the last some of the next one's bytes. */
function killAt(out: string, where: number, within: number): void {
  const [header, ...commits] = linesOf(out, 'run.log')
  const done = Math.floor(where * commits.length)
  const kept = commits.slice(0, done)
  const nextCommit = JSON.parse(commits[done]!) as { accepted: readonly unknown[]; next: number }
  const acceptedBefore = kept.reduce((sum, line) => sum + JSON.parse(line).accepted.length, 0)
  const cut = (text: string): string => text.slice(0, Math.floor(within * text.length))
  const all = linesOf(out).map((line) => `${line}\n`)
  const torn = all.slice(acceptedBefore, acceptedBefore + nextCommit.accepted.length).join('')
  writeFileSync(join(out, 'examples.jsonl'), all.slice(0, acceptedBefore).join('') + cut(torn))
  const start = kept.length === 0 ? 0 : (JSON.parse(kept.at(-1)!).next as number)
  const [head, ...rows] = linesOf(out, 'rejected.tsv').map((line) => `${line}\n`)
  const numberOf = (row: string): number => Number(row.split('\t')[0])
  const rowsBefore = rows.filter((row) => numberOf(row) < start).join('')
  const rowsAfter = rows.filter((row) => numberOf(row) >= start && numberOf(row) < nextCommit.next).join('')
  writeFileSync(join(out, 'rejected.tsv'), head + rowsBefore + cut(rowsAfter))
  writeFileSync(join(out, 'run.log'), `${[header, ...kept].join('\n')}\n${cut(`${commits[done]}\n`)}`)
}
