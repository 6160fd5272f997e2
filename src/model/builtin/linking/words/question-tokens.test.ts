import { describe, expect, it } from 'vitest'
import { expandSharedHeads, tokenizeQuestion } from './question-tokens.ts'

const split = (question: string): string[] => tokenizeQuestion(question).map(({ text }) => text)

describe('a question in tokens', () => {
  it.each([
    ['How many tracks are there?', ['How', 'many', 'tracks', 'are', 'there']],
    ['songs called "Let It Be"', ['songs', 'called', 'Let It Be']],
    ["the customer's name and the artist's age", ['the', 'customer', 'name', 'and', 'the', 'artist', 'age']],
    ["tracks named 'Stop It'", ['tracks', 'named', 'Stop It']],
    ['tracks named "Don\'t Stop"', ['tracks', 'named', "Don't Stop"]],
    ['more than 1,200.50 or -3', ['more', 'than', '1,200.50', 'or', '-3']],
    ['Paris, Lyon; Berlin', ['Paris', ',', 'Lyon', ';', 'Berlin']],
    ['price >= 10 $', ['price', '>=', '10', '$']],
    ['在「北京市」的客户', ['在', '北京市', '的', '客', '户']],
    ["actors who've sung, I'd say", ['actors', 'who', 'sung', ',', 'I', 'say']],
    ["customers who don't pay", ['customers', 'who', "don't", 'pay']],
    ['visits in May — doctor, day', ['visits', 'in', 'May', '—', 'doctor', ',', 'day']],
    ['for each team: how many', ['for', 'each', 'team', ':', 'how', 'many']],
    ['at 10:30, from 5  -  10', ['at', '10', '30', ',', 'from', '5', '10']],
    ['', []],
    ['?!', ['!']],
  ])('%s', (question, tokens) => {
    expect(split(question)).toEqual(tokens)
  })

  it('knows where each token stood', () => {
    const question = 'Which artists made "Let It Be" in 1970, roughly?'
    for (const token of tokenizeQuestion(question)) {
      const stood = question.slice(token.start, token.end)
      expect(stood.replace(/^"|"$/g, '')).toBe(token.text)
    }
  })

  it('tells names from the capital of a sentence', () => {
    const capitalized = (question: string) =>
      tokenizeQuestion(question).flatMap((token) => (token.capitalized ? [token.text] : []))
    expect(capitalized('List customers from Berlin. Only hotels count')).toEqual(['Berlin'])
    expect(capitalized('Customers from berlin')).toEqual([])
  })

  it('knows which words a hyphen ties to the next', () => {
    const tied = (question: string) =>
      tokenizeQuestion(question).flatMap(({ isTied, text }) => (isTied === true ? [text] : []))
    expect(tied('no-shows per follow-up visit')).toEqual(['no', 'follow'])
    expect(tied('no shows - per visit')).toEqual([])
  })

  it('reads numbers with separators as numbers', () => {
    const [number] = tokenizeQuestion('1,250,000')
    expect(number).toMatchObject({ kind: 'number', folded: '1250000' })
  })
})

it.each([
  ['first and last name', ['first', 'name', 'and', 'last', 'name']],
  ['start and end dates', ['start', 'dates', 'and', 'end', 'dates']],
  ['name and price', ['name', 'and', 'price']],
  ['first order and last name', ['first', 'order', 'and', 'last', 'name']],
])('%s: a head said once and meant twice', (question, words) => {
  expect(expandSharedHeads(tokenizeQuestion(question)).map(({ text }) => text)).toEqual(words)
})
