import { describe, expect, it } from 'vitest'
import { readAhead } from './read-ahead.ts'

/** Streams of two batches an item; `events` tells what happened in which order. */
function sources(failing?: string) {
  const events: string[] = []
  const read = async function* (item: string): AsyncGenerator<string> {
    events.push(`open ${item}`)
    try {
      if (item === failing) throw new Error(`${item} is broken`)
      yield `${item}1`
      yield `${item}2`
    } finally {
      events.push(`close ${item}`)
    }
  }
  return { events, read }
}

describe('readAhead', () => {
  it('gives all batches in order, and opens the next item before the present one is read', async () => {
    const { events, read } = sources()
    for await (const { batches } of readAhead(['a', 'b', 'c'], read)) {
      for await (const batch of batches) events.push(batch)
    }
    expect(events.filter((event) => event.length === 2)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
    expect(events.indexOf('open b')).toBeLessThan(events.indexOf('a1'))
    expect(events.indexOf('open c')).toBeGreaterThan(events.indexOf('a2'))
  })

  it('fails only where the broken item is read', async () => {
    const { read } = sources('b')
    const outcomes: string[] = []
    for await (const { item, batches } of readAhead(['a', 'b', 'c'], read)) {
      try {
        for await (const batch of batches) outcomes.push(batch)
      } catch (error) {
        outcomes.push(`${item}: ${String(error)}`)
      }
    }
    expect(outcomes).toEqual(['a1', 'a2', 'b: Error: b is broken', 'c1', 'c2'])
  })

  it('closes what it opened when its reader stops early', async () => {
    const { events, read } = sources()
    for await (const { batches } of readAhead(['a', 'b', 'c'], read)) {
      for await (const _ of batches) break
      break
    }
    expect(events.filter((event) => event.startsWith('close')).sort()).toEqual(['close a', 'close b'])
  })
})
