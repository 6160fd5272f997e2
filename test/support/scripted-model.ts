import type { Model, RevisionRequest, SqlCandidate } from '../../src/model/model.ts'

export interface ScriptedModel extends Model {
  /** What it was asked to revise, in order. */
  readonly revisions: RevisionRequest[]
}

interface Script {
  /** Best first; a number beside one is its confidence. */
  readonly drafts: readonly (string | readonly [sql: string, confidence: number])[]
  /** The first query of each reply to a revision; when there are no more, it knows nothing better. */
  readonly revised?: readonly string[]
  /** In place of `revised`: the answer to what it is shown. */
  readonly revise?: (request: RevisionRequest) => readonly SqlCandidate[]
}

/** A model whose words are written down beforehand; everything that checks and runs them is real. */
export function scriptedModel({ drafts, revised = [], revise }: Script): ScriptedModel {
  const revisions: RevisionRequest[] = []
  const replies = [...revised]
  return {
    name: 'scripted',
    revisions,
    extractKeywords: async () => [],
    proposeVariants: async () => [],
    linkSchema: async ({ context }) => ({
      tables: context.survey.schema.tables.map(({ name, columns }) => ({
        table: name,
        columns: columns.map((column) => column.name),
      })),
    }),
    generateSql: async () =>
      drafts.map((draft) => (typeof draft === 'string' ? candidateOf(draft) : candidateOf(...draft))),
    reviseSql: async (request) => {
      revisions.push(request)
      if (revise !== undefined) return revise(request)
      const next = replies.shift()
      return next === undefined ? [] : [candidateOf(next)]
    },
  }
}

function candidateOf(sql: string, confidence = 0.9): SqlCandidate {
  return { sql, score: confidence, confidence, unusedWords: [], links: [] }
}
