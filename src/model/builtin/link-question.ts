import { identifierWords, stemWord } from '../../base/text.ts'
import type { DatabaseContext } from '../model.ts'
import type { QuestionAsk, QuestionLinks, TableRole } from '../question-links.ts'
import type { Mention } from './linking/mention.ts'
import { linkImpliedMeasures } from './linking/names/implied-measures.ts'
import { linkNames } from './linking/names/link-names.ts'
import { linkPeople } from './linking/roles/link-people.ts'
import { linkRoles } from './linking/roles/link-roles.ts'
import { type SchemaLexicon, schemaLexiconOf } from './linking/schema-lexicon.ts'
import { extractKeywords } from './linking/values/extract-keywords.ts'
import { linkValues } from './linking/values/link-values.ts'
import type { QuestionToken } from './linking/words/question-tokens.ts'
import { wordsToRead } from './linking/words/words-to-read.ts'
import { type Cue, cuesAt } from './parsing/cues.ts'

/** "Last year" is asked by nobody here: questions that are read back are about stored dates. */
const NO_DAY = new Date('2000-01-01T00:00:00Z')
const MATCHES_KEPT = 12
/** Below, words like "how many orders" may name whoever orders. */
const SURE_TABLE = 0.5

/** Reads what single words of a question mean, with the same linker as the parser and in a fraction of its time. */
export function linkQuestion(question: string, context: DatabaseContext): QuestionLinks {
  const lexicon = schemaLexiconOf(context.survey)
  const tokens = wordsToRead(question)
  const keywords = extractKeywords({ question, context, now: NO_DAY })
  const grounded = keywords.map((keyword) => ({
    keyword,
    matches: context.values.findExact(keyword.text, { limit: MATCHES_KEPT }),
    knowledge: [],
  }))
  const mentions: Mention[] = [
    ...linkNames(tokens, lexicon),
    ...linkValues(question, tokens, grounded, lexicon, NO_DAY),
    ...linkImpliedMeasures(tokens, lexicon),
  ]
  mentions.push(...linkPeople(tokens, lexicon, mentions), ...linkRoles(tokens, lexicon, context.survey.joins))
  const at = ({ start, end, score }: Mention) => ({ start, end, score })
  return {
    tables: mentions.flatMap((mention) => {
      // "manager" names the table that its key leads to.
      const table =
        mention.kind === 'table'
          ? mention.table
          : mention.kind === 'column' && mention.roleOf !== undefined
            ? lexicon.findTable(mention.roleOf)
            : undefined
      if (table === undefined || mention.score < SURE_TABLE) return []
      const shown = table.displayColumns.map(({ table: name, column }) => ({ table: name, column }))
      return [{ ...at(mention), table: table.table, shown }]
    }),
    roles: rolesSaid(tokens, context, lexicon),
    columns: mentions.flatMap((mention) =>
      mention.kind === 'column'
        ? [{ ...at(mention), table: mention.column.table, column: mention.column.column }]
        : [],
    ),
    values: mentions.flatMap((mention) =>
      mention.kind === 'value'
        ? [
            {
              ...at(mention),
              table: mention.column.table,
              column: mention.column.column,
              value: mention.value,
            },
          ]
        : [],
    ),
    numbers: mentions.flatMap((mention) => (mention.kind === 'number' ? [mention.value] : [])),
    periods: mentions.flatMap((mention) =>
      mention.kind === 'period' ? [{ from: mention.from, to: mention.to }] : [],
    ),
    asks: new Set(tokens.flatMap((_, start) => cuesAt(tokens, start).flatMap(({ cue }) => asksOf(cue)))),
  }
}

/** Tables that a key leads to whose own words are there: "support rep" of SupportRepId. */
function rolesSaid(
  tokens: readonly QuestionToken[],
  { survey }: DatabaseContext,
  lexicon: SchemaLexicon,
): readonly TableRole[] {
  const stems = new Set(tokens.map(({ stem }) => stem))
  return survey.joins.flatMap(({ from, to }) => {
    const words = identifierWords(from.columns[0]!).filter((word) => !KEY_WORDS.has(word))
    if (words.length === 0 || !words.every((word) => stems.has(stemWord(word)))) return []
    const shown = lexicon.findTable(to.table).displayColumns
    return [{ table: to.table, shown: shown.map(({ table, column }) => ({ table, column })) }]
  })
}

const KEY_WORDS: ReadonlySet<string> = new Set(['id', 'no', 'number', 'code', 'key', 'fk'])

function asksOf(cue: Cue): QuestionAsk[] {
  switch (cue.kind) {
    case 'count':
    case 'null':
    case 'superlative':
    case 'share':
    case 'order':
      return [cue.kind]
    case 'how-much':
      return ['sum']
    case 'direction':
      return ['order']
    case 'aggregate':
      return [
        ({ avg: 'average', sum: 'sum', max: 'maximum', min: 'minimum', count: 'count' } as const)[
          cue.aggregate
        ],
      ]
    case 'comparison':
    case 'bound':
    case 'between':
      return ['comparison']
    case 'ordinal':
      return ['superlative']
    case 'each':
    case 'by':
    case 'calendar':
      return ['group']
    case 'not':
    case 'but-not':
    case 'none-of':
      return ['negation']
    default:
      return []
  }
}
