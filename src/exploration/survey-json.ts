import type { Survey } from './survey.ts'

const SURVEY_FORMAT = 'sonde-survey'
/** Raised whenever the meaning of a field changes; a survey of another version is made again. */
const SURVEY_VERSION = 1

/** JSON, one table a line, with the values that JSON has no word for tagged: whole numbers beyond 2^53, blobs, infinity. */
export function surveyToJson({ tables, ...rest }: Survey): string {
  const head = stringify({ format: SURVEY_FORMAT, version: SURVEY_VERSION, ...rest })
  const lines = tables.map((table) => stringify(table)).join(',\n')
  return `${head.slice(0, -1)},"tables":[\n${lines}\n]}\n`
}

/** Undefined when the text is no survey of this version. */
export function surveyFromJson(text: string): Survey | undefined {
  let found: unknown
  try {
    found = JSON.parse(text, reviveValue)
  } catch {
    return undefined
  }
  if (!isRecord(found) || found.format !== SURVEY_FORMAT || found.version !== SURVEY_VERSION) return undefined
  const { format: _format, version: _version, ...survey } = found
  return isSurvey(survey) ? survey : undefined
}

function stringify(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return { $bigint: String(item) }
    if (item instanceof Uint8Array) return { $bytes: Buffer.from(item).toString('base64') }
    if (typeof item === 'number' && !Number.isFinite(item)) return { $number: String(item) }
    return item
  })
}

function reviveValue(_key: string, item: unknown): unknown {
  if (!isRecord(item)) return item
  if (typeof item.$bigint === 'string') return BigInt(item.$bigint)
  if (typeof item.$bytes === 'string') return new Uint8Array(Buffer.from(item.$bytes, 'base64'))
  if (typeof item.$number === 'string') return Number(item.$number)
  return item
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The parts that everything else relies on; a file cut short or edited by hand fails here and not in a query. */
function isSurvey(value: Record<string, unknown>): value is Record<string, unknown> & Survey {
  const { database, fingerprint, schema, tables, joins } = value
  return (
    isRecord(database) &&
    ['name', 'location', 'dialect'].every((field) => typeof database[field] === 'string') &&
    typeof fingerprint === 'string' &&
    isRecord(schema) &&
    isListOf(schema.tables, ['name', 'kind'], ['columns', 'primaryKey', 'foreignKeys', 'uniqueKeys']) &&
    isListOf(tables, ['table'], ['columns', 'sampleRows']) &&
    isListOf(joins, ['origin'], []) &&
    joins.every(({ from, to }) => isEnd(from) && isEnd(to))
  )
}

function isListOf(
  value: unknown,
  texts: readonly string[],
  lists: readonly string[],
): value is Record<string, unknown>[] {
  const isItem = (item: unknown): boolean =>
    isRecord(item) &&
    texts.every((field) => typeof item[field] === 'string') &&
    lists.every((field) => Array.isArray(item[field]))
  return Array.isArray(value) && value.every(isItem)
}

function isEnd(value: unknown): boolean {
  return isRecord(value) && typeof value.table === 'string' && Array.isArray(value.columns)
}
