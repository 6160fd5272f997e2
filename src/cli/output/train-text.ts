import { safeText } from './safe-text.ts'
import type { WrittenTraining } from './train-document.ts'

const SKIPPED: Readonly<Record<keyof WrittenTraining['skipped'], string>> = {
  'no-database': 'there is no such database',
  'database-too-large': 'the database is too large',
  'gold-fails': 'the SQL fails or finds too much',
  'gold-finds-nothing': 'the SQL finds nothing',
}

/** What a training came to, for people. */
export function trainText(training: WrittenTraining): string {
  const { pairs, questions, databases, skipped, heldOut, reachable, before, after, confidence } = training
  const left = Object.entries(SKIPPED).flatMap(([reason, words]) => {
    const count = skipped[reason as keyof typeof SKIPPED]
    return count === 0 ? [] : [`  ${count} left out: ${words}`]
  })
  const half = confidence.curve.find(({ coverage }) => coverage === 0.5)
  const lines = [
    `Learned from ${questions} of ${pairs} pairs on ${databases} ${databases === 1 ? 'database' : 'databases'}.`,
    ...left,
    '',
    `A right query is among the candidates of ${percent(reachable)}.`,
    `Right at first, on ${heldOut} that were held out: ${percent(before)} before, ${percent(after)} after.`,
    ...(half === undefined
      ? []
      : [`Of the surer half of the answers, ${percent(half.precision)} are right.`]),
    `Confidence is off by ${percent(confidence.calibrationError)} on average.`,
    '',
    `${safeText(training.file)} (${Math.ceil(training.bytes / 1024)} KB): use it with --model builtin:<file>.`,
  ]
  return `${lines.join('\n')}\n`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
