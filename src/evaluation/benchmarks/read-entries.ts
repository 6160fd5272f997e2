import { CsvSyntaxError, parseCsvRecords } from '../../base/csv.ts'
import { SondeError } from '../../base/errors.ts'
import { findJsonError } from './json-error.ts'

/** One entry of a file of questions or predictions, as it stands there. */
export interface FileEntry {
  /** For people: "entry 3", "line 12". */
  readonly place: string
  readonly value: EntryValue
}

type EntryValue =
  | { readonly kind: 'json'; readonly value: unknown }
  /** A line of JSONL that is none. */
  | { readonly kind: 'not-json'; readonly problem: string }

/** What a whole file holds, by its contents alone: names of files tell too little. */
export type FileContents =
  | { readonly kind: 'entries'; readonly entries: readonly FileEntry[] }
  /** One JSON value that is no list. */
  | { readonly kind: 'single'; readonly value: unknown }
  /** No JSON. */
  | { readonly kind: 'text' }

/** Reads a JSON list, or JSON Lines. Throws `benchmark-invalid` for broken JSON, and says where it breaks. */
export function readJsonEntries(file: string, text: string): FileContents {
  if (!/^\s*[[{"]/.test(text)) return { kind: 'text' }
  let whole: unknown
  try {
    whole = JSON.parse(text)
  } catch {
    return { kind: 'entries', entries: readLines(file, text) }
  }
  if (!Array.isArray(whole)) return { kind: 'single', value: whole }
  const entries = whole.map((value: unknown, index) => ({
    place: `entry ${index + 1}`,
    value: { kind: 'json', value } as const,
  }))
  return { kind: 'entries', entries }
}

/** JSON Lines. A line that cannot be read is an entry too, for the entries after it have to keep their index. */
function readLines(file: string, text: string): FileEntry[] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, place: `line ${index + 1}` }))
  const entries = lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, place }) => ({ place, value: readLine(line) }))
  const isList = entries[0]?.value.kind === 'not-json' || /^\s*\[/.test(text)
  if (!isList) return entries
  const error = findJsonError(text)
  const place = error === undefined ? '' : `, line ${error.line}, column ${error.column}`
  throw new SondeError(
    'benchmark-invalid',
    `${file}${place}: this is not JSON (found ${error?.found ?? 'something else'}). Correct it there.`,
  )
}

function readLine(line: string): EntryValue {
  try {
    return { kind: 'json', value: JSON.parse(line) }
  } catch {
    const error = findJsonError(line)
    const place = error === undefined ? '' : ` (column ${error.column}, found ${error.found})`
    return { kind: 'not-json', problem: `it is not JSON${place}` }
  }
}

/** CSV with a header: an entry is a record of the header's names, which letter case does not change. */
export function readCsvEntries(
  file: string,
  text: string,
): { names: readonly string[]; entries: FileEntry[] } {
  const [header, ...records] = parseRecords(file, text)
  const names = (header?.fields ?? []).map((name) => name.trim().toLowerCase())
  const entries = records
    // A line with nothing on it is no record of several columns.
    .filter(({ fields }) => fields.length > 1 || fields[0] !== '')
    .map(({ line, fields }) => ({
      place: `line ${line}`,
      value: {
        kind: 'json',
        value: Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ''])),
      } as const,
    }))
  return { names, entries }
}

function parseRecords(file: string, text: string): ReturnType<typeof parseCsvRecords> {
  try {
    return parseCsvRecords(text)
  } catch (cause) {
    if (!(cause instanceof CsvSyntaxError)) throw cause
    throw new SondeError('benchmark-invalid', `${file}: ${cause.message}.`, { cause })
  }
}
