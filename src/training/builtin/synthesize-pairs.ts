import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashText } from '../../base/random.ts'
import { prepareSynthesis } from '../../synthesis/prepare-synthesis.ts'
import { synthesize } from '../../synthesis/synthesize.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import type { WordedPair } from './lists-of-database.ts'
import { rewordQuestion } from './reword-question.ts'

export interface PairSynthesis {
  readonly count: number
  readonly seed: number
  readonly signal: AbortSignal | undefined
}

/** A small database gives few examples, and is asked no longer for more. */
const ATTEMPTS_EACH = 8

/**
 * Questions with their SQL from the database alone, half of them reworded: nobody's habits of asking. The same database
 * and seed give the same pairs.
 */
export async function synthesizePairs(
  explored: ExploredDatabase,
  { count, seed, signal }: PairSynthesis,
): Promise<readonly WordedPair[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-training-'))
  try {
    const { examples } = await synthesize(explored, {
      ...(await prepareSynthesis(explored)),
      count,
      seed,
      folder,
      maxAttempts: count * ATTEMPTS_EACH,
      ...(signal === undefined ? {} : { signal }),
    })
    return examples.map(({ example: { dbId, question, paraphrases, sql } }) => {
      const wordings = [question, ...paraphrases]
      const wording = wordings[hashText(`wording ${question}`) % wordings.length]!
      const isReworded = hashText(`reword ${wording}`) % 2 === 0
      const other = isReworded ? rewordQuestion(wording, sql) : null
      return { dbId, question: other ?? wording, query: sql, origin: 'synthesized' }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
