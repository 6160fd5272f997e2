import type { GivenSeed } from './seed.ts'

/**
 * The queries of a log: SELECT statements divided by semicolons, or one a line. What is no query is passed over, since
 * logs hold all kinds of lines.
 */
export function readQueryLog(file: string, text: string): readonly GivenSeed[] {
  const uncommented = text.replace(/^\s*--.*$/gm, '')
  const statements = uncommented.includes(';')
    ? uncommented.split(/;[ \t]*(?:\r?\n|$)/)
    : uncommented.split(/\r?\n/)
  return statements
    .map((statement) => statement.trim())
    .map((sql, index) => ({ place: `${file}, query ${index + 1}`, database: null, question: null, sql }))
    .filter(({ sql }) => /^(?:select|with)\b/i.test(sql))
}
