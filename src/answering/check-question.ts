import { SondeError } from '../base/errors.ts'

const LONGEST_QUESTION = 2_000

/** The question as one line; throws when it cannot be one. */
export function checkQuestion(question: string): string {
  const text = question.replace(/\s+/g, ' ').trim()
  if (text === '') {
    throw new SondeError(
      'question-invalid',
      'The question is empty. Ask something, for example: sonde ask shop.db "how many customers are there"',
    )
  }
  if (text.length > LONGEST_QUESTION) {
    throw new SondeError(
      'question-invalid',
      `The question has ${text.length.toLocaleString('en')} characters; at most ${LONGEST_QUESTION.toLocaleString('en')} are read. Ask for one thing at a time.`,
    )
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new SondeError(
      'question-invalid',
      `The question "${text.slice(0, 40)}" has no words. Ask in words, for example: "how many customers are there".`,
    )
  }
  if (isSql(text)) {
    throw new SondeError(
      'question-invalid',
      'This is SQL, not a question. Run it with: sonde sql <database> "<sql>"',
    )
  }
  return text
}

/** "Select the customers from Oslo" is plain words: SQL has no articles. */
function isSql(text: string): boolean {
  if (/^select\s+(?:the|a|an|all|any|every|each|those|my|our)\s/i.test(text)) return false
  return /^(?:select|with\s+(?:recursive\s+)?\w+\s+as\s*\()[\s\S]*\bfrom\b/i.test(text)
}
