import { CONTENT_RULES } from './content-rule.ts'
import type { ContentAwarePair } from './select-pairs.ts'
import type { TcdSummary } from './tcd-summary.ts'

/** Spider's layout, one pair a line, with where each comes from and the rules it met. */
export function questionsJson(pairs: readonly ContentAwarePair[]): string {
  const lines = pairs.map(({ dbId, question, gold, ...rest }) =>
    JSON.stringify({ db_id: dbId, question, query: gold, ...rest }),
  )
  return `[\n${lines.join(',\n')}\n]\n`
}

/** README.md of the folder, with the licences as they were given. */
export function readmeText(summary: TcdSummary, licences: readonly string[]): string {
  const { count, seed, sources, imitations, knowledge } = summary
  const imitated = Object.values(imitations).reduce((sum, each) => sum + each, 0)
  const rows = sources.map((source) => [
    source.source,
    source.count,
    source.selected,
    ...CONTENT_RULES.map((rule) => source.byRule[rule]),
    source.paper === null ? '' : `${source.paper.selected} of ${source.paper.original} (${source.paper.set})`,
  ])
  const heads = ['source', 'pairs', 'selected', ...CONTENT_RULES, 'in the paper']
  return [
    '# Table-content-aware questions',
    `${count} question–SQL pairs whose question does not name what the SQL looks for: the stored value or the column. Made by \`sonde benchmark tcd\` after TCD of TCSR-SQL (Xu et al. 2024), which is not published. This is another set than the paper's, and numbers on the two must not be set side by side.`,
    [
      '- `questions.json`: the pairs in Spider’s layout, with `source`, `index` in that source, `rules`, `conditions`, and `original` where an earlier wording is known.',
      `- \`knowledge/<db_id>.yaml\`: encoding knowledge that could be derived for sure, ${knowledge.entries} entries for ${knowledge.databases} databases.`,
      '- `benchmark.json`: these counts, and a hash of each file.',
    ].join('\n'),
    '## Counts',
    markdownTable(heads, rows),
    imitated === 0
      ? 'No pair is an imitation.'
      : `${imitated} pairs more imitate Dr.Spider (seed ${seed}): ${Object.entries(imitations)
          .map(([set, each]) => `${each} ${set}`)
          .join(
            ', ',
          )}. They are variants of other pairs, made by rules and not by people, and are marked \`imitates\`.`,
    '## Licences of the sources',
    licences.length === 0
      ? 'Not given. The pairs stay under the licences of their sources: look them up before you pass this on.'
      : licences.map((licence) => `- ${oneLine(licence)}`).join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function markdownTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => oneLine(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
