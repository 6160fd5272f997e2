import { SondeError } from '../../base/errors.ts'
import { type FileEntry, readJsonEntries } from './read-entries.ts'
import { readTextFile } from './read-text-file.ts'

/** What predictions are read for. */
export interface PredictionTarget {
  /** Entries of the file of questions, skipped ones included. */
  readonly count: number
  readonly dbIds: ReadonlySet<string>
}

export interface ReadPredictions {
  /** One for each entry of the file of questions; null: there is none, which differs from an empty one. */
  readonly predictions: readonly (string | null)[]
  /** How many questions the file ends before, or leaves out. */
  readonly missing: number
  /** Entries that hold no SQL where some should be. */
  readonly malformed: readonly { readonly index: number; readonly place: string; readonly reason: string }[]
}

/** The first that any entry has is read of all: in a file with `predicted`, `query` is the gold SQL. */
const KEYS = ['predicted', 'predicted_sql', 'prediction', 'pred', 'sql', 'SQL', 'query']
/** BIRD writes the database behind the SQL. */
const BIRD_MARK = /\t----- bird -----\t[\s\S]*$/

const WANTED =
  'a JSON list of texts or of objects with "predicted", the same as JSON Lines, or text with one SQL a line'

/**
 * Reads predictions as systems publish them: a JSON list, JSON Lines, BIRD's { "0": "SELECT …" }, or text with one SQL
 * a line, as Spider's evaluator takes it. They belong to the questions in order, or by `index` where every object has
 * one. Throws `benchmark-invalid` when the file holds more of them than there are questions.
 */
export async function readPredictions(file: string, target: PredictionTarget): Promise<ReadPredictions> {
  const text = await readTextFile(file)
  const contents = readJsonEntries(file, text)
  switch (contents.kind) {
    case 'text':
      return inOrder(file, readSqlLines(text, target), target)
    case 'entries':
      return readEntries(file, contents.entries, target)
    case 'single': {
      const { value } = contents
      if (isNumbered(value)) return readNumbered(file, value, target)
      if (typeof value === 'object' && !KEYS.some((key) => key in (value ?? {}))) {
        throw new SondeError(
          'benchmark-invalid',
          `${file} is one JSON object without SQL. It must be ${WANTED}.`,
        )
      }
      return readEntries(file, [{ place: 'line 1', value: { kind: 'json', value } }], target)
    }
  }
}

interface Prediction {
  readonly sql: string | null
  /** What is wrong where there should be SQL. */
  readonly problem?: { readonly place: string; readonly reason: string }
}

function readEntries(file: string, entries: readonly FileEntry[], target: PredictionTarget): ReadPredictions {
  const objects = entries.map(({ value }) =>
    value.kind === 'json' && isObject(value.value) ? value.value : {},
  )
  const key = KEYS.find((name) => objects.some((object) => name in object))
  if (key === undefined && objects.some((object) => Object.keys(object).length > 0)) {
    throw new SondeError('benchmark-invalid', `${file} has no SQL in its objects. It must be ${WANTED}.`)
  }
  const predictions = entries.map(({ place, value: read }): Prediction => {
    if (read.kind === 'not-json') return { sql: null, problem: { place, reason: read.problem } }
    const value = isObject(read.value) ? read.value[key ?? ''] : read.value
    if (typeof value === 'string') return { sql: withoutMark(value) }
    if (value === null || (isObject(read.value) && value === undefined)) return { sql: null }
    return { sql: null, problem: { place, reason: 'it is no text' } }
  })
  const indexes = objects.map(({ index }) => index)
  const isIndexed =
    new Set(indexes).size === entries.length &&
    indexes.every((index) => Number.isInteger(index) && Number(index) >= 0 && Number(index) < target.count)
  if (!isIndexed) return inOrder(file, predictions, target)
  const placed = new Array<Prediction | undefined>(target.count)
  for (const [at, index] of indexes.entries()) placed[Number(index)] = predictions[at]
  return collect(placed)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** BIRD's result files: SQL under the number of its question. */
function isNumbered(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => /^\d+$/.test(key))
  )
}

function readNumbered(
  file: string,
  numbered: Readonly<Record<string, unknown>>,
  target: PredictionTarget,
): ReadPredictions {
  const placed = new Array<Prediction | undefined>(target.count)
  for (const [key, value] of Object.entries(numbered)) {
    if (Number(key) >= target.count) throw tooMany(file, Number(key) + 1, target)
    // BIRD's own scripts write 0 where a system gave nothing.
    placed[Number(key)] = { sql: typeof value === 'string' ? withoutMark(value) : null }
  }
  return collect(placed)
}

function withoutMark(sql: string): string {
  return sql.replace(BIRD_MARK, '')
}

/** Spider's published form. An empty line is an empty prediction; the end of the last line is none. */
function readSqlLines(text: string, { count, dbIds }: PredictionTarget): Prediction[] {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  while (lines.length > count && lines.at(-1)!.trim() === '') lines.pop()
  const tails = lines.map((line) => /\t\s*([\w.-]+)\s*$/.exec(line))
  const allHaveTails = lines.every((line, index) => line.trim() === '' || tails[index] !== null)
  return lines.map((line, index): Prediction => {
    const tail = tails[index]
    const isDatabase = tail !== null && tail !== undefined && (allHaveTails || dbIds.has(tail[1]!))
    return { sql: isDatabase ? line.slice(0, tail.index) : line }
  })
}

function inOrder(
  file: string,
  predictions: readonly Prediction[],
  target: PredictionTarget,
): ReadPredictions {
  if (predictions.length > target.count) throw tooMany(file, predictions.length, target)
  return collect(Array.from({ length: target.count }, (_, index) => predictions[index]))
}

function collect(placed: readonly (Prediction | undefined)[]): ReadPredictions {
  const all = Array.from(placed)
  return {
    predictions: all.map((prediction) => prediction?.sql ?? null),
    missing: all.filter((prediction) => prediction === undefined).length,
    malformed: all.flatMap((prediction, index) =>
      prediction?.problem === undefined ? [] : [{ index, ...prediction.problem }],
    ),
  }
}

function tooMany(file: string, found: number, { count }: PredictionTarget): SondeError {
  return new SondeError(
    'benchmark-invalid',
    `${file} holds ${found} predictions for ${count} questions. Check that the two files belong together.`,
  )
}
