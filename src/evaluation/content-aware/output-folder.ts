import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { SondeError } from '../../base/errors.ts'

/** What a folder that was written here says of itself. */
const MANIFEST = 'benchmark.json'

export interface FolderContents {
  /** Names the kind of folder and its version; a folder of another kind is never replaced. */
  readonly format: string
  /** Facts for the manifest, JSON-ready. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Writes the files into an empty folder. */
  readonly fill: (folder: string) => void
}

/**
 * Makes a folder of files, whole or not at all, with a manifest of them. Replaces one that it made before and that
 * nobody has changed since; throws `file-exists` for any other that is not empty.
 */
export function writeOutputFolder(folder: string, { format, facts, fill }: FolderContents): void {
  const target = resolve(folder)
  checkReplaceable(target, format)
  mkdirSync(dirname(target), { recursive: true })
  const mark = randomBytes(4).toString('hex')
  const stage = join(dirname(target), `.${basename(target)}.${mark}.new`)
  const old = join(dirname(target), `.${basename(target)}.${mark}.old`)
  try {
    mkdirSync(stage)
    fill(stage)
    const files = Object.fromEntries(filesOf(stage).map((name) => [name, hashOf(join(stage, name))]))
    writeFileSync(join(stage, MANIFEST), `${JSON.stringify({ format, ...facts, files }, null, 2)}\n`)
    const isThere = statSync(target, { throwIfNoEntry: false }) !== undefined
    if (isThere) renameSync(target, old)
    try {
      renameSync(stage, target)
    } catch (error) {
      if (isThere) renameSync(old, target)
      throw error
    }
  } finally {
    rmSync(stage, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}

/** Throws `file-exists` where `writeOutputFolder` would: to know it before the work. */
export function checkReplaceable(folder: string, format: string): void {
  const target = resolve(folder)
  const refuse = (what: string): SondeError =>
    new SondeError(
      'file-exists',
      `${target} ${what}. Nothing was written. Give another folder, or move it away.`,
    )
  const stat = statSync(target, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isDirectory()) throw refuse('is a file, and no folder')
  const present = filesOf(target)
  if (present.length === 0) return
  const known = readManifest(target, format)
  if (known === undefined) throw refuse('holds other files')
  const changed = present.find((name) => name !== MANIFEST && known[name] !== hashOf(join(target, name)))
  if (changed !== undefined) throw refuse(`holds ${changed}, which was added or changed since it was written`)
}

function readManifest(folder: string, format: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Record<string, unknown>
    const { files } = manifest
    return manifest.format === format && typeof files === 'object' && files !== null
      ? (files as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

/** Files at any depth, with slashes. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
