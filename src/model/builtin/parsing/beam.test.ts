import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Beam } from './beam.ts'
import { INITIAL_STATE, type ParseState } from './parse-state.ts'

const stateOf = ({ focus, score }: { focus: string; score: number }): ParseState => ({
  ...INITIAL_STATE,
  focus,
  score,
})

/** Sorts all at once and keeps the first of each focus, which alone tells these states apart. */
function bestOfAll(states: readonly ParseState[], size: number): ParseState[] {
  const sorted = states.toSorted((left, right) => right.score - left.score)
  return sorted
    .filter((state, place) => sorted.findIndex(({ focus }) => focus === state.focus) === place)
    .slice(0, size)
}

const SOME = fc.record({
  focus: fc.constantFrom(...'abcdefghijklmnop'),
  score: fc.integer({ min: -9, max: 9 }),
})

describe('a beam', () => {
  it('keeps what sorting everything would keep, whatever order it comes in', () => {
    fc.assert(
      fc.property(
        fc.array(SOME, { maxLength: 1_500, size: 'max' }),
        fc.integer({ min: 1, max: 12 }),
        (some, size) => {
          const states = some.map(stateOf)
          const beam = new Beam(size)
          for (const state of states) beam.add(state)
          const kept = beam.best()
          const wanted = bestOfAll(states, size)
          expect(kept).toHaveLength(wanted.length)
          for (const [place, state] of kept.entries()) expect(state).toBe(wanted[place])
        },
      ),
      { seed: 4 },
    )
  })

  it('takes states after it was asked for the best', () => {
    const beam = new Beam(2)
    for (const state of ['a', 'b', 'c'].map((focus) => stateOf({ focus, score: 1 }))) beam.add(state)
    expect(beam.best().map(({ focus }) => focus)).toEqual(['a', 'b'])
    beam.add(stateOf({ focus: 'd', score: 2 }))
    expect(beam.best().map(({ focus }) => focus)).toEqual(['d', 'a'])
  })
})
