import { existsSync, readFileSync } from 'node:fs'
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument, type YAMLSeq } from 'yaml'
import { writeFileAtomically } from '../base/atomic-file.ts'
import { SondeError } from '../base/errors.ts'
import type { KnowledgeEntry } from './knowledge.ts'
import { readKnowledgeEntry } from './knowledge-shape.ts'

/**
 * Encoding knowledge as a text file that people edit and keep in a repository. The paper's table has a database
 * column; here an entry may name the database it is for, and one that does not serves every database.
 */
const FORMAT = 'knowledge'
const FORMAT_VERSION = 1

const NEW_FILE = `# What words of questions mean in the data. Edit freely: comments and order are kept.
# kind: value (a stored value), expression (SQL over the table's columns) or filter (an SQL condition).
sonde: ${FORMAT}
version: ${FORMAT_VERSION}
entries: []
`

export interface KnowledgeFileOptions {
  /** Only entries for this database, or for all, are seen; added entries are marked with it. */
  readonly database?: string
}

export interface LoadKnowledgeOptions extends KnowledgeFileOptions {
  /** What a file that does not exist means; an error if not said, for the name may be misspelt. */
  readonly whenMissing?: 'error' | 'empty'
}

export interface LoadedKnowledge {
  readonly entries: readonly KnowledgeEntry[]
  /** What was passed over, in sentences with line numbers. */
  readonly warnings: readonly string[]
}

/** Reads a knowledge file; a malformed one throws `knowledge-invalid` with the line and what to do. */
export function loadKnowledge(file: string, options: LoadKnowledgeOptions = {}): LoadedKnowledge {
  const text = readText(file)
  if (text === undefined) {
    if (options.whenMissing === 'empty') return { entries: [], warnings: [] }
    throw new SondeError('file-unreadable', `There is no knowledge file ${file}. Check the path.`)
  }
  const { items, warnings } = readItems(file, text)
  return { entries: items.filter((item) => isFor(item, options)).map((item) => item.entry), warnings }
}

/** Appends the entries that the file does not hold yet, sorted; creates the file. Returns how many were added. */
export function addKnowledge(
  file: string,
  entries: readonly KnowledgeEntry[],
  options: KnowledgeFileOptions = {},
): number {
  const { document, list, items } = readItems(file, readText(file) ?? NEW_FILE)
  const present = new Set(items.filter((item) => isFor(item, options)).map((item) => identity(item.entry)))
  const fresh = new Map<string, KnowledgeEntry>()
  for (const entry of entries) if (!present.has(identity(entry))) fresh.set(identity(entry), entry)
  if (fresh.size === 0) return 0
  list.flow = false
  for (const key of [...fresh.keys()].sort())
    list.add(document.createNode(toFields(fresh.get(key)!, options)))
  write(file, document)
  return fresh.size
}

/** Removes the entries that `isUnwanted` says; returns how many. Of a file without any, nothing is rewritten. */
export function removeKnowledge(
  file: string,
  isUnwanted: (entry: KnowledgeEntry) => boolean,
  options: KnowledgeFileOptions = {},
): number {
  const text = readText(file)
  if (text === undefined) return 0
  const { document, list, items } = readItems(file, text)
  const unwanted = items.filter((item) => isFor(item, options) && isUnwanted(item.entry))
  if (unwanted.length === 0) return 0
  const nodes = new Set(unwanted.map((item) => item.node))
  list.items = list.items.filter((node) => !nodes.has(node as Node))
  write(file, document)
  return unwanted.length
}

interface Item {
  readonly entry: KnowledgeEntry
  readonly database: string | undefined
  readonly node: Node
}

interface ReadFile {
  readonly document: Document
  readonly list: YAMLSeq
  readonly items: readonly Item[]
  readonly warnings: readonly string[]
}

function readItems(file: string, text: string): ReadFile {
  const lines = new LineCounter()
  const document: Document = parseDocument(text, { lineCounter: lines })
  const invalid = (problem: string, offset?: number): SondeError => {
    const place = offset === undefined ? '' : `, line ${lines.linePos(offset).line}`
    return new SondeError('knowledge-invalid', `${file}${place}: ${problem}. Nothing was changed.`)
  }
  const [error] = document.errors
  if (error !== undefined) {
    const [what] = error.message.split(/ at line |\n/)
    throw invalid(`this is not YAML (${what}); correct that line`, error.pos[0])
  }
  const root = document.contents
  if (!isMap(root) || root.get('sonde') !== FORMAT) {
    throw invalid(`this is not a knowledge file; its first line must be "sonde: ${FORMAT}"`)
  }
  const version = root.get('version')
  if (version !== FORMAT_VERSION) {
    throw invalid(
      `version is ${String(version)}, and this program reads ${FORMAT_VERSION}; update sonde or correct it`,
    )
  }
  if (root.get('entries') === null || !root.has('entries')) root.set('entries', document.createNode([]))
  const list = root.get('entries')
  if (!isSeq(list)) throw invalid('entries must be a list; begin each entry with "- kind:"', root.range?.[0])

  const warnings: string[] = []
  for (const key of Object.keys(root.toJSON() as object)) {
    if (!['sonde', 'version', 'entries'].includes(key))
      warnings.push(`${file}: the key ${key} is not known; it is kept.`)
  }
  const items = list.items.map((node): Item => {
    const offset = (node as Node).range?.[0]
    const read = readKnowledgeEntry((node as Node | null)?.toJS?.(document))
    if ('problem' in read) throw invalid(read.problem, offset)
    for (const key of read.unknownKeys) {
      const place = offset === undefined ? '' : `, line ${lines.linePos(offset).line}`
      warnings.push(`${file}${place}: the key ${key} is not known; it is kept.`)
    }
    return { entry: read.entry, database: read.database, node: node as Node }
  })
  return { document, list, items, warnings }
}

function readText(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SondeError(
      'file-unreadable',
      `${file} cannot be read. Check that it is a file that you may read.`,
      {
        cause: error,
      },
    )
  }
}

function write(file: string, document: Document): void {
  try {
    writeFileAtomically(file, document.toString({ lineWidth: 0 }))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new SondeError(
      'file-unreadable',
      `${file} cannot be written: ${why}. Nothing was changed. Check that you may write there.`,
      { cause },
    )
  }
}

function isFor(item: Item, { database }: KnowledgeFileOptions): boolean {
  const { database: own } = item
  return database === undefined || own === undefined || own.toLowerCase() === database.toLowerCase()
}

/** Two entries that say the same have the same identity, whoever said it. Sorts by keyword first. */
function identity(entry: KnowledgeEntry): string {
  const { keyword, table, kind } = entry
  const meaning =
    entry.kind === 'value'
      ? [entry.column.toLowerCase(), entry.value]
      : [entry.kind === 'filter' ? entry.condition : entry.expression]
  return JSON.stringify([keyword.toLowerCase(), table.toLowerCase(), kind, ...meaning])
}

/** In the order in which people read: what is meant, where, what it is, who says so. */
function toFields(entry: KnowledgeEntry, { database }: KnowledgeFileOptions): Record<string, unknown> {
  const { kind, keyword, table, origin, note, ...rest } = entry
  return {
    kind,
    keyword,
    ...(database !== undefined && { database }),
    table,
    ...rest,
    origin,
    ...(note !== undefined && { note }),
  }
}
