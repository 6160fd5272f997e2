import type { Mention } from '../linking/mention.ts'
import { STOP_WORDS } from '../linking/words/english.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import type { Cue, CueMatch } from '../parsing/cues.ts'
import { isParticiple } from '../parsing/participle.ts'
import type { ColumnLink, ColumnUse } from './column-links.ts'
import type { ConditionOutline, QueryOutline } from './outline-query.ts'
import type { Reading } from './read-question.ts'

/** Whether the query does with a thing what the question says is done with it, however the question is worded otherwise. */
export const AGREEMENT_MEASURES = [
  'each thing ungrouped', 'by thing ungrouped', 'computed by thing ungrouped', 'grouped thing not shown', 'groups of other things',
  'calendar ungrouped', 'periods undone', 'count not shown', 'aggregate not shown', 'shares undone', 'asked thing not shown',
] as const // biome-ignore format: a table

type AgreementMeasures = Record<(typeof AGREEMENT_MEASURES)[number], number>

interface PlacedReading {
  readonly reading: Pick<Reading, 'uses' | 'sql'>
  readonly outline: QueryOutline
  readonly uses: readonly (ColumnUse & { readonly link: ColumnLink })[]
}

interface PlacedQuestion {
  readonly tokens: readonly QuestionToken[]
  readonly mentions: readonly Mention[]
  readonly cues: readonly CueMatch[]
}

const STRONG = 0.7

export function measureAgreement(
  one: PlacedReading,
  question: PlacedQuestion,
): Pick<AgreementMeasures, (typeof AGREEMENT_MEASURES)[number]> {
  const { outline } = one
  const free = question.cues.filter(
    ({ start, end }) => !one.reading.uses.some((use) => use.start <= start && end <= use.end),
  )
  const isSaid = (isMeant: (cue: Cue) => boolean) => free.some(({ cue }) => isMeant(cue))
  const eaches = thingsAfter(free, 'each', question)
  const bys = thingsAfter(free, 'by', question)
  const isDone = (thing: Thing) => isGrouped(thing, one) || isOrdered(thing, one)
  const isComputed = isSaid(({ kind }) => kind === 'count' || kind === 'aggregate' || kind === 'how-much')
  const bysUndone = bys.filter((thing) => !isDone(thing)).length
  const grouped = [...eaches, ...bys].filter((thing) => isGrouped(thing, one))
  const groups = one.uses.filter(({ clause }) => clause.endsWith('group'))
  const { shown } = outline.select
  const shows = (isMeant: (aggregate: string) => boolean) =>
    shown.some(({ aggregate }) => aggregate !== null && isMeant(aggregate)) || hasInnerGroups(outline)
  const askedAggregates = free.flatMap(({ cue }) => (cue.kind === 'aggregate' ? [cue.aggregate] : []))
  return {
    'each thing ungrouped': eaches.filter((thing) => !isDone(thing)).length,
    'by thing ungrouped': bysUndone,
    'computed by thing ungrouped': isComputed ? bysUndone : 0,
    'grouped thing not shown': grouped.filter((thing) => !isShown(thing, one)).length,
    'groups of other things':
      eaches.length + bys.length > 0 ? groups.length - Math.min(groups.length, grouped.length) : 0,
    'calendar ungrouped': Number(
      asksForCalendar(free) && !outline.select.group.some(({ column }) => column?.isMoment === true),
    ),
    'periods undone': periodsUndone(outline, question.mentions),
    'count not shown': Number(
      isSaid(({ kind }) => kind === 'count') && !shows((name) => name === 'count' || name === 'sum'),
    ),
    'aggregate not shown': askedAggregates.filter((name) => !shows((other) => other === name)).length,
    'asked thing not shown': Number(isAskedThingLost(one, question)),
    'shares undone': Number(isSaid(({ kind }) => kind === 'share') && !one.reading.sql.includes('/')),
  }
}

/** What words right after a cue may name; several meanings of one place are normal. */
interface Thing {
  readonly start: number
  readonly end: number
  readonly mentions: readonly Extract<Mention, { kind: 'column' | 'table' }>[]
}

