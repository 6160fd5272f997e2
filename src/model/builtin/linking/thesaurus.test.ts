import { describe, expect, it } from 'vitest'
import { meaningsOf, readThesaurus } from './thesaurus.ts'

describe('a thesaurus', () => {
  const read = readThesaurus(
    '# people\ndoctor, physician\n\nhow heavy, weigh > weight, body mass\ndoctor > practitioner\n',
  )

  it('lets the terms of a group stand for each other', () => {
    expect(read.get('doctor')).toContainEqual(['physician'])
    expect(read.get('physician')).toEqual([['doctor']])
  })

  it('lets the left of a directed line mean the right, and not the other way round', () => {
    expect(read.get('how heavi')).toEqual([['weight'], ['bodi', 'mass']])
    expect(read.has('weight')).toBe(false)
    expect(read.get('doctor')).toContainEqual(['practition'])
  })

  it('that ships ties words that share nothing', () => {
    expect(meaningsOf('physician')).toContainEqual(['doctor'])
    expect(meaningsOf('nothing of the kind')).toEqual([])
  })
})
