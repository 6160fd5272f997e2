import { SondeError } from './errors.ts'

/** A quote that opens and never closes: everything after it would be one field. */
export class CsvSyntaxError extends SondeError {
  /** Where the quote stands, from 1. */
  readonly line: number

  constructor(line: number) {
    super('file-unreadable', `the quote that opens a field on line ${line} never closes; close it`)
    this.name = 'CsvSyntaxError'
    this.line = line
  }
}

export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * The records of comma-separated text (RFC 4180), with any kind of line end. An empty line is a record with one empty
 * field; the end of the last line begins none. A quote inside a field that does not begin with one stands for itself.
 */
export function parseCsv(text: string): string[][] {
  return parseCsvRecords(text).map(({ fields }) => [...fields])
}

/** As `parseCsv`, and says where each record stands. */
export function parseCsvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const first = line
    const fields: string[] = []
    for (;;) {
      let field = ''
      if (text[at] === '"') {
        const quoted = readQuoted(text, at, line)
        field = quoted.field
        at = quoted.next
        line += quoted.lineEnds
      }
      const end = endOfPlain(text, at)
      fields.push(field + text.slice(at, end))
      at = end + 1
      if (text[end] === ',') continue
      if (text[end] === '\r' && text[at] === '\n') at++
      line++
      break
    }
    records.push({ line: first, fields })
  }
  return records
}

function readQuoted(
  text: string,
  start: number,
  line: number,
): { readonly field: string; readonly next: number; readonly lineEnds: number } {
  let from = start + 1
  let field = ''
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw new CsvSyntaxError(line)
    field += text.slice(from, quote)
    if (text[quote + 1] !== '"') {
      return { field, next: quote + 1, lineEnds: field.match(/\r\n?|\n/g)?.length ?? 0 }
    }
    field += '"'
    from = quote + 2
  }
}

function endOfPlain(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === ',' || character === '\n' || character === '\r') return at
  }
  return text.length
}
