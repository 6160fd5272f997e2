import { isSameWord, type SqlWord, sqlWords } from './sql-words.ts'

/** Two texts cut into pieces that are in both and pieces that are not; joined again, each is as it was. */
export interface SqlDifference {
  readonly gold: readonly SqlPiece[]
  readonly predicted: readonly SqlPiece[]
}

export interface SqlPiece {
  readonly text: string
  readonly isShared: boolean
}

/** Beyond so many comparisons the middle counts as different as a whole. */
const MOST_COMPARISONS = 4_000_000

/**
 * The words in which two queries differ: those outside a longest common subsequence. Letter case, quotes, aliases,
 * blanks, comments and a semicolon at the end are no difference.
 */
export function differenceOfSql(gold: string, predicted: string): SqlDifference {
  const [left, right] = [sqlWords(gold), sqlWords(predicted)]
  const { isLeftShared, isRightShared } = sharedWords(left, right)
  return { gold: piecesOf(gold, left, isLeftShared), predicted: piecesOf(predicted, right, isRightShared) }
}

function sharedWords(
  left: readonly SqlWord[],
  right: readonly SqlWord[],
): { isLeftShared: boolean[]; isRightShared: boolean[] } {
  const isLeftShared = left.map(() => false)
  const isRightShared = right.map(() => false)
  const share = (atLeft: number, atRight: number): void => {
    isLeftShared[atLeft] = true
    isRightShared[atRight] = true
  }
  let start = 0
  while (start < left.length && start < right.length && isSameWord(left[start]!, right[start]!)) {
    share(start, start)
    start++
  }
  let [leftEnd, rightEnd] = [left.length, right.length]
  while (leftEnd > start && rightEnd > start && isSameWord(left[leftEnd - 1]!, right[rightEnd - 1]!)) {
    share(--leftEnd, --rightEnd)
  }
  const [height, width] = [leftEnd - start, rightEnd - start]
  if (height * width > MOST_COMPARISONS) return { isLeftShared, isRightShared }

  // lengths[i][j]: of the longest common subsequence of what follows i on the left and j on the right.
  const lengths = Array.from({ length: height + 1 }, () => new Uint32Array(width + 1))
  const isSame = (i: number, j: number): boolean => isSameWord(left[start + i]!, right[start + j]!)
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      lengths[i]![j] = isSame(i, j)
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  for (let i = 0, j = 0; i < height && j < width; ) {
    if (isSame(i, j)) share(start + i++, start + j++)
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return { isLeftShared, isRightShared }
}

/** Blanks between two words that differ belong to the difference, so that it reads as one. */
function piecesOf(sql: string, words: readonly SqlWord[], isShared: readonly boolean[]): SqlPiece[] {
  const pieces: SqlPiece[] = []
  let from = 0
  for (let at = 0; at < words.length; ) {
    if (isShared[at]) {
      at++
      continue
    }
    const { start } = words[at]!
    while (at + 1 < words.length && !isShared[at + 1]) at++
    const { end } = words[at]!
    if (start > from) pieces.push({ text: sql.slice(from, start), isShared: true })
    pieces.push({ text: sql.slice(start, end), isShared: false })
    from = end
    at++
  }
  if (from < sql.length) pieces.push({ text: sql.slice(from), isShared: true })
  return pieces
}