function thingsAfter(
  cues: readonly CueMatch[],
  kind: 'each' | 'by',
  { tokens, mentions }: PlacedQuestion,
): Thing[] {
  return cues.flatMap(({ cue, start: said, end }): Thing[] => {
    // "written by" tells who did it, and asks for no groups.
    if (cue.kind !== kind || (kind === 'by' && isParticiple(tokens[said - 1]))) return []
    const start = STOP_WORDS.has(tokens[end]?.folded ?? '') ? end + 1 : end
    const named = mentions.flatMap((mention) =>
      (mention.kind === 'column' || mention.kind === 'table') &&
      mention.start === start &&
      mention.score >= STRONG
        ? [mention]
        : [],
    )
    if (named.length === 0) return []
    const longest = Math.max(...named.map((mention) => mention.end))
    return [{ start, end: longest, mentions: named.filter((mention) => mention.end === longest) }]
  })
}

function isGrouped(thing: Thing, { uses, outline }: PlacedReading): boolean {
  return (
    uses.some((use) => use.clause.endsWith('group') && isOf(use, thing)) ||
    // The average of counts per thing groups within.
    hasInnerGroups(outline)
  )
}

function isOrdered(thing: Thing, { uses }: PlacedReading): boolean {
  return uses.some((use) => use.clause === 'order' && isOf(use, thing))
}

function isShown(thing: Thing, { uses }: PlacedReading): boolean {
  return uses.some((use) => use.clause === 'select' && isOf(use, thing))
}

function isOf({ column, link }: ColumnUse & { readonly link: ColumnLink }, { mentions, start, end }: Thing) {
  if (link.span !== null && link.span.start < end && start < link.span.end) return true
  return mentions.some((mention) =>
    mention.kind === 'table' ? mention.table.table === column.table : mention.column === column,
  )
}

function hasInnerGroups({ select }: QueryOutline): boolean {
  return [...select.conditions, ...select.having].some(
    ({ inner }: ConditionOutline) =>
      inner !== null && (inner.select.group.length > 0 || hasInnerGroups(inner)),
  )
}

/**
 * "Which doctors charge more than …" asks for doctors, by whatever tells them apart, and not for what they charge. What
 * stands first is asked for; of "the singer age" it is the column.
 */
function isAskedThingLost({ outline, uses }: PlacedReading, { mentions, tokens }: PlacedQuestion): boolean {
  const named = mentions.flatMap((mention) =>
    (mention.kind === 'column' || mention.kind === 'table') && mention.score >= STRONG ? [mention] : [],
  )
  const start = Math.min(...named.map((mention) => mention.start))
  if (named.length === 0 || tokens.slice(0, start).some(({ kind }) => kind === 'number')) return false
  const end = Math.max(...named.filter((mention) => mention.start === start).map((mention) => mention.end))
  const next = named.filter((mention) => mention.start === end && mention.kind === 'column')
  const asked = next.length > 0 ? next : named.filter((mention) => mention.start === start)
  const shown = [...outline.select.shown, ...(outline.combined?.right.shown ?? [])]
  return !asked.some((mention) =>
    mention.kind === 'column'
      ? shown.some(({ column }) => column === mention.column) ||
        uses.some((use) => use.clause === 'select' && use.link.span?.start === mention.start)
      : shown.some(
          ({ column, isRows, aggregate }) =>
            isRows ||
            aggregate === 'count' ||
            (column !== null &&
              column.table === mention.table.table &&
              (column.isKey || mention.table.displayColumns.includes(column))),
        ),
  )
}

/** "monthly", "per year", "by month". */
function asksForCalendar(cues: readonly CueMatch[]): boolean {
  return cues.some(
    ({ cue, start }) =>
      cue.kind === 'calendar' &&
      (cue.isGroup ||
        cues.some((other) => other.end === start && (other.cue.kind === 'each' || other.cue.kind === 'by'))),
  )
}

/** Stretches of time that the question names and no condition speaks of. */
function periodsUndone({ select, combined }: QueryOutline, mentions: readonly Mention[]): number {
  const conditions = [...select.conditions, ...select.having, ...(combined?.right.conditions ?? [])].flatMap(
    withInner,
  )
  const values = conditions.flatMap((condition) => condition.values.map(String))
  const periods = mentions.filter((mention) => mention.kind === 'period')
  const isUsed = ({ from, year }: (typeof periods)[number]) =>
    values.some(
      (value) =>
        value.startsWith(from) || (year !== null && value.startsWith(String(year))) || from.startsWith(value),
    )
  const places = new Set(periods.map(({ start }) => start))
  return [...places].filter((place) => !periods.some((period) => period.start === place && isUsed(period)))
    .length
}

function withInner(condition: ConditionOutline): ConditionOutline[] {
  return [condition, ...(condition.inner?.select.conditions ?? []).flatMap(withInner)]
}
