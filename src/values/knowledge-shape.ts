import type { KnowledgeEntry } from './knowledge.ts'

/** What an entry of each kind must hold besides `kind`, `keyword` and `table`. */
const REQUIRED: Readonly<Record<KnowledgeEntry['kind'], string>> = {
  value: 'column and value',
  expression: 'expression',
  filter: 'condition',
}
const OWN_KEYS: Readonly<Record<KnowledgeEntry['kind'], readonly string[]>> = {
  value: ['column', 'value'],
  expression: ['expression'],
  filter: ['condition'],
}
const COMMON_KEYS = ['kind', 'keyword', 'table', 'origin', 'note', 'database']
const ORIGINS = ['probe', 'lookup', 'person'] as const

export type ReadEntry =
  | {
      readonly entry: KnowledgeEntry
      readonly database: string | undefined
      readonly unknownKeys: readonly string[]
    }
  /** Says what is wrong and what to do, to stand after "line 3: ". */
  | { readonly problem: string }

/** Checks the shape of one entry of a knowledge file. */
export function readKnowledgeEntry(raw: unknown): ReadEntry {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { problem: 'an entry must be a mapping such as "kind: value"' }
  }
  const fields = raw as Readonly<Record<string, unknown>>
  const { kind, origin = 'person' } = fields
  if (kind !== 'value' && kind !== 'expression' && kind !== 'filter') {
    return { problem: `kind is ${show(kind)}; write value, expression or filter` }
  }
  if (!ORIGINS.includes(origin as 'person')) {
    return { problem: `origin is ${show(origin)}; write probe, lookup or person, or leave it out` }
  }
  for (const key of ['keyword', 'table', ...OWN_KEYS[kind].filter((name) => name !== 'value')]) {
    const problem = textProblem(fields[key], key, kind)
    if (problem !== undefined) return { problem }
  }
  for (const key of ['note', 'database']) {
    if (fields[key] !== undefined && typeof fields[key] !== 'string') {
      return { problem: `${key} is ${show(fields[key])}; write a text in quotes, or leave it out` }
    }
  }
  const isValue = typeof fields.value === 'string' || Number.isFinite(fields.value)
  if (kind === 'value' && !isValue) {
    const what = fields.value === undefined ? 'value is missing' : `value is ${show(fields.value)}`
    return { problem: `${what}; write the stored text in quotes, or the stored number` }
  }
  const known = [...COMMON_KEYS, ...OWN_KEYS[kind]]
  const entry: Record<string, unknown> = { origin }
  for (const key of known) if (key !== 'database' && fields[key] !== undefined) entry[key] = fields[key]
  return {
    entry: entry as unknown as KnowledgeEntry,
    database: fields.database as string | undefined,
    unknownKeys: Object.keys(fields).filter((key) => !known.includes(key)),
  }
}

function textProblem(value: unknown, key: string, kind: KnowledgeEntry['kind']): string | undefined {
  if (value === undefined || value === null) {
    return `${key} is missing; an entry of kind ${kind} needs keyword, table, ${REQUIRED[kind]}`
  }
  if (typeof value !== 'string') return `${key} is ${show(value)}; write it in quotes`
  return value.trim() === '' ? `${key} is empty; write something or remove the entry` : undefined
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60)
}
