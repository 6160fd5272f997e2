import { expect, it } from 'vitest'
import { pluralOf, singularOf } from './plural.ts'

it.each([
  ['track', 'tracks'],
  ['country', 'countries'],
  ['day', 'days'],
  ['class', 'classes'],
  ['person', 'people'],
  ['invoice line', 'invoice lines'],
  ['status', 'statuses'],
  ['series', 'series'],
  ['date of birth', 'dates of birth'],
  ['date signed up', 'dates signed up'],
  ['check in date', 'check in dates'],
])('%s, %s', (singular, plural) => {
  expect(pluralOf(singular)).toBe(plural)
  expect(singularOf(plural)).toBe(singular)
})
