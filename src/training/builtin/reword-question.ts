import { hashText } from '../../base/random.ts'
import { computedAlone, groupsAtTheEnd, shorterOrders, topByMeasure } from './reword-shapes.ts'

/** How else people ask: each rule changes the form of a question and leaves alone what it asks for. */
type Rewording = (question: string) => string

const LEAD =
  /^(?:(?:please\s+)?(?:find|show|list|give|return|display|tell|get|report|state)(?:\s+(?:me|us|out|down))?|(?:what|which)\s+(?:is|are|was|were)|what's)\s+(?:all\s+(?:of\s+)?the\s+|all\s+|the\s+)?/i
const LEADS = [
  'show me the',
  'list',
  'give me',
  'I need the',
  'can you show the',
  'which are the',
  'show',
  'get the',
]

const withoutMark: Rewording = (question) => question.trim().replace(/\s*[?.!]+$/, '')

/** "What are the names of singers?" -> "names of singers". */
const withoutLead: Rewording = (question) => question.replace(LEAD, '')

const withOtherLead: Rewording = (question) =>
  LEAD.test(question) ? question.replace(LEAD, `${LEADS[hashText(question) % LEADS.length]} `) : question

/** "the average age of the singers" -> "average age of singers"; names that are quoted stay as they are. */
const withoutArticles: Rewording = (question) =>
  outsideQuotes(question, (text) => text.replace(/\b(?:the|a|an) /gi, ''))

const inLowerCase: Rewording = (question) => outsideQuotes(question, (text) => text.toLowerCase())

/** "the number of singers for each country" -> "number of singers per country". */
const perGroup: Rewording = (question) =>
  question
    .replace(
      /\b(?:for|of|in|from|at|on|by) (?:each|every) (?:of the |different )?(?!ha[sv]e?\b)/i,
      hashText(question) % 2 === 0 ? 'per ' : 'by ',
    )
    .replace(/,? grouped by /i, ' per ')

/** "How many singers are there?" -> "number of singers"; "how many singers are older than 20" -> "number of singers older than 20". */
const asNumber: Rewording = (question) => {
  const counted = COUNT.exec(question)?.[1]
  if (counted === undefined || /\b(?:do|does|did|can|what|which)\b/i.test(counted)) return question
  return `number of ${counted.replace(/ (?:are|were|is|was) /i, ' ').replace(/ have /i, ' with ')}`
}

const COUNT =
  /^(?:how many|count (?:the )?(?:number of )?)(?: different)? (.+?)(?: (?:are|is) there| do we have)?$/i

/** "number of singers" -> "singer count", "how many singers are there". */
const asCount: Rewording = (question) =>
  question
    .replace(/^(?:the )?number of (\w+?)s (per|by) /i, '$1 count $2 ')
    .replace(/^(?:the )?number of (\w+?)s$/i, '$1 count')

/** "number of orders per customer" -> "how many orders does each customer have". */
const asEachHas: Rewording = (question) =>
  question.replace(/^(?:the )?number of ([\w ]+?) (?:per|by) ([\w ]+)$/i, 'how many $1 does each $2 have')

/** "names of singers who are older than 20" -> "singers who are older than 20". */
const withoutNames: Rewording = (question) =>
  question.replace(
    /^(?:the )?names? of (?:all |all the |the )?(?=\w+ (?:who|that|with|in|from|whose|which|sorted|ordered)\b)/i,
    '',
  )

/** "the name of the singer with the most songs" -> "which singer has the most songs". */
const whichHas: Rewording = (question) =>
  question.replace(
    /^(?:the )?names? of (?:the )?([\w ]+?) (?:with|that has|who has) the (most|least|highest|lowest|fewest) /i,
    'which $1 has the $2 ',
  )

const shorterComparisons: Rewording = (question) =>
  question
    .replace(/\b(?:more|greater|higher|larger) than (?=\d)/gi, 'over ')
    .replace(/\b(?:less|fewer|lower|smaller) than (?=\d)/gi, 'under ')
    .replace(/\bat least (\d+)\b/gi, '$1 or more')

/** Each is a way of asking: its rules one after the other. */
const STYLES: readonly (readonly Rewording[])[] = [
  [withoutMark, withoutLead, groupsAtTheEnd, asNumber, perGroup, withoutArticles, inLowerCase],
  [withoutMark, withoutLead, groupsAtTheEnd, withoutNames, asNumber, perGroup, asCount, inLowerCase],
  [withoutMark, withoutLead, whichHas, groupsAtTheEnd, asNumber, perGroup, asEachHas, shorterComparisons],
  [withoutMark, withOtherLead, perGroup, shorterComparisons],
  [
    withoutMark,
    withoutLead,
    whichHas,
    withoutNames,
    perGroup,
    withoutArticles,
    shorterComparisons,
    inLowerCase,
  ],
  [
    withoutMark,
    withoutLead,
    groupsAtTheEnd,
    asNumber,
    perGroup,
    computedAlone,
    topByMeasure,
    shorterOrders,
    withoutArticles,
    inLowerCase,
  ],
  [
    withoutMark,
    withoutLead,
    withoutNames,
    groupsAtTheEnd,
    perGroup,
    topByMeasure,
    shorterOrders,
    shorterComparisons,
  ],
]

/** "per" and "by" promise groups: "the name of each singer" must not become "name per singer". */
const ABOUT_GROUPS: ReadonlySet<Rewording> = new Set([perGroup, groupsAtTheEnd, asEachHas, computedAlone])

/**
 * The question as somebody else might have asked it: without its opening words, in telegram style, as an order. Which way
 * is decided by the question itself. Null when that changes no more than its marks.
 */
export function rewordQuestion(question: string, query: string): string | null {
  const style = STYLES[hashText(`style ${question}`) % STYLES.length]!
  const isGrouped = /\bgroup\s+by\b/i.test(query)
  const reworded = style
    .filter((rule) => isGrouped || !ABOUT_GROUPS.has(rule))
    .reduce((text, rule) => rule(text), question)
    .replace(/\s+/g, ' ')
    .trim()
  const isSame = inLowerCase(withoutMark(question)).replace(/\s+/g, ' ') === reworded.toLowerCase()
  return isSame || reworded.split(' ').length < 2 ? null : reworded
}

function outsideQuotes(text: string, change: Rewording): string {
  return text
    .split(/("[^"]*"|'[^']*'|“[^”]*”)/)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('')
}
