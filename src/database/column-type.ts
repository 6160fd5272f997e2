import type { ColumnType } from './schema.ts'

// In order: the first that fits decides. SQL's standard names and those of the engines that people export from.
const PROMISES: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(bool|boolean|bit|bit\(1\)|tinyint\(1\))$/, 'boolean'],
  [/datetime|timestamp/, 'datetime'],
  [/^date\b/, 'date'],
  [/^interval|^time|point|line|polygon|geometry/, 'text'],
  // Exact numbers without decimal places.
  [/^(dec|decimal|numeric|number)\s*\(\s*\d+\s*(,\s*0\s*)?\)/, 'integer'],
  [/int|serial|^year/, 'integer'],
  [/char|clob|text|string|uuid|guid|json|xml|enum|^set\b/, 'text'],
  [/blob|binary|bytea|image|^raw\b/, 'blob'],
  [/real|floa|doub|dec|num|money|currency/, 'real'],
]

/** What a declared type promises, by its name. */
export function columnTypeOf(declaredType: string): ColumnType {
  const declared = declaredType.trim().toLowerCase()
  return PROMISES.find(([pattern]) => pattern.test(declared))?.[1] ?? 'unknown'
}
