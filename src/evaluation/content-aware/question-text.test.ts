import { describe, expect, it } from 'vitest'
import { findNamedValue, questionText, type TypedReading } from './question-text.ts'

/** Knows one number word and one date, which is enough here. */
function readTyped(text: string): TypedReading[] {
  const readings: readonly (readonly [RegExp, Omit<TypedReading, 'start' | 'end'>])[] = [
    [/twenty/g, { value: 20 }],
    [/50%/g, { value: 50 }],
    [/3,000/g, { value: 3000 }],
    [/(?:March 1st 2010|2010-03-01)/g, { value: '2010-03-01' }],
    [/2015-05-31/g, { value: '2015-05-31' }],
    [/in 2014/g, { value: 2014 }],
    [/May 2015/g, { from: '2015-05-01', to: '2015-05-31' }],
  ]
  return readings.flatMap(([pattern, value]) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
      ...value,
      start: index,
      end: index + found.length,
    })),
  )
}

describe('findNamedValue', () => {
  it.each<[string, string | number, string | undefined]>([
    ['singers from France', 'France', 'France'],
    ['singers from FRANCE', 'France', 'FRANCE'],
    ['French singers', 'France', undefined],
    ['how many dogs', 'dog', 'dogs'],
    ['Lucas Mancini’s orders', 'Mancini', 'Mancini'],
    ['songs of JetBlue Airways', 'JetBlue Airways', 'JetBlue Airways'],
    ['songs of JetBlue', 'JetBlue Airways', undefined],
    ['songs of Airways, JetBlue', 'JetBlue Airways', undefined],
    ['the A.P.G. airport', 'APG', 'A.P.G'],
    ['by e-mail', 'email', 'e-mail'],
    ['female students', 'F', undefined],
    ['students with sex F', 'F', 'F'],
    ['a student with grade A', 'A', 'A'],
    ['A student', 'A', undefined],
    ['a student', 'A', undefined],
    ['names without M', 'm', 'M'],
    ['older than 20', 20, '20'],
    ['older than twenty', 20, 'twenty'],
    ['older than 20', '20', '20'],
    ['older than 201', 20, undefined],
    ['at least 0.5', 0.5, '0.5'],
    ['at least 50%', 0.5, '50%'],
    ['more than 3,000', 3000, '3,000'],
    ['the year 2010.', 2010, '2010'],
    ['on March 1st 2010', '2010-03-01', 'March 1st 2010'],
    ['on March 1st 2010', '2010-03-02', undefined],
    ['in May 2015', '2015-05-31', 'May 2015'],
    ['in May 2015', '2015-06-01', undefined],
    ['what costs 5 (c++)?', '(c++)', 'c'],
  ])('%j: %j is named as %j', (question, value, named) => {
    const place = findNamedValue(questionText(question, readTyped), value)
    expect(place && question.slice(place.start, place.end)).toBe(named)
  })
})
