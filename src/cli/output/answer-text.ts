import type { Answer, Grounding } from '../../answering/answer.ts'
import type { Colours } from './colours.ts'
import { cutToWidth, displayWidth } from './display-width.ts'
import { resultText } from './result-text.ts'
import { safeLines, safeText } from './safe-text.ts'
import type { TableStyle } from './table.ts'
import { usageText } from './usage-text.ts'
import { wrapSql, wrapWords } from './wrap-text.ts'

/** An answer for people: what was asked, the rows, the SQL, and where its names and values come from. */
export function answerText(answer: Answer, style: TableStyle): string {
  const { colours } = style
  if (answer.status === 'failed') return noAnswerText(answer, style)
  const prose = (text: string): string => wrapWords(safeLines(text), style.width)
  const restatement = answer.restatement === null ? [] : [answer.restatement]
  const opening =
    answer.status === 'unsure'
      ? [
          prose(`Not sure. ${answer.reason ?? ''}`.trimEnd()).replace(
            'Not sure.',
            colours.yellow(colours.bold('Not sure.')),
          ),
          ...restatement.map((sentence) => prose(`My best guess: ${sentence}`)),
        ]
      : restatement.map((sentence) => colours.bold(prose(sentence)))
  const followUp = answer.followUp === null ? [] : [colours.yellow(prose(answer.followUp))]
  const sections = [
    opening.join('\n'),
    resultText(answer, style),
    sqlText(answer, style),
    groundingText(answer.grounding, style),
    factsText(answer, colours),
    ...failureLines(answer, style),
    ...followUp,
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** What went wrong and what to do; the query too where there is one that the database refused. */
function noAnswerText(answer: Answer, style: TableStyle): string {
  const { colours, width } = style
  const prose = (text: string): string => wrapWords(safeLines(text), width)
  const opening = prose(`No answer. ${answer.reason ?? ''}`.trimEnd())
  const lines = [opening.replace('No answer.', colours.red(colours.bold('No answer.')))]
  if (answer.followUp !== null) lines.push(prose(answer.followUp))
  if (answer.sql !== null) lines.push('', sqlText(answer, style))
  return `${lines.join('\n')}\n`
}

function sqlText({ sql }: Answer, { colours, width }: TableStyle): string {
  return `${colours.dim('SQL')}\n${indent(wrapSql(safeLines(sql ?? ''), width - 2))}`
}

function groundingText(grounding: readonly Grounding[], { colours, width }: TableStyle): string {
  if (grounding.length === 0) return ''
  const keywords = grounding.map(({ keyword }) => `“${cutToWidth(safeText(keyword), 30)}”`)
  const keywordWidth = Math.max(...keywords.map(displayWidth))
  const lines = grounding.map((each, index) => {
    const keyword = keywords[index]! + ' '.repeat(keywordWidth - displayWidth(keywords[index]!))
    const how = howText(each)
    const place = cutToWidth(placeText(each), Math.max(20, width - keywordWidth - how.length - 9))
    return `  ${keyword} → ${place}  ${colours.dim(how)}`
  })
  return `${colours.dim('Grounding')}\n${lines.join('\n')}`
}

function placeText({ table, column, value }: Grounding): string {
  const place = column === null ? safeText(table) : `${safeText(table)}.${safeText(column)}`
  if (value === null) return place
  return `${place} = ${typeof value === 'number' ? value : `'${safeText(value)}'`}`
}

/** Says how close the words are only where they are not the same. */
function howText({ how, score }: Grounding): string {
  return score < 0.995 ? `${how}, ${percentText(score)}` : how
}

function factsText(answer: Answer, colours: Colours): string {
  const { confidence, timings, profile, model, usage } = answer
  const facts = [
    `Confidence ${percentText(confidence)}`,
    `${Math.round(timings.totalMs)} ms`,
    `profile ${profile}`,
    `model ${safeText(model)}`,
    ...(usage.calls === 0 ? [] : [usageText(usage)]),
  ]
  return colours.dim(facts.join(' · '))
}

/** Where a language model failed, and who did its task: once for each kind of failure. */
function failureLines({ modelFailures }: Answer, { colours, width }: TableStyle): string[] {
  const messages = modelFailures.map(({ message, replacement }) =>
    replacement === null ? message : `${message} The ${replacement} model did it instead.`,
  )
  return [...new Set(messages)].map((text) => colours.yellow(wrapWords(safeLines(text), width)))
}

function percentText(share: number): string {
  return `${Math.round(share * 100)}%`
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
