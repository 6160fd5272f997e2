import { describe, expect, it } from 'vitest'
import { nltkWordTokens } from './nltk-word-tokens.ts'

/** What NLTK 3.10's `NLTKWordTokenizer().tokenize` returns. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  ['SELECT count(*) WHERE a>=5', ['SELECT', 'count', '(', '*', ')', 'WHERE', 'a', '>', '=5']],
  ['a=b a = b', ['a=b', 'a', '=', 'b']],
  ['a , b,c ,1 1,234 x:y z:', ['a', ',', 'b', ',', 'c', ',1', '1,234', 'x', ':', 'y', 'z', ':']],
  ['1,٣ a,é', ['1,٣', 'a', ',', 'é']],
  ['a,\n', ['a', ',']],
  ['t1.a. )', ['t1.a', '.', ')']],
  ['t.a.\n) ', ['t.a.', ')']],
  ['where a = 5.', ['where', 'a', '=', '5', '.']],
  ['a.b. c', ['a.b.', 'c']],
  ['a .. b ... c..', ['a', '..', 'b', '...', 'c', '..']],
  ['`name` ``x```', ['`', 'name', '`', '``', 'x', '``', '`']],
  ['a--b ---c a-b', ['a', '--', 'b', '--', '-c', 'a-b']],
  [
    'x;y@z #1 $2 50% a&b q? !=',
    ['x', ';', 'y', '@', 'z', '#', '1', '$', '2', '50', '%', 'a', '&', 'b', 'q', '?', '!', '='],
  ],
  ['[a] {b} <c>', ['[', 'a', ']', '{', 'b', '}', '<', 'c', '>']],
  ['Cannot gonna xcannot cannot_x écannot', ['Can', 'not', 'gon', 'na', 'xcannot', 'cannot_x', 'écannot']],
  ['gotta gimme lemme', ['got', 'ta', 'gim', 'me', 'lem', 'me']],
  ['a wanna wanna', ['a', 'wan', 'na', 'wan', 'na']],
  ['wanna=b', ['wanna=b']],
  [
    '“a” ‘b’ «c» 2012–2015 x—y',
    ['“', 'a', '”', '‘', 'b', '’', '«', 'c', '»', '2012', '–', '2015', 'x', '—', 'y'],
  ],
  ['a\u00a0b\u001cc\ufeffd', ['a', 'b', 'c\ufeffd']],
]

describe('nltkWordTokens', () => {
  it.each(CASES)('%j', (text, words) => {
    expect(nltkWordTokens(text)).toEqual(words)
  })

  it('takes time in proportion to a text of blanks', () => {
    expect(nltkWordTokens(`a.${' '.repeat(200_000)}b`)).toEqual(['a.', 'b'])
  })
})
