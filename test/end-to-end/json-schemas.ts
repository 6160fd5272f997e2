import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'

const FOLDER = resolve(import.meta.dirname, '..', '..', 'schemas')
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
const schemas = new Map(
  readdirSync(FOLDER).map((file) => {
    const schema = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as {
      properties: Record<string, unknown>
    }
    return [
      file.replace('.schema.json', ''),
      { properties: schema.properties, validate: ajv.compile(schema) },
    ]
  }),
)

/** The document that a command printed, after checking it against its schema, which must know every property. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every shape
export function readDocument(name: string, text: string): any {
  const document = JSON.parse(text) as Record<string, unknown>
  const { properties, validate } = schemas.get(name)!
  expect(validate(document) ? [] : validate.errors).toEqual([])
  expect(Object.keys(document).filter((property) => !(property in properties))).toEqual([])
  return document
}
