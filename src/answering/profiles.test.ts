import { describe, expect, it } from 'vitest'
import { findProfile, PROFILE_NAMES } from './profiles.ts'
import { STEP_NAMES } from './trace.ts'

describe('profiles', () => {
  it('runs every step unless another profile is named', () => {
    expect([...findProfile().steps]).toEqual([...STEP_NAMES])
  })

  it.each(PROFILE_NAMES.map((name) => [name]))('%s writes SQL', (name) => {
    expect(findProfile(name).steps.has('generation')).toBe(true)
  })

  it('leaves out the steps that it is told to', () => {
    const profile = findProfile('sonde', ['detection', 'revision'])
    expect(profile.steps.has('detection')).toBe(false)
    expect(profile.steps.has('revision')).toBe(false)
    expect(profile.steps.has('alignment')).toBe(true)
    expect(findProfile('sonde').steps.has('detection')).toBe(true)
  })

  it('says what there is when a name is wrong', () => {
    expect(() => findProfile('tscr')).toThrow(/"tscr".*sonde, tcsr, db-explore, direct/)
  })

  it('cannot do without generation', () => {
    expect(() => findProfile('sonde', ['generation'])).toThrow('cannot be left out')
  })
})

describe('what a language model is shown', () => {
  it('is as in table 3 of TCSR-SQL for tcsr', () => {
    const { prompting, variantCount } = findProfile('tcsr')
    expect(prompting.shots).toEqual({ keywords: 4, variants: 9, sql: 4, revision: 0 })
    expect(prompting.samplesPerTable).toBe(6)
    expect(variantCount).toBe(5)
  })

  it.each([
    ['sonde', ['keywords', 'variants', 'linking']],
    ['tcsr', []],
    ['db-explore', []],
  ])('in %s leaves %j to the builtin model', (name, tasks) => {
    expect(findProfile(name).offlineTasks).toEqual(tasks)
  })
})
