import { jsonValues, LONGEST_REPLY } from './read-json.ts'
import { stripThinking } from './strip-thinking.ts'

/** A record of a reply, its keys in lower case. */
export type Entry = Readonly<Record<string, unknown>>

/**
 * The records of a reply that are entries of what was asked for, in order: in a list, in a list under any name, one
 * after another, or before the place where a list breaks off.
 */
export function readEntries(reply: string, isEntry: (entry: Entry) => boolean): readonly Entry[] {
  return jsonValues(stripThinking(reply).slice(0, LONGEST_REPLY)).flatMap(entriesIn)

  function entriesIn(value: unknown): readonly Entry[] {
    if (typeof value !== 'object' || value === null) return []
    if (Array.isArray(value)) return value.flatMap(entriesIn)
    const entry = Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key.trim().toLowerCase(), inner]),
    )
    return isEntry(entry) ? [entry] : Object.values(value).flatMap(entriesIn)
  }
}
