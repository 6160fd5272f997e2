import { stemWord, wordsOf } from '../../base/text.ts'

/** The stems of a question's words; an ending -y is -i, so that "Qry" meets "qries". */
export function stemsOf(question: string): ReadonlySet<string> {
  return new Set(wordsOf(question).map(({ text }) => foldEnding(stemWord(text))))
}

export function foldEnding(stem: string): string {
  return stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem
}
