import type { Mention } from '../linking/mention.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { STOP_WORDS } from '../linking/words/english.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import type { Cue, CueMatch } from '../parsing/cues.ts'
import type { ColumnLink, ColumnUse } from './column-links.ts'
import type { QueryOutline } from './outline-query.ts'
import type { Reading } from './read-question.ts'

/** How near in the question the words of a column or value stand to the words that say what is done with it. */
export const NEARNESS_MEASURES = [
  'aggregate far', 'aggregate unlinked', 'aggregated keys', 'count far', 'order far', 'order unlinked', 'ordered keys', 'order rival nearer',
  'group far', 'group rival nearer', 'value far', 'value rival nearer', 'value column unsaid', 'shown inversions', 'shown after value', 'shown first',
  'shown gap', 'columns before shown', 'table first', 'table after count', 'left between', 'left first',
] as const // biome-ignore format: a table

type NearnessMeasures = Record<(typeof NEARNESS_MEASURES)[number], number>

interface Span {
  readonly start: number
  readonly end: number
}

interface PlacedReading {
  readonly reading: Pick<Reading, 'uses' | 'unused'>
  readonly outline: QueryOutline
  readonly uses: readonly (ColumnUse & { readonly link: ColumnLink })[]
}

interface PlacedQuestion {
  readonly tokens: readonly QuestionToken[]
  readonly mentions: readonly Mention[]
  readonly cues: readonly CueMatch[]
}

const FAR = 10
const STRONG = 0.7

/** In parts. */
export function measureNearness(one: PlacedReading, question: PlacedQuestion): Partial<NearnessMeasures>[] {
  return [
    measureComputed(one, question),
    measureOrder(one, question),
    measureGroup(one, question),
    measureValues(one, question),
    measureShown(one, question),
    measureTables(one, question),
    measureLeft(one, question),
  ]
}

function measureComputed({ uses, outline }: PlacedReading, { cues }: PlacedQuestion) {
  let far = 0
  let unlinked = 0
  for (const { role, link } of uses) {
    const aggregate = /\b(?:count|sum|avg|max|min)\b/.exec(role)?.[0]
    if (aggregate === undefined) continue
    if (link.span === null) unlinked++
    else {
      const spans = spansOf(cues, (cue) => computes(cue, aggregate))
      far = Math.max(far, spans.length === 0 ? FAR : nearest(link.span, spans))
    }
  }
  const keys = outline.select.shown.filter(
    ({ aggregate, column }) =>
      (aggregate === 'max' || aggregate === 'min') && (column?.isKey || column?.isForeignKey),
  )
  return { 'aggregate far': far, 'aggregate unlinked': unlinked, 'aggregated keys': keys.length }
}

function computes(cue: Cue, aggregate: string): boolean {
  if (aggregate === 'count')
    return cue.kind === 'count' || (cue.kind === 'superlative' && !('concept' in cue))
  if (cue.kind === 'aggregate') return cue.aggregate === aggregate
  if (cue.kind === 'how-much') return aggregate === 'sum'
  if (cue.kind === 'superlative') return aggregate === (cue.direction === 'desc' ? 'max' : 'min')
  return false
}

function measureOrder({ uses, outline }: PlacedReading, { cues, mentions }: PlacedQuestion) {
  const spans = spansOf(
    cues,
    ({ kind }) => kind === 'superlative' || kind === 'order' || kind === 'direction',
  )
  const orders = uses.filter(({ clause }) => clause === 'order')
  const placed = orders.flatMap(({ link }) => (link.span === null ? [] : [link.span]))
  const far = placed.map((span) => (spans.length === 0 ? FAR : nearest(span, spans)))
  const ordered = new Set(orders.map(({ column }) => column))
  const rivals = columnSpans(mentions, (column) => !ordered.has(column))
  const reach = far.length === 0 ? FAR : Math.min(...far)
  return {
    'order far': far.length === 0 ? 0 : Math.max(...far),
    'order unlinked': orders.length - placed.length,
    'ordered keys': outline.order.filter(
      ({ term }) => term.aggregate === null && (term.column?.isKey || term.column?.isForeignKey),
    ).length,
    'order rival nearer':
      orders.length === 0 ? 0 : spans.filter((span) => nearest(span, rivals) < Math.min(reach, 3)).length,
  }
}

function measureGroup({ uses, outline, reading }: PlacedReading, { cues, mentions }: PlacedQuestion) {
  const spans = spansOf(cues, ({ kind }) => kind === 'each' || kind === 'by')
  const groups = uses.filter(({ clause }) => clause === 'group')
  if (groups.length === 0 || spans.length === 0) return { 'group far': 0, 'group rival nearer': 0 }
  const tables = new Set(groups.map(({ column }) => column.table))
  const own = [
    ...groups.flatMap(({ link }) => (link.span === null ? [] : [link.span])),
    ...reading.uses.filter((use) => use.column === null && tables.has(use.table)),
  ]
  const ends = spans.map(({ end }) => end)
  const ahead = (list: readonly Span[]) =>
    Math.min(FAR, ...ends.flatMap((end) => list.map(({ start }) => (start >= end ? start - end : FAR))))
  const columns = new Set(outline.select.group.map(({ column }) => column))
  const rivals = columnSpans(mentions, (column) => !columns.has(column))
  return {
    'group far': ahead(own),
    'group rival nearer': Number(ahead(rivals) < ahead(own)),
  }
}

