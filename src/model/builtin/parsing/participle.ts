import type { QuestionToken } from '../linking/words/question-tokens.ts'

const IRREGULAR: ReadonlySet<string> = new Set(
  (
    'written made sung sold bought built taught drawn driven flown led held run won lost paid sent given taken shot hit put ' +
    'set cut spoken known shown seen done born begun chosen broken'
  ).split(' '),
)

/** "ordered", "written": what comes after "by" did it. */
export function isParticiple(token: QuestionToken | undefined): boolean {
  return token !== undefined && (/..ed$/.test(token.folded) || IRREGULAR.has(token.folded))
}
