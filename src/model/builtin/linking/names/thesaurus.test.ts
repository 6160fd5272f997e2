import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stemWord } from '../../../../base/text.ts'
import { cuesAt } from '../../parsing/cues.ts'
import { STOP_WORDS } from '../words/english.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { meaningsOf, readThesaurus, thesaurusLines } from './thesaurus.ts'

describe('a thesaurus', () => {
  const meanings = readThesaurus(
    '# people\ndoctor, physician\n\nhow heavy, weigh > weight, body mass\ndoctor > practitioner\n',
  )

  it('lets the terms of a group stand for each other', () => {
    expect(meanings('doctor')).toContainEqual(['physician'])
    expect(meanings('physician')).toEqual([['doctor']])
  })

  it('lets the left of a directed line mean the right, and not the other way round', () => {
    expect(meanings('how heavi')).toEqual([['weight'], ['bodi', 'mass']])
    expect(meanings('weight')).toEqual([])
    expect(meanings('doctor')).toContainEqual(['practition'])
  })

  it('ties nothing that the words themselves tie', () => {
    const read = readThesaurus('attraction, sight > tourist attraction\nhow many rooms, chamber > rooms\n')
    expect(read('attract')).toEqual([])
    expect(read('how mani room')).toEqual([])
    expect(read('sight')).toEqual([['tourist', 'attract']])
    expect(read('chamber')).toEqual([['room']])
  })

  it('that ships ties words that share nothing', () => {
    expect(meaningsOf('physician')).toContainEqual(['doctor'])
    expect(meaningsOf('nothing of the kind')).toEqual([])
  })
})

describe('the thesaurus that ships', () => {
  const text = readFileSync(new URL('./thesaurus.txt', import.meta.url), 'utf8')
  const lines = thesaurusLines(text)
  const said = lines.flatMap(({ left }) => left)

  it('holds lines of the two forms only, of plain words', () => {
    const odd = text.split('\n').filter((line) => {
      if (line === '' || line.startsWith('#')) return false
      const sides = line.split(' > ')
      const terms = sides.flatMap((side) => side.split(', '))
      return (
        sides.length > 2 || terms.length < 2 || !terms.every((term) => /^[a-z0-9]+( [a-z0-9]+)*$/.test(term))
      )
    })
    expect(odd).toEqual([])
  })

  it('has no heading and no line twice, and sorts the lines of each topic', () => {
    const topics = text.split(/^(?=# )/m).map((topic) => topic.trim().split('\n'))
    const headings = topics.map(([heading]) => heading)
    expect(new Set(headings).size).toBe(headings.length)
    for (const [, ...topic] of topics.slice(1)) expect(topic).toEqual([...new Set(topic)].sort())
  })

  it('says nothing of a word that asks or shapes and names nothing', () => {
    const shaping = said.filter((term) => {
      if (term.includes(' ')) return false
      const cues = cuesAt(tokenizeQuestion(term), 0)
      return STOP_WORDS.has(term) || cues.some(({ cue }) => cue.kind !== 'calendar')
    })
    expect(shaping).toEqual([])
  })

  it('says nothing that no question can say: longer than phrases are looked at', () => {
    expect(said.filter((term) => term.split(' ').length > 3)).toEqual([])
  })

  it('finds terms by how they begin: stems begin as their words do', () => {
    const stemsOf = (term: string) => term.split(' ').map(stemWord).join(' ')
    expect(said.filter((term) => stemsOf(term).slice(0, 2) !== term.slice(0, 2))).toEqual([])
  })
})
