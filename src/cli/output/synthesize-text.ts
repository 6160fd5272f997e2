import { FILTER_NAMES } from '../../synthesis/filters/filter-name.ts'
import type { TaskCalls } from '../../synthesis/pool/model-calls.ts'
import type { PoolSummary } from '../../synthesis/pool/summarize-pool.ts'
import { safeText } from './safe-text.ts'
import { targetName } from './synthesize-document.ts'

const MOST_UNCOVERED = 10
const ENDINGS: Readonly<Record<PoolSummary['result']['ended'], string>> = {
  complete: '',
  exhausted: 'The database gives no more: thousands of attempts in a row brought nothing new.',
  'out-of-attempts': 'The attempts are used up; a larger --attempts goes on.',
}

/** What a run came to, for people. */
export function synthesizeText(summary: PoolSummary, file: string): string {
  const { result, difficulties, columns, joins, uncovered } = summary
  const total = result.examples.length
  const percent = (count: number): string => `${total === 0 ? 0 : Math.round((100 * count) / total)} %`
  const levels = Object.entries(difficulties).map(([name, count]) => `${name} ${percent(count)}`)
  const { edited, added, removed } = result.byPeople
  const lines = [
    `${total} examples of ${result.attempts} attempts.`,
    ...(ENDINGS[result.ended] === '' ? [] : [ENDINGS[result.ended]]),
    ...(edited + added + removed === 0
      ? []
      : [`Of your own work kept: ${edited} lines changed, ${added} added, ${removed} taken out.`]),
    '',
    `  ${levels.join(', ')}`,
    `  ${summary.skeletons} structures, the most frequent ${percent(summary.mostOfOneSkeleton)}`,
    `  joins ${percent(summary.withJoins)}, nested or combined ${percent(summary.nested)}`,
    `  ${columns.used} of ${columns.all} columns with data used, ${joins.used} of ${joins.all} joins`,
    ...(summary.distanceFromSeeds === null
      ? []
      : [
          `  ${summary.distanceFromSeeds.toFixed(3)} bits from how your ${summary.seeds} seeds are spread (0: alike, 1: apart)`,
        ]),
    ...(uncovered.length === 0 ? [] : [`  not used: ${namesOf(summary)}`]),
    '',
    ...Object.entries(result.counts)
      .sort()
      .map(([strategy, counts]) => `  ${strategy}: ${outcomes(counts)}`),
    ...(result.models.length === 0
      ? []
      : ['', ...result.models.map(callsText), `  ${spentText(result.models).join(', ')}`]),
    '',
    safeText(file),
  ]
  return `${lines.join('\n')}\n`
}

/** What language models took, for people; nothing where none was asked. */
export function spentText(models: readonly TaskCalls[]): readonly string[] {
  if (models.length === 0) return []
  const sum = (part: (entry: TaskCalls) => number): number =>
    models.reduce((total, entry) => total + part(entry), 0)
  const tokens = sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens)
  const isPriced = models.every(({ cost }) => cost !== null)
  return [
    `${sum(({ calls }) => calls)} calls`,
    `${tokens} tokens`,
    ...(isPriced ? [`$${sum(({ cost }) => cost ?? 0).toFixed(4)}`] : []),
  ]
}

function callsText({ task, model, calls, fromCache }: TaskCalls): string {
  const kept = fromCache === 0 ? '' : `, ${fromCache} of them answered from kept replies`
  return `  ${task}: ${calls} calls of ${safeText(model)}${kept}`
}

function outcomes(counts: Readonly<Record<string, number>>): string {
  const of = (name: string, words: string): string[] => (counts[name] ? [`${counts[name]} ${words}`] : [])
  return [
    `${counts.accepted ?? 0} accepted`,
    ...of('nothing', 'without a question'),
    ...FILTER_NAMES.flatMap((name) => of(name, `refused for ${name}`)),
  ].join(', ')
}

function namesOf({ uncovered }: PoolSummary): string {
  const shown = uncovered.slice(0, MOST_UNCOVERED).map((target) => safeText(targetName(target)))
  const rest = uncovered.length - shown.length
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')
}
