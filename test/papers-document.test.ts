import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findProfile } from '../src/answering/profiles.ts'

const ROOT = resolve(import.meta.dirname, '..')
const text = readFileSync(join(ROOT, 'docs', 'papers.md'), 'utf8')

describe('docs/papers.md', () => {
  it('names only files that are there', () => {
    const named = [...text.matchAll(/`((?:src|test)\/[^`\s]+)`/g)].map(([, path]) => path!)
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('gives the numbers that the profiles have', () => {
    const numbers = (name: string): string => {
      const { keywords, variants, sql, revision } = findProfile(name).prompting.shots
      return `${keywords}, ${variants}, ${sql}`.concat(name === 'sonde' ? `, ${revision}` : '')
    }
    expect(text).toContain(`6 samples; ${numbers('tcsr')} and 0 demonstrations`)
    expect(text).toContain(`${numbers('sonde')} and three, within 1,500 tokens`)
    expect(findProfile('sonde').prompting).toMatchObject({ samplesPerTable: 3, tokenBudget: 1_500 })
    expect(findProfile('tcsr').prompting).toMatchObject({ samplesPerTable: 6, tokenBudget: 12_000 })
    expect(findProfile('sonde').alignmentThreshold).toBe(0.6)
  })
})
