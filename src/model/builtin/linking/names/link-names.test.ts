import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkNames } from './link-names.ts'

const { survey, close } = await exploreScript(SHOP)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

/** 'customers', 'customers.city': what the words of a question may name, best first. */
function namesIn(question: string, part?: Parameters<typeof linkNames>[2]): string[] {
  const mentions = linkNames(tokenizeQuestion(question), lexicon, part)
  return [...mentions]
    .sort((left, right) => right.score - left.score)
    .flatMap((mention) => {
      if (mention.kind === 'table') return [mention.table.table]
      return mention.kind === 'column' ? [`${mention.column.table}.${mention.column.column}`] : []
    })
}

describe('names in questions', () => {
  it.each([
    ['how many customers', 'customers'],
    ['the clients', 'customers'],
    ['the cities', 'customers.city'],
    ['unit price', 'order_items.unit_price'],
    ['customer country', 'customers.country'],
    ['date of birth', 'staff.birthdate'],
    ['employees', 'staff'],
    ['department', 'staff.dept'],
    ['order items', 'order_items'],
    ['delviered by carier', 'deliveries.carrier'],
  ])('%s names %s', (question, name) => {
    expect(namesIn(question)).toContain(name)
  })

  it.each([
    ['unit price', 'order_items.unit_price'],
    ['customers', 'customers'],
  ])('%s is first of all %s', (question, name) => {
    expect(namesIn(question)[0]).toBe(name)
  })

  it('follows every table that has a column of that name', () => {
    expect(namesIn('name')).toEqual(expect.arrayContaining(['customers.name', 'products.name']))
  })

  it.each(['the of and', '2024', '"customers"', 'xylophone'])('finds no name in %s', (question) => {
    expect(namesIn(question)).toEqual([])
  })

  it('stays within the part of the schema that it is given', () => {
    const part = { tables: [{ table: 'customers', columns: ['id', 'name'] }] }
    expect(namesIn('name of products in a city', part)).toEqual(['customers.name'])
  })
})
