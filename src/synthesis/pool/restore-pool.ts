import { SondeError } from '../../base/errors.ts'
import type { Survey } from '../../exploration/survey.ts'
import { parseQuery } from '../../sql/parse.ts'
import { difficultyOf } from './example.ts'
import type { PooledExample } from './example-pool.ts'
import { extractedSchema } from './extracted-schema.ts'
import { factsOf } from './query-facts.ts'
import type { FoundLine } from './run-folder.ts'

export interface RestoredExample extends PooledExample {
  /** The attempt that made it, as far as it is known; 0 for what a person wrote. */
  readonly attempt: number
}

/**
 * The examples of a folder's lines. What follows from the SQL is read from it, whatever the line says, since a person
 * may have changed it. Throws `file-unreadable` for SQL that cannot be read, and for SQL that stands there twice.
 */
export function restorePool(
  lines: readonly FoundLine[],
  survey: Survey,
  { database, file }: { readonly database: string; readonly file: string },
): readonly RestoredExample[] {
  const lineOfSql = new Map<string, number>()
  return lines.map(({ entry, attempt, line }): RestoredExample => {
    const facts = factsOf(parseLine(entry.sql, file, line), survey.schema, survey.joins)
    const twin = lineOfSql.get(facts.sql)
    if (twin !== undefined) {
      throw new SondeError(
        'file-unreadable',
        `${file}, lines ${twin} and ${line} have the same SQL. Remove one of them, or change it.`,
      )
    }
    lineOfSql.set(facts.sql, line)
    const { id, ...written } = entry
    return {
      attempt: attempt ?? 0,
      facts,
      example: {
        ...written,
        id: id ?? `line-${line}`,
        dbId: database,
        difficulty: difficultyOf(facts.difficulty),
        spiderDifficulty: facts.difficulty,
        relatedTables: facts.tables,
        extractedSchema: extractedSchema(facts),
      },
    }
  })
}

function parseLine(sql: string, file: string, line: number) {
  try {
    return parseQuery(sql)
  } catch (cause) {
    if (!(cause instanceof SondeError)) throw cause
    throw new SondeError(
      'file-unreadable',
      `${file}, line ${line}: its SQL cannot be read: ${cause.message} Correct the line there, or remove it.`,
      { cause },
    )
  }
}
