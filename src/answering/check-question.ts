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
  if (
    /^\s*(?:select|with)\s[\s\S]*\bfrom\b/i.test(text) &&
    /^(?:select|with\s+(?:recursive\s+)?\w+\s+as\s*\()/i.test(text)
  ) {
    throw new SondeError(
      'question-invalid',
      'This is SQL, not a question. Run it with: sonde sql <database> "<sql>"',
    )
  }
  return text
}
