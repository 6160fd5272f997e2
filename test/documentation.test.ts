import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandReference, runnableCommands } from '../scripts/command-reference.ts'
import { examplesOf } from '../src/cli/commands/examples.ts'
import { createProgram } from '../src/cli/program.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8')
const commands = runnableCommands(createProgram())
const schemas = readdirSync(join(ROOT, 'schemas'))

describe('docs/cli.md', () => {
  it('is what npm run docs generates', () => {
    expect(read('docs', 'cli.md')).toBe(commandReference())
  })

  it.each(commands)('has $path with each of its options', ({ path, command }) => {
    const text = read('docs', 'cli.md')
    expect(text).toContain(`## ${path}\n`)
    expect(command.options.filter(({ flags }) => !text.includes(`\`${flags}\``))).toEqual([])
  })
})

describe('the help of commands', () => {
  it.each(commands)('describes $path and gives an example that starts with it', ({ path, command }) => {
    expect(command.description()).not.toBe('')
    const lines = examplesOf(command).map(({ line }) => line)
    expect(lines.some((line) => line.includes(path))).toBe(true)
  })

  it.each(commands)('explains every argument and option of $path', ({ command }) => {
    const unexplained = [...command.registeredArguments, ...command.options].filter(
      ({ description }) => description === '',
    )
    expect(unexplained).toEqual([])
  })

  it.each(commands)('gives examples of $path with options that exist', ({ command }) => {
    const known = new Set(
      commands
        .flatMap((each) => each.command.options)
        .concat(createProgram().options)
        .map(({ long }) => long),
    )
    const used = examplesOf(command).flatMap(({ line }) => line.match(/(?<= )--[a-z-]+/g) ?? [])
    expect(used.filter((option) => !known.has(option))).toEqual([])
  })
})

describe('schemas/', () => {
  it.each(schemas)('%s says what it is, and each property what it means', (file) => {
    const schema = JSON.parse(read('schemas', file)) as Record<string, unknown>
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.$id).toBe(`urn:sonde:${file.replace('.schema.json', '')}:1`)
    expect(schema.title).toBeTypeOf('string')
    const properties = Object.entries(
      schema.properties as Record<string, { description?: string; const?: string }>,
    )
    expect(
      properties.filter(([, { description }]) => description === undefined).map(([name]) => name),
    ).toEqual([])
  })

  it('has a schema for every command with --json, named in the help of that option', () => {
    const options = commands.flatMap(({ command }) => command.options).filter(({ long }) => long === '--json')
    const named = options.map(({ description }) => /schemas\/([a-z-]+\.schema\.json)/.exec(description)?.[1])
    expect(named.filter((file) => file === undefined || !schemas.includes(file))).toEqual([])
  })
})

const hasReadme = existsSync(join(ROOT, 'README.md'))
describe.skipIf(!hasReadme)('README.md (skipped while there is none)', () => {
  it.each(commands.filter(({ command }) => command.commands.length === 0 || command.parent?.parent === null))(
    'names $path',
    ({ path }) => {
      expect(read('README.md')).toContain(path)
    },
  )
})
