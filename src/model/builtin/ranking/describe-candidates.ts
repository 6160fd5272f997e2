import type { Mention } from '../linking/mention.ts'
import type { CandidateFeatures, CandidateList } from './candidate-features.ts'
import { type ColumnLink, type ColumnUse, columnUsesOf, grade, linkOf } from './column-links.ts'
import { columnClass, describeStructure } from './describe-structure.ts'
import { hashAll } from './feature-hash.ts'
import { type MeasuredReading, measureReadings } from './measure-reading.ts'
import { outlineQuery } from './outline-query.ts'
import { questionPhrases } from './question-phrases.ts'
import type { ReadQuestion } from './read-question.ts'

/** Turns readings into the numbers that rankers work with. */
export function describeCandidates(read: ReadQuestion): CandidateList {
  const { tokens, mentions, lexicon, readings } = read
  const { words, phrases } = questionPhrases(tokens, mentions)
  const measured = readings.map((reading): MeasuredReading => {
    const outline = outlineQuery(reading.query, lexicon)
    const uses = columnUsesOf(outline).map((use) => {
      const isDisplay = lexicon.findTable(use.column.table).displayColumns.includes(use.column)
      return { ...use, link: linkOf(use.column, reading, mentions, isDisplay) }
    })
    return { reading, outline, uses }
  })
  const measures = measureReadings(measured, read)
  return {
    phrases: hashAll(phrases),
    words: hashAll(words),
    candidates: measured.map(
      (one, index): CandidateFeatures => ({
        structure: hashAll(describeStructure(one.outline, lexicon)),
        naming: hashAll(describeNaming(one)),
        lone: hashAll([...describeLinks(one, read), ...describeTables(one, read), ...describeLeft(one)]),
        measures: measures[index]!,
      }),
    ),
  }
}

/** Which words of names stand in which clause, so that words of questions can be learned to go with them. */
function describeNaming({ uses }: MeasuredReading): string[] {
  return uses.flatMap(({ column, role, clause, link }) => {
    const isLinked = link.span !== null
    return column.ownStems.flatMap((stem) => [
      `names ${stem} ${clause} ${isLinked}`,
      ...(isLinked ? [] : [`names ${stem} ${role}`]),
    ])
  })
}

/** How each column is tied to the question, in its clause and beside which words. */
function describeLinks({ uses }: MeasuredReading, { tokens, lexicon, mentions }: ReadQuestion): string[] {
  return uses.flatMap((use) => {
    const { column, role, clause, link } = use
    const kind = columnClass(column, lexicon)
    const found = [
      `link ${clause} ${link.kind}`,
      `link ${role} ${kind} ${link.kind}`,
      `link ${clause} ${kind} ${link.kind}`,
    ]
    found.push(...describeValue(use, mentions))
    if (link.span === null) return found
    const before = tokens[link.span.start - 1]?.stem ?? '<'
    const twoBefore = tokens[link.span.start - 2]?.stem ?? '<'
    const after = tokens[link.span.end]?.stem ?? '>'
    const twoAfter = tokens[link.span.end + 1]?.stem ?? '>'
    found.push(
      `before ${role} ${before}`,
      `before ${role} ${twoBefore} ${before}`,
      `after ${role} ${after}`,
      `after ${role} ${after} ${twoAfter}`,
      `around ${clause} ${before} ${after}`,
      `third ${clause} ${Math.floor((3 * link.span.start) / tokens.length)}`,
    )
    return found
  })
}

function describeValue(
  { condition, column, clause }: ColumnUse & { link: ColumnLink },
  mentions: readonly Mention[],
): string[] {
  return (condition?.values ?? []).flatMap((value) => {
    const matches = mentions.filter((mention) => 'value' in mention && mention.value === value)
    const own = matches.find((mention) => mention.kind === 'value' && mention.column === column)
    const kind = own === undefined ? (matches[0]?.kind ?? 'nothing') : `its ${grade(own.score)}`
    const rivals = matches.filter((mention) => mention.kind === 'value' && mention.column !== column).length
    return [
      `value ${clause} ${kind}`,
      `value ${clause} ${kind} rivals ${Math.min(2, rivals)}`,
      `value ${clause} ${typeof value}`,
    ]
  })
}

/** How each table is tied to the question, and what it is there for. */
function describeTables({ reading, outline, uses }: MeasuredReading, { mentions }: ReadQuestion): string[] {
  return outline.select.tables.flatMap((table) => {
    const named = reading.uses.find((use) => use.column === null && use.table === table)
    const mention = mentions.find((each) => each.kind === 'table' && each.table.table === table)
    const link =
      named !== undefined
        ? `used ${grade(named.score)}`
        : mention !== undefined
          ? `mentioned ${grade(mention.score)}`
          : 'unlinked'
    const clauses = [
      ...new Set(uses.filter(({ column }) => column.table === table).map(({ clause }) => clause)),
    ].sort()
    const alone = outline.select.tables.length === 1 ? 'alone' : 'joined'
    return [`table ${link} ${alone}`, `table ${link} for ${clauses.join(',')} ${alone}`]
  })
}

/** Words that nothing accounts for. */
function describeLeft({ reading }: MeasuredReading): string[] {
  return [
    ...reading.unused.map((word) => `unused ${word.toLowerCase()}`),
    `unused count ${Math.min(4, reading.unused.length)}`,
    `forgotten ${Math.min(2, reading.forgotten.length)}`,
    ...(reading.repeatsRows ? ['repeats rows'] : []),
    ...(reading.isSecondJoin ? ['second join'] : []),
  ]
}
