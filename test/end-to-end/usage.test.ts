import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const sonde = sondeIn(temporaryFolder())
const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))

describe('sonde', () => {
  it('prints its version', async () => {
    expect(await sonde(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  it.each([
    ['--help'],
    ['help'],
    ['ask --help'],
    ['help explore'],
    ['knowledge --help'],
    ['knowledge add --help'],
  ])('%s prints help on stdout', async (words) => {
    const run = await sonde(words.split(' '))
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toMatch(/^Usage: sonde/)
  })

  it('prints help on stderr when no command is given', async () => {
    const run = await sonde([])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(/^Usage: sonde/)
  })

  it.each([
    ['sqk', 'Did you mean sql?'],
    ['ask x y --josn', 'Did you mean --json?'],
    ['ask', 'missing required argument'],
    ['ask x y --json --csv', 'cannot be used with'],
    ['ask x y --sql --csv', 'cannot be used with'],
    ['ask x y --profile best', 'Allowed choices are sonde, tcsr'],
    ['ask x y --without keywords,magic', 'There is no step "magic"'],
    ['ask x y --limit 0', 'at least 1'],
    ['ask x y --limit ten', 'whole number'],
    ['ask x y --timeout 1e3', 'whole number'],
    ['sql x', 'missing required argument'],
    ['knowledge lst x', 'Did you mean list?'],
    ['knowledge add x --keyword a --table b --value 1 --filter c', 'cannot be used with'],
    ['explore x --refresh --forget', 'cannot be used with'],
  ])('%s: exit code 2 and what is wrong', async (words, message) => {
    const run = await sonde(words.split(' '))
    expect(run).toMatchObject({ code: 2 })
    expect(run.stderr).toContain(message)
  })

  it('reports a wrong command line as JSON where JSON is wanted', async () => {
    const run = await sonde(['sql', '--json', '--limit', 'ten', 'x', 'y'])
    expect(run.code).toBe(2)
    expect(readDocument('error', run.stdout).error).toMatchObject({ code: 'usage' })
  })

  it('takes no option of others for its own after --', async () => {
    const run = await sonde(['sql', '--', join('no', 'such.sqlite'), '--json'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
  })
})
