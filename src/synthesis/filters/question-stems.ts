import { foldText, stemWord, wordsOf } from '../../base/text.ts'

/** A question's words and their stems; an ending -y is -i, so that "Qry" meets "qries". */
export function stemsOf(question: string): ReadonlySet<string> {
  return new Set(wordsOf(question).flatMap(({ text }) => [foldText(text), foldEnding(stemWord(text))]))
}

export function foldEnding(stem: string): string {
  return stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem
}
