import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../../answering/answer.ts'
import { askQuestion } from '../../answering/ask-question.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { QuestionAnswerer } from '../../evaluation/predict-answers.ts'
import type { PredictionRun } from '../../evaluation/scored-question.ts'
import type { Model } from '../../model/model.ts'
import { ModelFailedError } from '../../model/model-failure.ts'
import type { Embedder } from '../../values/embedder.ts'
import {
  type ExploredDatabase,
  type ExploreProgress,
  exploreDatabase,
} from '../../values/explored-database.ts'
import { loadKnowledge } from '../../values/knowledge-file.ts'
import type { EvalVariant } from './eval-variants.ts'

export interface AnswererOptions {
  readonly variant: EvalVariant
  readonly model: Model
  readonly embedder: Embedder
  readonly usesEvidence: boolean
  readonly candidates?: number
  /** The builtin model does what the model fails at. */
  readonly hasStandIn: boolean
  /** A folder of <db_id>.yaml in place of the knowledge in the surveys. */
  readonly knowledgeFolder?: string
  /** Each answer teaches the next. The knowledge of surveys and of the folder stays as it is all the same. */
  readonly growsKnowledge: boolean
  readonly timeoutMs: number
  readonly seed: number
  readonly now: Date
  readonly home?: string
  readonly onProgress?: (progress: ExploreProgress) => void
  readonly signal: AbortSignal
}

/** Explores a benchmark's database and answers its questions by the pipeline. */
export async function openBenchmarkAnswerer(
  dbId: string,
  file: string,
  options: AnswererOptions,
): Promise<QuestionAnswerer> {
  const { knowledgeFolder, home, onProgress, signal } = options
  const knowledgeFile = knowledgeFolder === undefined ? undefined : join(knowledgeFolder, `${dbId}.yaml`)
  const database = await openDatabase(file)
  try {
    const explored = await exploreDatabase(database, {
      signal,
      ...(home === undefined ? {} : { home }),
      ...(onProgress === undefined ? {} : { onProgress }),
      // A benchmark may have knowledge for some of its databases only.
      ...(knowledgeFile !== undefined && existsSync(knowledgeFile) ? { knowledgeFile } : {}),
    })
    const growing = options.growsKnowledge ? copyKnowledge(explored) : undefined
    let current = growing?.explored ?? explored
    return {
      async answer({ question, evidence }) {
        const answer = await askQuestion(current, question, {
          profile: options.variant.profile,
          without: options.variant.without,
          model: options.model,
          embedder: options.embedder,
          timeoutMs: options.timeoutMs,
          seed: options.seed,
          now: options.now,
          signal,
          learns: growing !== undefined,
          ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
          ...(options.hasStandIn ? {} : { standIn: null }),
          ...(options.usesEvidence && evidence !== undefined ? { evidence } : {}),
        })
        stopWhenSpent(answer)
        if (growing !== undefined) current = withKnowledgeOf(current)
        return {
          predicted: answer.sql,
          run: runOf(answer),
        }
      },
      async close() {
        growing?.remove()
        explored.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Half of a run by another model would be no score of anything: it stops, and can go on with more. */
function stopWhenSpent({ modelFailures }: Answer): void {
  const spent = modelFailures.find(({ kind }) => kind === 'budget-spent')
  if (spent !== undefined) throw new ModelFailedError(spent)
}

function runOf({ status, confidence, timings, usage }: Answer): PredictionRun {
  const { calls, inputTokens, outputTokens, cost } = usage
  return {
    status,
    confidence,
    ms: timings.totalMs,
    ...(calls === 0 ? {} : { promptTokens: inputTokens, replyTokens: outputTokens }),
    ...(calls === 0 || cost === null ? {} : { cost }),
  }
}

/** The same database with its knowledge in a file of the run's own, which may grow. */
function copyKnowledge(explored: ExploredDatabase): {
  readonly explored: ExploredDatabase
  remove(): void
} {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-knowledge-'))
  const knowledgeFile = join(folder, 'knowledge.yaml')
  if (existsSync(explored.knowledgeFile)) copyFileSync(explored.knowledgeFile, knowledgeFile)
  return {
    explored: { ...explored, knowledgeFile },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function withKnowledgeOf(explored: ExploredDatabase): ExploredDatabase {
  const { entries } = loadKnowledge(explored.knowledgeFile, {
    database: explored.database.name,
    whenMissing: 'empty',
  })
  return { ...explored, knowledge: entries }
}