function measureValues({ uses }: PlacedReading, { mentions }: PlacedQuestion) {
  let far = -1
  let rivalsNearer = 0
  let unsaid = 0
  for (const { condition, column, link } of uses) {
    if (condition === null || condition.values.length === 0) continue
    const spans = valueSpans(mentions, condition.values)
    if (spans.length === 0) continue
    const distance = link.span === null ? FAR : nearest(link.span, spans)
    if (link.span === null) unsaid++
    else far = Math.max(far, distance)
    const rivals = columnSpans(mentions, (other) => other !== column).filter(
      (rival) =>
        !spans.some((span) => overlap(span, rival)) && (link.span === null || !overlap(link.span, rival)),
    )
    const nearestRival = Math.min(FAR, ...spans.map((span) => nearest(span, rivals)))
    if (nearestRival < Math.min(distance, 3)) rivalsNearer++
  }
  return { 'value far': far, 'value rival nearer': rivalsNearer, 'value column unsaid': unsaid }
}

function measureShown({ uses }: PlacedReading, { tokens, mentions }: PlacedQuestion) {
  const spans = uses.flatMap(({ clause, link }) =>
    clause === 'select' && link.span !== null ? [link.span] : [],
  )
  const values = uses.flatMap(({ condition }) =>
    condition === null ? [] : valueSpans(mentions, condition.values),
  )
  const firstValue = Math.min(tokens.length, ...values.map(({ start }) => start))
  const first = Math.min(tokens.length, ...spans.map(({ start }) => start))
  const last = Math.max(0, ...spans.map(({ end }) => end))
  const others = columnSpans(mentions, () => true).filter(
    (span) => span.start < first && !spans.some((own) => overlap(own, span)),
  )
  let inversions = 0
  for (let index = 1; index < spans.length; index++) {
    if (spans[index]!.start < spans[index - 1]!.start) inversions++
  }
  const covered = spans.reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    'shown inversions': inversions,
    'shown after value': spans.filter(({ start }) => start > firstValue).length,
    'shown first': spans.length === 0 ? -1 : first,
    'shown gap': spans.length < 2 ? 0 : Math.max(0, last - first - covered),
    'columns before shown': spans.length === 0 ? 0 : new Set(others.map(({ start }) => start)).size,
  }
}

/** "How many singers": the table that is counted stands right after the words. */
function measureTables({ reading, outline }: PlacedReading, { cues, tokens }: PlacedQuestion) {
  const tables = reading.uses.filter(({ column }) => column === null)
  const counts = spansOf(cues, ({ kind }) => kind === 'count')
  const counted = outline.select.shown.some(({ aggregate }) => aggregate === 'count')
  const after = counts.map(({ end }) =>
    Math.min(FAR, ...reading.uses.map(({ start }) => (start >= end ? start - end : FAR))),
  )
  const first = tables[0]?.start ?? tokens.length
  const read = outline.select.tables
  return {
    'count far': counted && after.length > 0 ? Math.min(...after) : 0,
    'table first': Math.min(FAR, first),
    'table after count': Number(
      counted &&
        counts.some(({ end }) => tables.some((use) => use.start === end && !read.includes(use.table))),
    ),
  }
}

/** Words with a meaning that nothing accounts for, between words that something does. */
function measureLeft({ reading }: PlacedReading, { tokens, cues }: PlacedQuestion) {
  const taken = new Uint8Array(tokens.length)
  for (const { start, end } of [...reading.uses, ...cues]) taken.fill(1, start, end)
  const left = tokens.flatMap(({ kind, folded }, index) =>
    kind === 'word' && taken[index] === 0 && !STOP_WORDS.has(folded) ? [index] : [],
  )
  const starts = reading.uses.map(({ start }) => start)
  const [first, last] = [Math.min(...starts), Math.max(...starts)]
  return {
    'left between': left.filter((index) => index > first && index < last).length,
    'left first': left.filter((index) => index < first).length,
  }
}

function spansOf(cues: readonly CueMatch[], isMeant: (cue: Cue) => boolean): Span[] {
  return cues.filter(({ cue }) => isMeant(cue))
}

/** Of strong mentions of columns. */
function columnSpans(mentions: readonly Mention[], isMeant: (column: ColumnEntry) => boolean): Span[] {
  return mentions.filter(
    (mention) => mention.kind === 'column' && mention.score >= STRONG && isMeant(mention.column),
  )
}

function valueSpans(mentions: readonly Mention[], values: readonly (string | number)[]): Span[] {
  const texts = values.map((value) => String(value).toLowerCase().replaceAll('%', ''))
  return mentions.filter((mention) => {
    if (mention.kind === 'text') return texts.includes(mention.text.toLowerCase())
    return 'value' in mention && texts.includes(String(mention.value).toLowerCase())
  })
}

function overlap(left: Span, right: Span): boolean {
  return left.start < right.end && right.start < left.end
}

/** Words between; none where they overlap. */
function nearest(span: Span, others: readonly Span[]): number {
  let least = FAR
  for (const { start, end } of others)
    least = Math.min(least, Math.max(0, start - span.end, span.start - end))
  return least
}
