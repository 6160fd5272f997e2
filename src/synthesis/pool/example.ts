import type { SpiderDifficulty } from '../../sql/difficulty.ts'

/** How hard a person would call a question, in BIRD's three words. */
export type Difficulty = 'simple' | 'moderate' | 'challenging'

/** A synthesized question with the SQL that answers it, true of one database: ⟨Q, D, R, S⟩ of DB-Explore, section 3.3. */
export interface Example {
  /** Different within a pool. Those that a run makes are `<database>-<attempt>`. */
  readonly id: string
  readonly dbId: string
  readonly question: string
  /** The same asked in other words. */
  readonly paraphrases: readonly string[]
  readonly sql: string
  readonly difficulty: Difficulty
  readonly spiderDifficulty: SpiderDifficulty
  /** What made it; 'person' for a line that somebody added by hand. */
  readonly strategy: string
  /** The id of the example, or of the seed, that it grew from. */
  readonly parent: string | null
  readonly relatedTables: readonly string[]
  /** The columns that the SQL uses, by table, as stored. */
  readonly extractedSchema: Readonly<Record<string, readonly string[]>>
  /** What one must know beside the question: "delivered refers to status = 3". Often empty. */
  readonly evidence: string
}

/** One line of examples.jsonl, without its line end. The keys and their order are fixed. */
export function exampleLine(example: Example): string {
  return JSON.stringify({
    id: example.id,
    db_id: example.dbId,
    question: example.question,
    paraphrases: example.paraphrases,
    sql: example.sql,
    difficulty: example.difficulty,
    spider_difficulty: example.spiderDifficulty,
    strategy: example.strategy,
    parent: example.parent,
    related_tables: example.relatedTables,
    extracted_schema: example.extractedSchema,
    evidence: example.evidence,
  })
}

/** What a line of examples.jsonl says. A person may have left out all but the question and the SQL. */
export type ReadLine =
  | { readonly kind: 'example'; readonly entry: WrittenExample }
  /** Half a sentence: "it is not JSON". */
  | { readonly kind: 'unreadable'; readonly why: string }

/** As a line says it; the rest is read from the SQL. */
export interface WrittenExample {
  readonly id: string | null
  readonly question: string
  readonly sql: string
  readonly paraphrases: readonly string[]
  readonly strategy: string
  readonly parent: string | null
  readonly evidence: string
}

export function readExampleLine(line: string): ReadLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { kind: 'unreadable', why: 'it is not JSON' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'unreadable', why: 'it is no JSON object' }
  }
  const { id, question, sql, paraphrases, strategy, parent, evidence } = value as Record<string, unknown>
  if (!isText(question)) return { kind: 'unreadable', why: 'it has no question' }
  if (!isText(sql)) return { kind: 'unreadable', why: 'it has no sql' }
  return {
    kind: 'example',
    entry: {
      id: isText(id) ? id : null,
      question: question.trim(),
      sql,
      paraphrases: Array.isArray(paraphrases) ? paraphrases.filter(isText) : [],
      strategy: isText(strategy) ? strategy : 'person',
      parent: isText(parent) ? parent : null,
      evidence: isText(evidence) ? evidence : '',
    },
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

const DIFFICULTIES: Readonly<Record<SpiderDifficulty, Difficulty>> = {
  easy: 'simple',
  medium: 'moderate',
  hard: 'moderate',
  extra: 'challenging',
}

export function difficultyOf(spider: SpiderDifficulty): Difficulty {
  return DIFFICULTIES[spider]
}
