import type {
  ChangedQuestion,
  ComparedPrediction,
  Comparison,
} from '../../evaluation/summary/compare-scores.ts'
import type { ComparedFiles } from './compare-document.ts'
import { displayWidth } from './display-width.ts'
import { safeLines, safeText } from './safe-text.ts'
import type { TableStyle } from './table.ts'
import { wrapSql, wrapWords } from './wrap-text.ts'

export interface CompareTextOptions {
  readonly verdict: string
  /** At most so many changed questions each way. */
  readonly limit: number
}

/** A comparison for people: both scores, the verdict, then what changed with both queries. */
export function compareText(
  comparison: Comparison,
  files: ComparedFiles,
  { verdict, limit }: CompareTextOptions,
  style: TableStyle,
): string {
  const { gained, lost, count, metric } = comparison
  const { bold, green, red } = style.colours
  const sections = [
    bold(`${countText(count, 'question')}, by ${metric}`),
    scoreLines(comparison, files),
    wrapWords(safeText(verdict), style.width),
    changesText(green(bold(`Gained: ${gained.length}`)), gained, limit, style),
    changesText(red(bold(`Lost: ${lost.length}`)), lost, limit, style),
  ]
  return `${sections.join('\n\n')}\n`
}

function scoreLines(
  { first, second, difference, interval, pValue, test }: Comparison,
  files: ComparedFiles,
): string {
  const names = [files.first, files.second, 'difference'].map((name) => safeText(name, 100))
  const width = Math.max(...names.map(displayWidth))
  const [low, high] = interval
  const figures = [
    `${first.toFixed(1).padStart(6)} %`,
    `${second.toFixed(1).padStart(6)} %`,
    `${signed(difference).padStart(6)} points, 95 % interval ${signed(low)} to ${signed(high)}; p = ${pText(pValue)} (${TEST_NAMES[test]})`,
  ]
  return names
    .map((name, index) => `${name}${' '.repeat(width - displayWidth(name))}  ${figures[index]}`)
    .join('\n')
}

const TEST_NAMES: Readonly<Record<Comparison['test'], string>> = {
  'mcnemar-exact': 'McNemar’s test, exact',
  'sign-flip': 'sign-flip permutation test',
}

function changesText(
  title: string,
  changes: readonly ChangedQuestion[],
  limit: number,
  style: TableStyle,
): string {
  const shown = changes.slice(0, limit)
  const left = changes.length - shown.length
  const more =
    left === 0 ? [] : [style.colours.dim(`and ${left.toLocaleString('en')} more: --limit shows them`)]
  return [title, ...shown.map((change) => changeText(change, style)), ...more].join('\n')
}

function changeText(
  { index, dbId, question, gold, first, second }: ChangedQuestion,
  style: TableStyle,
): string {
  const { dim } = style.colours
  const head = wrapWords(`${index}  ${safeText(question)} ${dim(`(${safeText(dbId)})`)}`, style.width)
  return [
    head,
    sqlLines('gold', gold, '', style),
    ...[first, second].map((made, at) => madeLines(at, made, style)),
  ].join('\n')
}

function madeLines(at: number, { score, predicted, reason }: ComparedPrediction, style: TableStyle): string {
  const verdict = typeof score === 'number' ? score.toFixed(2) : score ? 'right' : 'wrong'
  const why = reason === null ? '' : `, ${reason.replaceAll('-', ' ')}`
  return sqlLines(at === 0 ? 'first' : 'second', predicted ?? '(none)', `  -- ${verdict}${why}`, style)
}

const NAME_WIDTH = 10

function sqlLines(name: string, sql: string, remark: string, { colours, width }: TableStyle): string {
  const text = wrapSql(safeLines(sql.trim()), width - NAME_WIDTH).replaceAll(
    '\n',
    `\n${' '.repeat(NAME_WIDTH)}`,
  )
  return `  ${colours.dim(name.padEnd(NAME_WIDTH - 2))}${text}${colours.dim(safeText(remark))}`
}

function signed(points: number): string {
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(1)}`
}

function pText(pValue: number): string {
  return pValue < 0.0001 ? 'less than 0.0001' : pValue.toFixed(pValue < 0.1 ? 4 : 2)
}

function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
