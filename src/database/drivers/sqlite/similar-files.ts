import { readdirSync } from 'node:fs'
import { basename, parse } from 'node:path'

const DATABASE_EXTENSIONS = new Set(['.sqlite', '.sqlite3', '.db', '.db3'])

/** Up to three database files of a folder whose names are like the wanted one; any when `wanted` is ''. */
export function similarFiles(folder: string, wanted: string): string[] {
  return listFiles(folder)
    .map((name) => ({ name, distance: wanted === '' ? 0 : nameDistance(name, basename(wanted)) }))
    .filter(({ name, distance }) => distance <= 2 && (wanted !== '' || isDatabaseName(name)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).slice(0, 5_000)
  } catch {
    return []
  }
}

function isDatabaseName(name: string): boolean {
  return DATABASE_EXTENSIONS.has(parse(name).ext.toLowerCase())
}

/** The same name with another extension is near. */
function nameDistance(name: string, wanted: string): number {
  const [a, b] = [name.toLowerCase(), wanted.toLowerCase()]
  if (parse(a).name === parse(b).name && isDatabaseName(a)) return 1
  return Math.abs(a.length - b.length) > 2 ? 3 : editDistance(a, b)
}

/** Levenshtein's, row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
