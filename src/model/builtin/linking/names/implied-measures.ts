import { stemWord } from '../../../../base/text.ts'
import { printName } from '../../../../sql/print-name.ts'
import { SQLITE } from '../../../../sql/sqlite-dialect.ts'
import type { ExpressionEntry } from '../../../../values/knowledge.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

const MONEY_WORDS = new Set(
  'revenue sales turnover spending spent spend income takings'.split(' ').map(stemWord),
)
const PRICES = ['price', 'cost', 'rate', 'fee'].map(stemWord)
const QUANTITIES = ['quantity'].map(stemWord)

/** "revenue" where no column holds it: price times quantity of one row, less its discount. */
export function linkImpliedMeasures(tokens: readonly QuestionToken[], lexicon: SchemaLexicon): Mention[] {
  const starts = tokens.flatMap((token, index) => (MONEY_WORDS.has(token.stem) ? [index] : []))
  if (starts.length === 0) return []
  const expressions = lexicon.tables.flatMap(({ table, columns }) => {
    const price = columns.find((column) => isMeasure(column, PRICES))
    const quantity = columns.find((column) => isMeasure(column, QUANTITIES))
    if (price === undefined || quantity === undefined) return []
    const discount = columns.find((column) => isMeasure(column, [stemWord('discount')]) && isShare(column))
    const product = `${printName(price.column, SQLITE)} * ${printName(quantity.column, SQLITE)}`
    return [
      {
        table,
        expression:
          discount === undefined ? product : `${product} * (1 - ${printName(discount.column, SQLITE)})`,
      },
    ]
  })
  const stems = new Set(tokens.map(({ stem }) => stem))
  return starts.flatMap((start) => [
    ...pricesOfNamed(lexicon, stems).map(
      (column): Mention => ({
        kind: 'column',
        column,
        looksLikeTable: false,
        isWholeName: false,
        start,
        end: start + 1,
        score: 0.6,
      }),
    ),
    ...expressions.map(({ table, expression }): Mention => {
      const entry: ExpressionEntry = {
        kind: 'expression',
        keyword: tokens[start]!.text,
        table,
        expression,
        origin: 'probe',
      }
      return { kind: 'expression', entry, start, end: start + 1, score: 0.75 }
    }),
  ])
}

/** "lesson revenue": what a lesson costs, where each row is one that was sold. */
function pricesOfNamed(lexicon: SchemaLexicon, stems: ReadonlySet<string>): ColumnEntry[] {
  return lexicon.tables.flatMap(({ stems: name, columns, isView }) => {
    const isNamed = !isView && name.every((stem) => stems.has(stem))
    const price = columns.find((column) => isMeasure(column, PRICES))
    const hasQuantity = columns.some((column) => isMeasure(column, QUANTITIES))
    const hasDay = columns.some((column) => column.isMoment)
    return isNamed && price !== undefined && !hasQuantity && hasDay ? [price] : []
  })
}

function isMeasure(column: ColumnEntry, stems: readonly string[]): boolean {
  return (
    column.isNumeric &&
    !column.isKey &&
    !column.isForeignKey &&
    stems.some((stem) => column.stems.includes(stem))
  )
}

function isShare({ profile }: ColumnEntry): boolean {
  return typeof profile?.maximum === 'number' && profile.maximum <= 1
}
